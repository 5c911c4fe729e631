"""What a design, hires and attrition do to the rows of the plan, in year one and once settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.scenario import Scenario
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.redesign import Redesign

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """Bookings of a year as multiples of today's patches', under the same luck."""

    factor: Floats
    """Of each row, shape (n_rows,)."""
    hired: Floats
    """Rows' bookings that hires add to the company's, as multiples, same shape."""
    steeper: Effect | None = None
    """The same did bookings follow potential one standard deviation more steeply."""

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        return bool((self.factor == 1.0).all() and (self.hired == 0.0).all())

    def of(self, drawn: Draws) -> Draws:
        """Possible years under the change; the luck stays."""
        if self.is_none:
            return drawn
        credited = drawn.credited * self.factor[:, None]
        booked = drawn.booked + (self.factor - 1.0 + self.hired) @ drawn.credited
        if self.steeper is not None and drawn.steepness is not None:
            more, hired = self.steeper.factor - self.factor, self.steeper.hired - self.hired
            leaning = drawn.credited * drawn.steepness
            booked += (more + hired) @ leaning
            credited += np.multiply(leaning, more[:, None], out=leaning)
            np.maximum(credited, 0.0, out=credited)
        return replace(
            drawn,
            credited=credited,
            booked=booked,
            p10=drawn.p10 * self.factor,
            p50=drawn.p50 * self.factor,
            p90=drawn.p90 * self.factor,
        )


def combined(design: Effect, people: Effect) -> Effect:
    """Both changes at once."""
    return Effect(design.factor * people.factor, design.factor * people.hired)


def nothing(n_rows: int) -> Effect:
    """No change."""
    return Effect(np.ones(n_rows), np.zeros(n_rows))


def part_of_year(basis: Basis, scenario: Scenario) -> float:
    """
    Share of the planned year in which a change holds.

    Raises
    ------
    LeverError
        If it is to begin in a closed period or after the year.
    """
    begin = scenario.transition.effective
    period = basis.period
    if begin is None or begin == period.first:
        return 1.0
    if not basis.history.last < begin <= period.last:
        raise LeverError(
            f"transition.effective is {begin}; it must lie after {basis.history.last}, the last "
            f"closed day, and not after {period.last}.",
            f"Leave it out to begin on {period.first}.",
        )
    return min(1.0, ((period.last - begin).days + 1) / period.days)


def of_design(basis: Basis, design: Redesign, loss: float, part: float) -> tuple[Effect, Effect]:
    """
    What moving accounts does to each row: in year one and once settled.

    A patch is expected to book its potential to the power of the elasticity; an account that
    changes hands loses a share of its own in the first year. The response model's years are in
    proportion to what is expected. A row's own deals carry luck besides, so where those are
    redrawn it gains or loses the change of what is expected, not in proportion to what it
    happened to book.
    """
    ratio = patch_ratio(basis, design)
    rows = _rows(basis, design)
    lost = loss * _by_row(basis, rows, design.by_patch(moved_books(basis, design), design.after))
    own = basis.deals.by_seat if basis.ahead.forecast is None else np.nan_to_num(basis.expected)
    known = (own > 0) & ~np.isnan(basis.expected)
    gained, less = np.zeros(len(own)), np.zeros(len(own))
    gained[known] = (ratio[known] - 1.0) * basis.expected[known] / own[known]
    less[known] = lost[known] / own[known]
    settled = np.maximum(0.0, 1.0 + gained)
    first = np.maximum(0.0, 1.0 + part * (gained - less))
    none = np.zeros_like(settled)
    return Effect(first, none), Effect(settled, none)


def patch_ratio(basis: Basis, design: Redesign) -> Floats:
    """
    What each row is expected to book after a design, as a multiple of today's, shape (n_rows,).

    What a patch has of its own beyond potential goes with its accounts, weighted by potential.
    Accounts that no patch held before are left out: what they buy is in the company's bookings
    already, and what a seller would add is not known.
    """
    rows = _rows(basis, design)
    held = np.where(design.before >= 0, design.potential, 0.0)
    good = held * _own_effect(basis, design)[design.before]
    (size_before, size), (good_before, good_after) = (
        [_by_row(basis, rows, design.by_patch(x, seat)) for seat in (design.before, design.after)]
        for x in (held, good)
    )
    ratio = np.ones(len(size))
    known = (size_before > 0) & (size > 0)
    growth = size[known] / size_before[known]
    better = good_after[known] / good_before[known] / growth
    ratio[known] = growth**basis.ahead.elasticity * better
    return ratio


def _own_effect(basis: Basis, design: Redesign) -> Floats:
    """What each patch books for its potential against the usual, shape (n_patches,)."""
    return np.array([basis.ahead.patch_effect.get(name, 1.0) for name in design.patches])


def moved_books(basis: Basis, design: Redesign) -> Floats:
    """
    What each moved account is expected to book a year in its new patch, money, (n_accounts,).

    Its part of the patch's potential; last year's own bookings where nothing is expected.
    """
    rows = _rows(basis, design)
    size = _by_row(basis, rows, design.by_patch(design.potential, design.after))
    expected = basis.expected * patch_ratio(basis, design)
    each = np.divide(expected, size, out=np.full_like(size, np.nan), where=size > 0)
    books = np.zeros(design.after.size)
    moved = np.flatnonzero(design.moved)
    found = each[rows[design.after[moved]]] * design.potential[moved]
    books[moved] = np.where(np.isnan(found), design.booked[moved], found)
    return books


def redrawn(basis: Basis, design: Redesign, *, follows: bool) -> Basis:
    """
    The basis with its patches redrawn.

    Parameters
    ----------
    basis : Basis
        Patches as they stand.
    design : Redesign
        Where the accounts go.
    follows : bool
        Kept quota follows the accounts that move, pro rata by potential; else it stays.
    """
    rows = _rows(basis, design)
    before, after = (
        design.by_patch(design.potential, seat) for seat in (design.before, design.after)
    )
    ratio = patch_ratio(basis, design)
    previous = _following(basis, design, rows) if follows else basis.previous
    expected = basis.expected * ratio
    size = _by_row(basis, rows, after)
    seats = replace(
        basis.quota_seats,
        previous=previous,
        potential=np.where(size > 0, size, np.nan),
        expected=expected,
        own=basis.quota_seats.own * ratio,
    )
    return replace(
        basis,
        previous=previous,
        expected=expected,
        potential=np.where(np.isnan(basis.potential) & (after == 0), np.nan, after)
        if before.any()
        else basis.potential,
        workload=design.by_patch(design.workload, design.after)
        if design.workload.any()
        else basis.workload,
        quota_seats=seats,
    )


def _following(basis: Basis, design: Redesign, rows: NDArray[np.int64]) -> Floats:
    """Kept quotas after accounts took their part along; the sum stays to the cent's fraction."""
    before = _by_row(basis, rows, design.by_patch(design.potential, design.before))
    each = np.zeros(design.before.size)
    held = design.before >= 0
    row = rows[design.before[held]]
    size = np.where(before > 0, before, 1.0)
    each[held] = basis.previous[row] * design.potential[held] / size[row]
    moved = np.where(design.moved, each, 0.0)
    leaving = _by_row(basis, rows, design.by_patch(moved, design.before))
    arriving = _by_row(basis, rows, design.by_patch(moved, design.after))
    return np.asarray(basis.previous - leaving + arriving)


def _rows(basis: Basis, design: Redesign) -> NDArray[np.int64]:
    """Row of the plan of each patch, shape (n_patches,)."""
    return np.array([basis.seating.row_of_seat[name] for name in design.patches], dtype=np.int64)


def _by_row(basis: Basis, rows: NDArray[np.int64], of_patch: Floats) -> Floats:
    return np.bincount(rows, of_patch, len(basis.seating.rows)).astype(np.float64)
