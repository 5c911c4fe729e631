"""Do people of one skill land apart because they sit in different seats?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import LEVEL, STRICT, unavailable
from engine.scenarios.diagnosis.words import listed, percent, signed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.diagnosis.ground import Ground

    Floats = NDArray[np.float64]

NAME = "same_skill"
_FEWEST = 10
"""Reps that each third needs."""
_RESAMPLES = 1_000
_LIKE = 0.10
"""Difference of logarithms below which two people or groups sell alike, and luck is small."""
_NEAR = 0.15
"""Difference of attainment within which those before landed where the holder did."""
_MATERIAL = 0.05
"""Difference of attainment that is worth a finding."""


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """Judged reps with a seat of known potential, arrays of shape (n,)."""

    rep: NDArray[np.int64]
    seat: NDArray[np.int64]
    attained: Floats
    richness: Floats
    """Log potential of the seat less that of its segment's middle."""
    luck: Floats
    """Log of the attainment over what quota, seat and rep explain; infinite without bookings."""


def look(ground: Ground) -> StructuredTest:
    """Compare the thirds of reps in the richest and poorest seats of their segment."""
    people = _people(ground)
    cut = np.quantile(people.richness, [1 / 3, 2 / 3]) if people.rep.size else np.zeros(2)
    rich, poor = people.richness >= cut[1], people.richness <= cut[0]
    if min(rich.sum(), poor.sum()) < _FEWEST or not people.richness.std() > 0:
        return unavailable(
            NAME, "Fewer than 30 reps have a quota and a patch of known potential, or all patches "
            "are alike (account.potential)."
        )  # fmt: skip
    a, b = people.attained[rich], people.attained[poor]
    gap = float(np.median(a) - np.median(b))
    rng = np.random.default_rng([ground.seed, 11])
    drawn = np.median(rng.choice(a, (_RESAMPLES, a.size)), axis=1) - np.median(
        rng.choice(b, (_RESAMPLES, b.size)), axis=1
    )
    lo, hi = np.quantile(drawn, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    strict = float(np.quantile(drawn, 0.5 - STRICT / 2))
    skill = ground.drawn.rep[people.rep[rich]].mean(axis=0)
    skill = skill - ground.drawn.rep[people.rep[poor]].mean(axis=0)
    is_found = strict > 0 and gap > _MATERIAL and abs(float(skill.mean())) < _LIKE
    said = (
        f"In the third of patches with most potential the middle rep reached "
        f"{percent(float(np.median(a)))} of quota, in the third with least "
        f"{percent(float(np.median(b)))} (difference {100 * lo:z.0f} to {100 * hi:z.0f} points), "
        f"while their own skill differs by {signed(float(skill.mean()))} "
        f"({signed(np.quantile(skill, 0.1))} to {signed(np.quantile(skill, 0.9))})."
    )
    told, rows = _pair(ground, people)
    return StructuredTest(
        NAME, f"{said} {told}".strip(), gap, float(lo), float(hi), int(people.rep.size), rows,
        found=is_found,
    )  # fmt: skip


def _people(ground: Ground) -> _People:
    seats, quota = ground.main_seats(), ground.judged.year.quota
    potential = ground.panel.seats.log_potential
    known = np.flatnonzero((seats >= 0) & (quota > 0))
    known = known[~np.isnan(potential[seats[known]])]
    seat = seats[known]
    segment, middle = ground.panel.seats.segment, np.zeros(ground.panel.seats.n_segments)
    for name in range(middle.size):
        here = potential[segment == name]
        middle[name] = np.nanmedian(here) if (~np.isnan(here)).any() else 0.0
    attained = ground.judged.booked[known] / quota[known]
    explained = np.full(ground.panel.n_reps, np.nan)
    if ground.parts is not None:
        sums = ground.parts.fit + ground.parts.territory + ground.parts.rep
        explained[ground.parts.reps] = sums.mean(axis=1)
    luck = np.log(np.maximum(attained, 1e-9)) - explained[known]
    return _People(known, seat, attained, potential[seat] - middle[segment[seat]], luck)


def _pair(ground: Ground, people: _People) -> tuple[str, tuple[dict[str, Any], ...]]:
    """
    Two people of like skill whose seats lie furthest apart, and who held the poorer one.

    Neither year was lucky or unlucky, and those before landed where the holder did.
    """
    effect = ground.model.effects.rep[people.rep]
    segment = ground.panel.seats.segment[people.seat]
    before = [_predecessors(ground, int(s), int(r)) for s, r in zip(people.seat, people.rep,
                                                                    strict=True)]  # fmt: skip
    held = np.bincount(ground.panel.rep[ground.in_year], ground.panel.exposure[ground.in_year],
                       ground.panel.n_reps)[people.rep]  # fmt: skip
    whole = held >= 0.9 * len(ground.history.year_quarters)
    like = np.abs(effect[:, None] - effect[None, :]) < _LIKE
    usual = np.abs(people.luck) < _LIKE
    like &= usual[:, None] & usual[None, :]
    like &= (segment[:, None] == segment[None, :]) & whole[:, None] & whole[None, :]
    like &= people.attained[:, None] > people.attained[None, :]
    told = np.array([
        len(each) >= 2 and max(abs(value - own) for value in each) < _NEAR
        for each, own in zip(before, people.attained, strict=True)
    ])  # fmt: skip
    apart = people.richness[:, None] - people.richness[None, :]
    telling = np.where(like & told[None, :] & (apart > 0), apart + _log_ratio(people.attained), -1)
    if telling.max(initial=-1.0) <= 0:
        return "", ()
    one, other = np.unravel_index(int(telling.argmax()), telling.shape)
    rows = tuple(_row(ground, people, int(at)) for at in (one, other))
    earlier = listed([percent(value) for value in before[other]])
    ratio = float(np.exp(apart[one, other]))
    return (
        f"Two who sell equally well: {percent(people.attained[one])} of quota in a patch with "
        f"{ratio:.1f} times the potential, {percent(people.attained[other])} in the other, where "
        f"those before reached {earlier}.",
        rows,
    )


def _log_ratio(attained: Floats) -> Floats:
    """Log of each attainment over each, shape (n, n)."""
    log = np.log(np.maximum(attained, 0.01))
    return np.asarray(log[:, None] - log[None, :])


def _predecessors(ground: Ground, seat: int, rep: int) -> list[float]:
    """Attainment of the others who held a seat for two quarters or more, in their order."""
    panel = ground.panel
    here = (panel.seat == seat) & (panel.rep != rep) & (ground.cell_quota > 0)
    found = []
    for other in dict.fromkeys(panel.rep[here].tolist()):
        cells = here & (panel.rep == other)
        if panel.exposure[cells].sum() >= 1.5:
            found.append(float(panel.booked[cells].sum() / ground.cell_quota[cells].sum()))
    return found


def _row(ground: Ground, people: _People, at: int) -> dict[str, Any]:
    seat, rep = int(people.seat[at]), int(people.rep[at])
    return {
        "rep_id": ground.history.rep_ids[rep],
        "territory_id": ground.history.seat_ids[seat],
        "potential": float(np.exp(ground.panel.seats.log_potential[seat])),
        "quota": float(ground.judged.year.quota[rep]),
        "attainment": float(people.attained[at]),
        "effect": float(ground.model.effects.rep[rep]),
    }
