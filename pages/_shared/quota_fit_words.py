"""How far quotas fit their patches, in sentences and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.fit import fit, share_in_band
from engine.scenarios.quota_plan import CHOSEN
from pages._shared import figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.tables import Row

    Floats = NDArray[np.float64]

_NEAR = 0.005


def fitting(plan: QuotaPlan, today: float) -> str:
    """
    Title of the fit chart: how much of the quota fits, against last year's.

    ``today`` is the share of last year's quotas that fits today's patches; where patches are
    redrawn, their share on these is another figure.
    """
    before, after = (share for _, _, share in sets(plan, today))
    if np.isnan(after):
        return "What the patches can give is not known (account.potential)"
    now, kept, was = map(figures.percent, (after, before, today))
    text = f"{now} of quota dollars fit their patch"
    if np.isnan(before) or (kept == was == now):
        return text
    if kept == was:
        return f"{text}; of last year's quotas, {was}"
    if kept == now:
        return f"{text}; on today's patches, {was}"
    return f"{text}; of last year's quotas, {kept} on these patches and {was} on today's"


def sets(plan: QuotaPlan, today: float) -> list[tuple[str, Floats, float]]:
    """Last year's quotas and the chosen: name, quota over what fits, share inside the band."""
    money = plan.quotas.stages[0].cents / 100, plan.quotas.money
    fits = [fit(quota, plan.seats.expected) for quota in money]
    shares = [share_in_band(quota, fitted) for quota, fitted in zip(money, fits, strict=True)]
    is_redrawn = figures.percent(shares[0]) != figures.percent(today)
    names = "Last year's on these patches" if is_redrawn else "Last year's", "These quotas"
    return list(zip(names, fits, shares, strict=True))


def fit_rows(plan: QuotaPlan, today: float) -> list[Row]:
    """The fit chart as a table."""
    return [
        {
            "Quotas": name,
            "Dollars that fit": figures.percent(share),
            "Patches inside the band": figures.count(float(np.sum(np.abs(fitted - 1) <= 0.15))),
            "Below it": figures.count(float(np.sum(fitted < 0.85))),
            "Above it": figures.count(float(np.sum(fitted > 1.15))),
        }
        for name, fitted, share in sets(plan, today)
    ]


def cost_of_cap(plan: QuotaPlan, best: float) -> str:
    """What the largest change costs in fit, against the share that would fit without it."""
    cap, mine = plan.levers.largest_change, plan.fairness[CHOSEN].fit_in_band
    if cap is None or mine is None or np.isnan(best):
        return ""
    lost = best - mine
    start = f"No quota moves further than {figures.percent(cap)} from last year's"
    if abs(lost) < _NEAR:
        return f"{start}; that costs no fit."
    way = "costs" if lost > 0 else "adds"
    return (
        f"{start}; that {way} {abs(lost) * 100:.0f} points of the quota that fits: without it "
        f"{figures.percent(best)} would."
    )
