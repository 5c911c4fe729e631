"""Do partners take over where a region's own bookings fall short?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import norm

from engine.metrics.proportion import difference
from engine.model.diagnosis import StructuredTest
from engine.scenarios.columns import matched, numbers, texts
from engine.scenarios.diagnosis.ground import LEVEL, STRICT, unavailable
from engine.scenarios.diagnosis.words import percent, signed
from engine.store.partner_deal import partner_deals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.diagnosis.ground import Ground

    Floats = NDArray[np.float64]

NAME = "partners"
_MATERIAL = 0.10
_FEWEST = 30
"""Deals that a region needs."""


def look(ground: Ground) -> StructuredTest:
    """Compare the region with most partner deals with all others: deals, and direct bookings."""
    if not ground.snapshot.has("opportunity", "partner"):
        return unavailable(NAME, "Deals do not say which came by a partner (opportunity.partner).")
    table = partner_deals(ground.warehouse, ground.history.period)
    won, brought = (
        np.nan_to_num(
            matched(ground.history.seat_ids, texts(table, "territory_id"), numbers(table, name))
        )
        for name in ("won", "with_partner")
    )
    regions = np.array(ground.regions)
    names = [
        name for name in sorted(set(regions.tolist())) if won[regions == name].sum() >= _FEWEST
    ]
    if len(names) < 2:
        return unavailable(NAME, "Patches lie in one region only (territory.region).")
    share = {name: brought[regions == name].sum() / won[regions == name].sum() for name in names}
    most = max(names, key=lambda name: share[name])
    here = regions == most
    counts = (brought[here].sum(), won[here].sum(), brought[~here].sum(), won[~here].sum())
    gap = difference(*counts, STRICT)
    short, deviation = _shortfall(ground, here)
    z = float(norm.ppf(0.5 + LEVEL / 2))
    ends = [float(np.expm1(short + k * z * deviation)) for k in (-1, 1)]
    size = float(np.expm1(short))
    is_found = bool(gap[1] > 0 and gap[0] > _MATERIAL and ends[1] < 0)
    said = (
        f"{most}: partners bring {percent(counts[0] / counts[1])} of won deals against "
        f"{percent(counts[2] / counts[3])} elsewhere, and direct bookings are "
        f"{signed(100 * size, 0)} % against what the potential of its patches would give elsewhere "
        f"({signed(100 * ends[0], 0)} to {signed(100 * ends[1], 0)} %)."
        if gap[1] > 0 and gap[0] > _MATERIAL
        else "No region has clearly more partner deals than the others."
    )
    return StructuredTest(
        NAME,
        said,
        size,
        ends[0],
        ends[1],
        int(won.sum()),
        _rows(ground, names, share),
        found=is_found,
    )


def _shortfall(ground: Ground, here: NDArray[np.bool_]) -> tuple[float, float]:
    """Log of booked over expected in some seats against all others, and its deviation."""
    panel, model = ground.panel, ground.model
    average, inside = ground.average(), here[ground.panel.seat]
    total, variance = 0.0, 0.0
    for sign, side in ((1, inside), (-1, ~inside)):
        mean = average[side]
        weight = mean / mean.sum()
        luck = model.deals.phi[panel.segment[side]] / mean + model.shock
        by_rep = np.bincount(panel.rep[side], weight)
        by_seat = np.bincount(panel.seat[side], weight)
        total += sign * float(np.log(panel.booked[side].sum() / mean.sum()))
        variance += float(
            weight**2 @ luck
            + model.spread.rep * (by_rep @ by_rep)
            + model.spread.seat * (by_seat @ by_seat)
        )
    return total, float(np.sqrt(variance))


def _rows(ground: Ground, names: list[str], share: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    regions = np.array(ground.regions)
    return tuple(
        {
            "region": name,
            "partner_share": float(share[name]),
            "direct_against_potential": float(np.expm1(_shortfall(ground, regions == name)[0])),
        }
        for name in names
    )
