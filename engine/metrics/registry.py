"""Every figure by name: what it is, in which unit, by which formula, after which source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a figure is written; the engine itself keeps decimals."""

    SHARE = "share"
    POINTS = "points"
    MONEY = "money"
    RATIO = "ratio"
    DAYS = "days"
    COUNT = "count"
    CORRELATION = "correlation"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that the product can show."""

    key: str
    label: str
    """Plain words, as on screen."""
    term: str
    """The field's or statistician's word for it."""
    unit: Unit
    formula: str
    source: str
    needs: tuple[str, ...] = ()
    """Columns without which it cannot be computed, as table.column."""
    better: int = 0
    """1 if more is better, -1 if less is, 0 if neither."""
    estimate: bool = False
    """Rests on a model or simulation, so it carries a band."""


METRICS: tuple[Metric, ...] = (
    Metric(
        "bookings",
        "Booked",
        "bookings",
        Unit.MONEY,
        "sum of the amount of won deals closed in the period, whoever owns them",
        "methods, ledgers",
        ("opportunity.amount", "opportunity.close_date"),
        1,
    ),
    Metric(
        "target",
        "Plan",
        "company target",
        Unit.MONEY,
        "what the company must book in the period: table target, kind plan, else budget",
        "command line contract",
        ("target.amount",),
    ),
    Metric(
        "quota_total",
        "Quota handed out",
        "street quota",
        Unit.MONEY,
        "sum of the quotas that people carry, roll-ups not added",
        "revcast glossary",
        ("quota.amount",),
    ),
    Metric(
        "median_attainment",
        "The middle rep's result",
        "median attainment",
        Unit.SHARE,
        "median of credited / quota over reps with a quota who were there half the period",
        "performio glossary",
        ("quota.amount",),
        1,
    ),
    Metric(
        "team_attainment",
        "The team's result",
        "team attainment",
        Unit.SHARE,
        "sum of bookings / sum of quotas",
        "performio glossary",
        ("quota.amount",),
        1,
    ),
    Metric(
        "participation",
        "Reps at quota",
        "participation",
        Unit.SHARE,
        "share of reps whose attainment is 100 % or more",
        "prowi.io glossary, quota attainment",
        ("quota.amount",),
        1,
    ),
    Metric(
        "below_80",
        "Reps below 80 % of quota",
        "share below 80 %",
        Unit.SHARE,
        "share of reps whose attainment is less than 80 %",
        "salescompdesign.cortadogroup.ai, quota attainment distribution",
        ("quota.amount",),
        -1,
    ),
    Metric(
        "share_in_80_120",
        "Reps between 80 and 120 %",
        "share within 20 points of quota",
        Unit.SHARE,
        "share of reps with 0.8 <= attainment <= 1.2",
        "cygnalgroup.com, measures of quota quality",
        ("quota.amount",),
        1,
    ),
    Metric(
        "top_decile_share",
        "What the top tenth of reps carries",
        "top-decile share",
        Unit.SHARE,
        "bookings of the top ceil(n / 10) reps / all bookings of reps",
        "methods 1.1, concentration",
        ("opportunity.owner_id",),
    ),
    Metric(
        "gini_bookings",
        "How unequal bookings are",
        "Gini coefficient of bookings",
        Unit.RATIO,
        "sum (2i - n - 1) x(i) / (n sum x), negatives as zero",
        "methods 1.1, concentration",
        ("opportunity.owner_id",),
    ),
    Metric(
        "median_gap",
        "Why the middle rep is off 100 %",
        "median-gap identity: level + weighting + skew",
        Unit.POINTS,
        "median - 1 = (team - 1) + (mean - team) + (median - mean)",
        "methods 1.2",
        ("quota.amount",),
    ),
    Metric(
        "fair_median",
        "Where the middle rep would land if every quota fitted its patch",
        "fair median",
        Unit.SHARE,
        "median of a year redrawn with each quota equal to what the seat is expected to book",
        "methods 1.2",
        ("quota.amount", "account.potential"),
        estimate=True,
    ),
    Metric(
        "fit_in_band",
        "Quota dollars that fit their patch",
        "quota-to-territory fit, share in band",
        Unit.SHARE,
        "share of quota money with 0.85 <= F <= 1.15, F = (Q / sum Q) / (E / sum E)",
        "methods 1.1",
        ("quota.amount", "account.potential"),
        1,
    ),
    Metric(
        "fit_spread",
        "How far quotas are from their patches",
        "standard deviation of ln F",
        Unit.RATIO,
        "sd of ln F over seats, divisor n; 0 is a perfect fit",
        "methods 1.1",
        ("quota.amount", "account.potential"),
        -1,
    ),
    Metric(
        "fit_rank_correlation",
        "Whether larger patches carry larger quotas",
        "Spearman correlation of quota and expected bookings",
        Unit.CORRELATION,
        "rank correlation of Q and E over seats; 1 is full agreement",
        "methods 1.1, fit diagnostics",
        ("quota.amount", "account.potential"),
        1,
    ),
    Metric(
        "attainment_potential_correlation",
        "Whether results follow the patch",
        "Spearman correlation of attainment and potential",
        Unit.CORRELATION,
        "rank correlation over reps; fair quotas leave none",
        "aurochssolutions.com, how to set volume-based sales quotas",
        ("quota.amount", "account.potential"),
    ),
    Metric(
        "balance_cv_potential",
        "How uneven patches are in potential",
        "coefficient of variation of potential",
        Unit.SHARE,
        "sd / mean over seats, divisor n",
        "methods 1.1, territory balance",
        ("account.potential",),
        -1,
    ),
    Metric(
        "balance_cv_workload",
        "How uneven patches are in work",
        "coefficient of variation of workload",
        Unit.SHARE,
        "sd / mean of hours a quarter over seats, divisor n",
        "methods 1.1, territory balance",
        ("account.workload",),
        -1,
    ),
    Metric(
        "territories_in_15",
        "Patches within 15 % of the mean",
        "share of territories in band",
        Unit.SHARE,
        "share of seats whose potential is within 15 % of the mean",
        "Zoltners and Lorimer 2000",
        ("account.potential",),
        1,
    ),
    Metric(
        "win_rate",
        "Deals won of those decided",
        "win rate by number",
        Unit.SHARE,
        "won / (won + lost), closed in the period",
        "methods 1.1",
        ("opportunity.is_won", "opportunity.close_date"),
        1,
    ),
    Metric(
        "pipeline_coverage",
        "Open pipeline for each dollar of quota left",
        "pipeline coverage",
        Unit.RATIO,
        "open amount expected to close in the period / quota not yet made",
        "methods 1.1",
        ("quota.amount", "opportunity.amount"),
    ),
    Metric(
        "median_cycle_days",
        "Days to win a deal",
        "Kaplan-Meier median sales cycle",
        Unit.DAYS,
        "age by which half of deals are won, open ones counted for as long as they are open",
        "Kaplan and Meier 1958",
        ("opportunity.created_date", "opportunity.close_date"),
        -1,
    ),
    Metric(
        "stale_share",
        "Open pipeline that has gone quiet",
        "stale share of open amount",
        Unit.SHARE,
        "share of open amount longer in its stage than three quarters of won deals were, "
        "or past its close date",
        "methods 8",
        ("opportunity.amount", "opportunity.created_date"),
        -1,
    ),
    Metric(
        "quota_to_ote",
        "Quota for each dollar of target pay",
        "quota : OTE",
        Unit.RATIO,
        "yearly quota / (base + target incentive)",
        "methods 1.1",
        ("quota.amount", "rep.base_pay", "rep.target_incentive"),
    ),
    Metric(
        "payout",
        "Incentive pay",
        "variable pay",
        Unit.MONEY,
        "sum of target incentive x payout share of the plan at each rep's attainment",
        "plan language",
        ("rep.target_incentive", "quota.amount"),
        estimate=True,
    ),
    Metric(
        "ccos",
        "Cost of sales in pay",
        "compensation cost of sales",
        Unit.SHARE,
        "(base pay + incentive pay) / bookings",
        "worldatwork.org, compensation cost of sales",
        ("rep.base_pay", "rep.target_incentive"),
        -1,
        True,
    ),
    Metric(
        "target_gap",
        "Gap to plan",
        "expected bookings less target",
        Unit.MONEY,
        "bookings - target",
        "command line contract",
        ("target.amount",),
        1,
        True,
    ),
    Metric(
        "target_chance",
        "Chance of making plan",
        "share of draws at or above target",
        Unit.SHARE,
        "share of possible years in which bookings reach the target",
        "command line contract",
        ("target.amount",),
        1,
    ),
    Metric(
        "quota_to_expected",
        "Quota handed out for each dollar expected",
        "street quota / expected bookings",
        Unit.RATIO,
        "sum of quotas / expected bookings",
        "methods 1.1, team attainment",
        ("quota.amount",),
    ),
    Metric(
        "credited_to_booked",
        "Credited for each dollar booked",
        "credited / booked",
        Unit.RATIO,
        "quota credit, overlays included / bookings",
        "methods 1.0, ledgers",
        ("credit.share",),
    ),
    Metric(
        "accounts_moved",
        "Accounts that change patch",
        "accounts moved",
        Unit.COUNT,
        "number of accounts whose patch differs from today's",
        "territories",
    ),
    Metric(
        "potential_moved_share",
        "Potential that changes patch",
        "share of potential moved",
        Unit.SHARE,
        "potential of moved accounts / potential of all",
        "territories",
        ("account.potential",),
    ),
)
"""All figures, in the order of the Method page."""

METRIC = {metric.key: metric for metric in METRICS}
"""The same by key."""
