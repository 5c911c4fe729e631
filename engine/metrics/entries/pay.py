"""What selling pays and costs."""

from __future__ import annotations

from engine.metrics.metric import Metric, Unit

PAY: tuple[Metric, ...] = (
    Metric(
        "quota_to_ote",
        "Quota for each dollar of target pay",
        "quota : OTE",
        Unit.RATIO,
        "yearly quota / (base + target incentive)",
        "definition",
        ("quota.amount", "rep.base_pay", "rep.target_incentive"),
    ),
    Metric(
        "payout",
        "Incentive pay",
        "variable pay",
        Unit.MONEY,
        "sum of target incentive x payout share of the plan at each rep's attainment",
        "definition: what the plan pays, tier by tier",
        ("rep.target_incentive", "quota.amount"),
        estimate=True,
    ),
    Metric(
        "over_budget_chance",
        "Chance of paying more than the budget",
        "probability that incentive pay exceeds the budget",
        Unit.SHARE,
        "possible years whose incentive pay is above incentive.budget / possible years",
        "definition",
        ("rep.target_incentive", "quota.amount"),
        better=-1,
    ),
    Metric(
        "ccos",
        "Cost of sales in pay",
        "compensation cost of sales",
        Unit.SHARE,
        "(base pay + incentive pay) / bookings",
        "https://worldatwork.org/resources/publications/workspan-daily/why-compensation-cost-of-sales-is-a-metric-that-deserves-your-attention",
        ("rep.base_pay", "rep.target_incentive", "quota.amount"),
        better=-1,
        estimate=True,
    ),
)
