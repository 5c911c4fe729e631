"""How does each kind of activity go with results, given patch, people and season?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from engine.metrics.activity import FEWEST_REPS, link_within
from engine.metrics.peers import benjamini_hochberg
from engine.model.diagnosis import StructuredTest
from engine.response.activity import activity_elasticity
from engine.scenarios.activity_history import activity_history
from engine.scenarios.diagnosis.ground import LEVEL, unavailable
from engine.scenarios.diagnosis.words import signed, to

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.activity import Elasticity
    from engine.scenarios.diagnosis.ground import Ground

    Floats = NDArray[np.float64]

NAME = "activity"
_FALSE_DISCOVERIES = 0.05
"""Part of the findings among kinds that may be false (Benjamini-Hochberg)."""
CAVEAT = (
    "An association: hot deals attract activity, and people log differently; only a staggered "
    "trial would show a cause."
)


def look(ground: Ground) -> tuple[StructuredTest, ...]:
    """One test a kind, with its elasticity, its rank correlation and the placebo."""
    if not ground.snapshot.has("activity", "kind", "date", "rep_id"):
        return (unavailable(NAME, "No activities are loaded (activity.kind, activity.date)."),)
    counts = activity_history(ground.warehouse, ground.history)
    reps = int(np.unique(ground.panel.rep[ground.in_year]).size)
    if reps < FEWEST_REPS:
        return (unavailable(NAME, f"Too few reps to tell ({reps})."),)
    if len(ground.history.quarters) < 2 or not counts:
        return (unavailable(NAME, "Activities cover less than two quarters (activity.date)."),)
    found = activity_elasticity(ground.model, counts)
    chance = {kind: _chance(each) for kind, each in found.items()}
    stands = benjamini_hochberg(np.array(list(chance.values())), _FALSE_DISCOVERIES)
    held = dict(zip(chance, stands.tolist(), strict=True))
    return tuple(_test(ground, kind, found[kind], counts[kind], held[kind]) for kind in found)


def _test(
    ground: Ground, kind: str, found: Elasticity, counts: Floats, is_found: bool
) -> StructuredTest:
    z = float(norm.ppf(0.5 + LEVEL / 2))
    lo, hi = found.middle - z * found.deviation, found.middle + z * found.deviation
    r, r_lo, r_hi, n = _rank_link(ground, counts)
    placebo_off = abs(found.placebo) > 2.58 * found.placebo_deviation
    is_found = is_found and not placebo_off
    if is_found:
        way = "more" if found.middle > 0 else "fewer"
        said = f"{kind.capitalize()}s: who does {way} sells more"
    else:
        said = f"{kind.capitalize()}s: no link with results is shown"
        if lo * hi > 0 and not placebo_off:
            said += " (with so many kinds looked at, one as slight as this comes by luck)"
    said += (
        f", elasticity {found.middle:z.2f} ({to(lo, hi)}) given patch, people and season; rank "
        f"correlation within segments {signed(r)} ({signed(r_lo)} to {signed(r_hi)})"
    )
    said += (
        "; but the quarter after shows it as well, so it may be the deals that attract activity."
        if placebo_off
        else f"; placebo, the quarter after: {signed(found.placebo)}."
    )
    rows = (
        {
            "kind": kind,
            "elasticity": found.middle,
            "lo": lo,
            "hi": hi,
            "correlation": r,
            "placebo": found.placebo,
            "placebo_deviation": found.placebo_deviation,
        },
    )
    return StructuredTest(
        f"{NAME}_{kind}", f"{said} {CAVEAT}" if is_found else said, found.middle, lo, hi, n, rows,
        found=is_found,
    )  # fmt: skip


def _rank_link(ground: Ground, counts: Floats) -> tuple[float, float, float, int]:
    """Rank correlation of activity and bookings over the year, both a day, within segments."""
    panel = ground.panel.of(ground.in_year)
    held = np.bincount(panel.rep, panel.exposure, panel.n_reps)
    there = np.flatnonzero(held >= len(ground.history.year_quarters) / 2)
    done = counts[:, list(ground.history.year_quarters)].sum(axis=1)[there] / held[there]
    booked = ground.judged.booked[there] / held[there]
    seats = ground.main_seats()[there]
    group = [str(segment) for segment in panel.seats.segment[seats]]
    return link_within(done, booked, group)


def _chance(found: Elasticity) -> float:
    """Chance of so large an elasticity where there is none."""
    return float(2 * norm.sf(abs(found.middle) / found.deviation))
