"""How deals are won, and what the open ones are worth."""

from __future__ import annotations

from engine.metrics.metric import Metric, Unit

DEALS: tuple[Metric, ...] = (
    Metric(
        "win_rate",
        "Deals won of those decided",
        "win rate by number",
        Unit.SHARE,
        "won / (won + lost), closed in the period",
        "definition",
        ("opportunity.is_won", "opportunity.close_date"),
        better=1,
    ),
    Metric(
        "pipeline_coverage",
        "Open pipeline for each dollar of quota left",
        "pipeline coverage",
        Unit.RATIO,
        "open amount expected to close in the period / quota not yet made",
        "definition",
        ("quota.amount", "opportunity.amount"),
    ),
    Metric(
        "median_cycle_days",
        "Days to win a deal",
        "Kaplan-Meier median sales cycle",
        Unit.DAYS,
        "age by which half of deals are won; those still open count for as long as they are open, "
        "those older than the period from their age on its first day; lost ones do not count",
        "Kaplan and Meier, Journal of the American Statistical Association 53 (1958); "
        "delayed entry: Klein and Moeschberger, Survival Analysis (2003), section 4.6",
        ("opportunity.created_date", "opportunity.close_date"),
        better=-1,
    ),
    Metric(
        "stale_share",
        "Open pipeline that has gone quiet",
        "stale share of open amount",
        Unit.SHARE,
        "share of open amount longer in its stage than three quarters of won deals were (without "
        "stage history, 30 days without activity), or past its close date",
        "definition, after https://www.outreach.ai/resources/blog/sales-pipeline-ageing",
        (
            "opportunity.amount",
            "stage_change.entered_at or opportunity.last_activity_date or opportunity.close_date",
        ),
        better=-1,
    ),
)
