"""Propose quotas: from last year's to this year's in steps, exact to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.quotas.basis import by_basis, by_record, exact_sum, spread_alike
from engine.quotas.cascade import hand_down
from engine.quotas.least_change import least_change
from engine.quotas.limits import rules_of
from engine.quotas.relaxation import relax
from engine.quotas.rounding import largest_remainder
from engine.quotas.stages import Path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.conflict import Conflict
    from engine.model.quota_levers import Override, QuotaLevers
    from engine.quotas.limits import Limits
    from engine.quotas.seats import Seats
    from engine.quotas.stages import Stage

    Amounts = NDArray[np.float64]

CENTS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Quotas:
    """Quotas of the coming period and how they came about, in whole cents."""

    target: int
    """What is handed out before over-assignment."""
    total: int
    """What all quotas sum to."""
    amount: NDArray[np.int64]
    """Shape (n,)."""
    stages: tuple[Stage, ...]
    """They sum to the amounts."""
    conflicts: tuple[Conflict, ...]
    """Why the limits cannot hold; then the amounts are those of the first least relaxation."""
    unknown: NDArray[np.bool_]
    """Seats of which the basis knows nothing."""
    limits: Limits
    """In force at the end."""

    @property
    def money(self) -> NDArray[np.float64]:
        """Amounts as money."""
        return self.amount / CENTS

    @property
    def reach_total(self) -> bool:
        """Whether the amounts sum to the total; not where only hands have set them."""
        return int(self.amount.sum()) == self.total


def propose(seats: Seats, levers: QuotaLevers, expected_total: float = float("nan")) -> Quotas:
    """
    Propose the coming period's quotas.

    Parameters
    ----------
    seats : Seats
        What is known of each seat.
    levers : QuotaLevers
        How the numbers are set.
    expected_total : float
        What the seats together are expected to book, money; needed for ``handed_out``.

    Returns
    -------
    Quotas
        They sum to the cent to target x (1 + over-assignment), or say which limits keep them
        from it.

    Raises
    ------
    LeverError
        If nothing is known that the basis needs.
    """
    target = target_cents(seats, levers, expected_total)
    total = round(target * (1 + levers.cushion))
    path = Path(seats.last_year_cents)
    path.add("moved", seats.previous_cents)
    if levers.keeps or not target:
        unknown = seats.carries & (seats.previous_cents == 0)
        path.add("total", spread_alike(path.amounts, target), target=target)
    else:
        unknown = _on_the_basis(path, seats, levers, target)
    if exact_sum(path.amounts) == 0:
        target = total = 0
    path.add("over_assignment", spread_alike(path.amounts, total), share=levers.cushion)
    wish = path.amounts
    conflicts, limits = _within_limits(path, seats, levers, total)
    amount = _whole(path, wish, seats, levers, limits, total)
    return Quotas(target, total, amount, path.stages(amount), conflicts, unknown, limits)


def target_cents(seats: Seats, levers: QuotaLevers, expected_total: float) -> int:
    """What is handed out before over-assignment, whole cents."""
    if levers.target is not None:
        return round(levers.target * CENTS)
    if levers.handed_out is not None:
        return round(levers.handed_out * expected_total * CENTS)
    return round(exact_sum(seats.previous_cents) * (1 + levers.growth))


def _on_the_basis(path: Path, seats: Seats, levers: QuotaLevers, target: int) -> NDArray[np.bool_]:
    """Take the steps from last year's quotas to the basis, and say where it knows nothing."""
    kept = spread_alike(path.amounts, target)
    path.add("total", kept, target=target)
    amounts, unknown = by_basis(seats, levers, target)
    path.add("basis", amounts, shares=levers.shares, share=amounts / target, unknown=unknown)
    own = levers.own_history
    if own > 0:
        path.add("own_record", (1 - own) * amounts + own * by_record(seats, target), share=own)
    for weight in levers.weights:
        chosen = np.array([v == weight.value for v in seats.labels[weight.by]], dtype=bool)
        path.add("weight", np.where(chosen, weight.times, 1.0) * path.amounts, weight=weight)
    for step, share in seats.relief.items():
        path.add(step, path.amounts * share, share=share)
    path.add("shared_out", spread_alike(path.amounts, target))
    if levers.blend < 1:
        new = path.amounts
        mixed = np.where(kept > 0, (1 - levers.blend) * kept + levers.blend * new, new)
        path.add("blend", spread_alike(mixed, target), share=levers.blend)
    return unknown


def _within_limits(
    path: Path, seats: Seats, levers: QuotaLevers, total: int
) -> tuple[tuple[Conflict, ...], Limits]:
    """Take the step to limits, and the one to what is set by hand."""
    wish = path.amounts
    nothing = wish <= 0
    previous = seats.previous_cents * seats.relief.get("start", 1.0)
    expected = np.where(seats.carries, seats.expected, np.nan)
    rules = rules_of(levers, previous, expected, seats.carries & ~nothing, total)
    free = np.where(nothing, 0.0, np.nan)
    conflicts, limits = relax(rules, free, total)
    if rules and limits.hold(total):
        path.add("limits", _closest(wish, wish, limits, total), limits=limits)
    if levers.overrides:
        by_hand = _by_hand(seats, levers)
        fixed = free.copy()
        fixed[list(by_hand)] = [round(one.amount * CENTS) for one in by_hand.values()]
        conflicts, limits = relax(rules, fixed, total)
        amounts = _closest(path.amounts, wish, limits, total)
        path.add("by_hand", amounts, overrides=by_hand)
    return conflicts, limits


def _closest(amounts: Amounts, wish: Amounts, limits: Limits, total: int) -> Amounts:
    """Least change of amounts, each giving way in proportion to what it was wished to be."""
    if not limits.hold(total):
        return np.clip(amounts, limits.lower, limits.upper)
    return least_change(amounts, wish, limits.lower, limits.upper, total)


def _by_hand(seats: Seats, levers: QuotaLevers) -> dict[int, Override]:
    """Seat → what a hand has set it to; the latest word counts."""
    place = {name: n for n, name in enumerate(seats.labels["territory_id"])}
    return {
        place[override.territory_id]: override
        for override in levers.overrides
        if override.territory_id in place
    }


def _whole(
    path: Path, wish: Amounts, seats: Seats, levers: QuotaLevers, limits: Limits, total: int
) -> NDArray[np.int64]:
    """Whole cents; where somebody has committed to a number, manager by manager."""
    if not limits.hold(total):
        return np.rint(path.amounts).astype(np.int64)
    managers = seats.managers
    if not levers.commitments or managers is None or levers.top_down == 1:
        return largest_remainder(path.amounts, total)
    committed = _committed(seats, levers)
    amounts = (path.amounts, wish)
    amount = hand_down(managers, *amounts, limits, total, committed, levers.top_down)
    path.add("commitments", amount.astype(np.float64), top_down=levers.top_down)
    return amount


def places(seats: Seats) -> dict[str, int]:
    """
    Name → node of the tree, for all who may commit to a number.

    Patches and managers by their ids, and a rep by theirs where no patch or manager has it.
    """
    managers = () if seats.managers is None else seats.managers.ids
    names = [*seats.labels["territory_id"], *managers]
    place = {name: n for n, name in enumerate(names) if name}
    reps = seats.labels["rep_id"]
    return place | {rep: n for n, rep in enumerate(reps) if rep and rep not in place}


def _committed(seats: Seats, levers: QuotaLevers) -> Amounts:
    """Commitments in cents by node, ``nan`` where nobody has committed."""
    assert seats.managers is not None
    place, committed = places(seats), np.full(len(seats.managers.above), np.nan)
    for said in levers.commitments:
        if said.who in place:
            committed[place[said.who]] = said.amount * CENTS
    return committed
