"""What each basis would give a seat, all seats together the whole of a total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.quota_levers import QuotaLevers
    from engine.quotas.seats import Seats

    Amounts = NDArray[np.float64]

_NEEDED = {
    "history": "last year's results, and no deal was won in a patch (opportunity.is_won)",
    "potential": "potential, and none is known (account.potential)",
    "expected": "what patches are expected to book, and nothing is known (account.potential, "
    "opportunity.is_won)",
}


def spread_alike(amounts: Amounts, total: float) -> Amounts:
    """Amounts scaled, all alike, to a total; zeros where there is nothing to scale."""
    base = exact_sum(amounts)
    return amounts * (total / base) if base > 0 else np.zeros_like(amounts)


def exact_sum(amounts: Amounts) -> float:
    """Sum that does not depend on the order of the seats."""
    return float(np.sort(amounts).sum())


def by_basis(seats: Seats, levers: QuotaLevers, total: float) -> tuple[Amounts, NDArray[np.bool_]]:
    """
    Quotas on the levers' basis, each part of a blend by its share.

    Parameters
    ----------
    seats : Seats
        What is known of each seat.
    levers : QuotaLevers
        Basis, or several with the share of each.
    total : float
        What they sum to.

    Returns
    -------
    ndarray, shape (n,)
        A seat of which a basis knows nothing keeps its share of last year's quotas, or, where
        it had none, its share of what is expected.
    ndarray of bool, shape (n,)
        Those seats.

    Raises
    ------
    LeverError
        If nothing is known that the basis needs.
    """
    amounts, unknown = np.zeros_like(seats.previous), np.zeros_like(seats.carries)
    for name, share in sorted(levers.shares.items()):
        value = _value(seats, name)
        missing = seats.carries & ~(value > 0)
        if name != "keep":
            if missing.all() or not seats.carries.any() or (missing == seats.carries).all():
                raise LeverError(
                    f"quota.basis {name} needs {_NEEDED[name]}.", "Load it, or take another basis."
                )
            unknown |= missing
        amounts += share * _fill(seats, value, missing & (name != "keep"), total)
    return amounts, unknown


def by_record(seats: Seats, total: float) -> Amounts:
    """Quotas by each rep's own record, an average rep's where there is none."""
    value = np.where(seats.own > 0, seats.own, seats.expected)
    return _fill(seats, value, seats.carries & ~(value > 0), total)


def _value(seats: Seats, name: str) -> Amounts:
    if name == "keep":
        return seats.previous_cents
    if name == "potential":
        return _share_of_segment(seats)
    column: Amounts = getattr(seats, name)
    return column


def _share_of_segment(seats: Seats) -> Amounts:
    """
    Potential, each segment scaled to what it is expected to book, else to last year's quotas.

    A dollar of potential is not worth the same in every segment.
    """
    known = np.where(seats.carries & (seats.potential > 0), seats.potential, 0.0)
    size = np.where(seats.expected > 0, seats.expected, seats.previous)
    value = known.copy()
    segments = np.array([str(name) for name in seats.labels.get("segment", ())])
    for name in np.unique(segments):
        here = (segments == name) & (known > 0)
        if here.any() and size[here].sum() > 0:
            value[here] = known[here] * (exact_sum(size[here]) / exact_sum(known[here]))
    return value


def _fill(seats: Seats, value: Amounts, missing: NDArray[np.bool_], total: float) -> Amounts:
    """Scale what is known to what the others leave of the total."""
    stand_in = np.where(missing, _stand_in(seats, total), 0.0)
    known = np.where(seats.carries & ~missing & (value > 0), value, 0.0)
    return stand_in + spread_alike(known, total - exact_sum(stand_in))


def _stand_in(seats: Seats, total: float) -> Amounts:
    kept = spread_alike(seats.previous_cents, total)
    known = np.where(seats.carries & (seats.expected > 0), seats.expected, 0.0)
    return np.where(kept > 0, kept, spread_alike(known, total))
