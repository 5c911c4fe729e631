"""What hires and another attrition do to the rows of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.people.hiring import carve
from engine.people.presence import FATES, presence
from engine.people.ramp import MONTHS
from engine.scenarios.coming.change import Effect, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.model.territory_levers import Hires, PeopleLevers
    from engine.scenarios.coming.ahead import Ahead
    from engine.scenarios.coming.basis import Basis


def of_people(basis: Basis, levers: PeopleLevers) -> tuple[Effect, Effect]:
    """
    Effect in year one and once settled.

    Attrition and time to fill act on every row alike, as the mean presence of a seat against
    the team's own. Hires take patches carved out of their pool's; the pool's rows book less,
    the company what the hires book more.

    Raises
    ------
    LeverError
        If hires have no pool, or start outside the year planned.
    """
    n_rows = len(basis.seating.rows)
    first, settled = nothing(n_rows), nothing(n_rows)
    for pool, hires in _pools(basis, levers.hires).items():
        members = np.array(pool, dtype=np.int64)
        asked = (members, _starts(basis, hires), basis.ahead)
        first = _carved(first, *asked)
        settled = _carved(settled, *asked, settled=True)
    present = _presence(basis, levers)
    return tuple(Effect(e.factor * present, e.hired * present) for e in (first, settled))  # type: ignore[return-value]


def _presence(basis: Basis, levers: PeopleLevers) -> float:
    """Mean presence of a seat against the team's own."""
    own = basis.ahead.turnover
    asked = (
        own.attrition if levers.attrition is None else levers.attrition,
        own.days_to_fill if levers.time_to_fill_days is None else levers.time_to_fill_days,
    )
    if asked == (own.attrition, own.days_to_fill):
        return 1.0
    then, now = (
        float(presence(FATES[None, :], attrition=a, days_to_fill=d, ramp=basis.ahead.ramp).mean())
        for a, d in (asked, (own.attrition, own.days_to_fill))
    )
    return then / now


def _pools(basis: Basis, hires: Sequence[Hires]) -> dict[tuple[int, ...], list[Hires]]:
    """Rows of each pool, with its hires."""
    if not hires:
        return {}
    segment, region = (_folded(basis.seating.texts(name)) for name in ("segment", "region"))
    found: dict[tuple[int, ...], list[Hires]] = {}
    for one in hires:
        here = segment == one.segment.strip().casefold()
        if one.region is not None:
            here &= region == one.region.strip().casefold()
        rows = tuple(np.flatnonzero(here & basis.seating.held).tolist())
        if not rows:
            place = f"{one.segment}, {one.region}" if one.region else one.segment
            raise LeverError(
                f"people.hires names {place}, where nobody sells today.",
                "Name a segment and region of the team.",
            )
        found.setdefault(rows, []).append(one)
    return found


def _folded(names: Sequence[str | None]) -> NDArray[np.str_]:
    return np.array([(name or "").strip().casefold() for name in names], dtype=np.str_)


def _starts(basis: Basis, hires: Sequence[Hires]) -> list[float]:
    """Month of the planned year in which each hire starts; those before it start with it."""
    first, days = basis.period.first, basis.period.days
    found: list[float] = []
    for one in hires:
        begin = (one.start - first).days / days * MONTHS
        if begin > MONTHS or one.start <= basis.history.last:
            raise LeverError(
                f"people.hires starts on {one.start}, which is not between {basis.history.last} "
                f"and {basis.period.last}.",
                "Name a day of the year planned.",
            )
        found += [max(0.0, begin)] * one.count
    return found


def _carved(
    effect: Effect,
    rows: NDArray[np.int64],
    starts: Sequence[float],
    ahead: Ahead,
    *,
    settled: bool = False,
) -> Effect:
    pool = carve(len(rows), starts, elasticity=ahead.elasticity, ramp=ahead.ramp, settled=settled)
    factor, hired = effect.factor.copy(), effect.hired.copy()
    factor[rows] *= pool.kept
    hired[rows] += pool.hired / len(rows)
    return Effect(factor, hired)
