"""How quotas fit their patches, and how even the patches are."""

from __future__ import annotations

from engine.metrics.metric import Metric, Unit

PATCHES: tuple[Metric, ...] = (
    Metric(
        "fit_in_band",
        "Quota dollars that fit their patch",
        "quota-to-territory fit, share in band",
        Unit.SHARE,
        "share of quota money with 0.85 <= F <= 1.15, F = (Q / sum Q) / (E / sum E)",
        "definition; the band is that of 15 % for territories: Zoltners and Lorimer, "
        "Journal of Personal Selling and Sales Management 20 (2000)",
        ("quota.amount", "account.potential"),
        better=1,
    ),
    Metric(
        "kept_fit_in_band",
        "Last year's quota dollars that fit the patches planned",
        "quota-to-territory fit of kept quotas, share in band",
        Unit.SHARE,
        "as fit_in_band, Q being last year's quotas and E those of the patches as redrawn",
        "definition; on Quotas, where patches change; the baseline's fit_in_band is on today's",
        ("quota.amount", "account.potential"),
        better=1,
    ),
    Metric(
        "fit_spread",
        "How far quotas are from their patches",
        "standard deviation of ln F",
        Unit.RATIO,
        "sd of ln F over seats, divisor n; 0 is a perfect fit",
        "definition",
        ("quota.amount", "account.potential"),
        better=-1,
    ),
    Metric(
        "fit_rank_correlation",
        "Whether larger patches carry larger quotas",
        "Spearman correlation of quota and expected bookings",
        Unit.CORRELATION,
        "rank correlation of Q and E over seats; 1 is full agreement",
        "Spearman, American Journal of Psychology 15 (1904)",
        ("quota.amount", "account.potential"),
        better=1,
    ),
    Metric(
        "attainment_potential_correlation",
        "Whether results follow the patch",
        "Spearman correlation of attainment and potential",
        Unit.CORRELATION,
        "rank correlation over reps; fair quotas leave none",
        "https://aurochssolutions.com/how-to-set-volume-based-sales-quotas-part-1/; "
        "Spearman (1904)",
        ("quota.amount", "account.potential"),
    ),
    Metric(
        "balance_cv_potential",
        "How uneven patches are in potential",
        "coefficient of variation of potential",
        Unit.SHARE,
        "sd / mean over seats, divisor n",
        "definition: coefficient of variation",
        ("account.potential",),
        better=-1,
    ),
    Metric(
        "balance_cv_workload",
        "How uneven patches are in work",
        "coefficient of variation of workload",
        Unit.SHARE,
        "sd / mean of hours a quarter over seats, divisor n",
        "definition: coefficient of variation",
        ("account.workload",),
        better=-1,
    ),
    Metric(
        "territories_in_15",
        "Patches within 15 % of the mean",
        "share of territories in band",
        Unit.SHARE,
        "share of seats whose potential is within 15 % of the mean",
        "Zoltners and Lorimer, Journal of Personal Selling and Sales Management 20 (2000)",
        ("account.potential",),
        better=1,
    ),
)
