"""The design step: which patch each account is in, before and after, with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.errors import LeverError
from engine.scenarios.columns import numbers
from engine.store.account_book import account_books
from engine.store.deal_outcome import deal_outcome
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.fixed_point import ONE
from engine.territories.outcome import silent
from engine.territories.rules import Rules
from engine.territories.snapshot import ground
from engine.territories.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.model.territory_levers import TerritoryLevers
    from engine.store.deal_outcome import Outcome
    from engine.store.warehouse import Warehouse
    from engine.territories.outcome import Progress
    from engine.territories.snapshot import Ground

ROUNDS = 0
"""Rounds of the large search: the first certified design, the same on every machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Redesign:
    """Accounts and their patches, arrays of shape (n_accounts,)."""

    patches: tuple[str, ...]
    accounts: tuple[str, ...]
    before: NDArray[np.int64]
    """Index into ``patches``, -1 for an account in none."""
    after: NDArray[np.int64]
    potential: NDArray[np.float64]
    """Money a year or the proxy's unit, 0 where not known."""
    workload: NDArray[np.float64]
    """Hours a quarter, 0 where not known."""
    booked: NDArray[np.float64]
    """Last year's bookings, money."""
    open_amount: NDArray[np.float64]
    """Open deals, money."""
    win_rate: float
    """Of the deals closed last year, by number, a decimal; 0 without any."""
    status: str
    bound: float
    """No design under these rules costs less."""
    gap: float

    @property
    def moved(self) -> NDArray[np.bool_]:
        """Whether an account changes patch; one that had none is not moved."""
        return np.asarray((self.before >= 0) & (self.after != self.before))

    @property
    def moved_share(self) -> float:
        """Potential of moved accounts / potential of all, a decimal."""
        total = float(self.potential.sum())
        return float(self.potential[self.moved].sum()) / total if total > 0 else 0.0

    @property
    def solver(self) -> dict[str, str | float]:
        """How the design was found and how good it is."""
        return {"status": self.status, "bound": self.bound, "gap": self.gap}

    def by_patch(self, values: NDArray[np.float64], seat: NDArray[np.int64]) -> NDArray[np.float64]:
        """Sum of accounts' values by patch, shape (n_patches,)."""
        seated = seat >= 0
        return np.bincount(seat[seated], values[seated], len(self.patches)).astype(np.float64)


def design_ground(warehouse: Warehouse, levers: TerritoryLevers) -> Ground:
    """Accounts and seats under the levers that choose who may move."""
    wishes = Wishes(
        _rules(levers),
        int(levers.hold_in_flight_days),
        levers.keep,
        levers.locked,
        hold_from_stage=levers.hold_from_stage,
        suit_relationship=levers.suit_relationship,
        suit_experience=levers.suit_experience,
        suit_tenure=levers.suit_tenure,
        families_stay=levers.families_stay,
    )
    return ground(warehouse, wishes)


def redesign(
    warehouse: Warehouse,
    levers: TerritoryLevers,
    history: Period,
    on: Ground | None = None,
    report: Callable[[Progress], None] = silent,
) -> Redesign | None:
    """
    Design the patches that the levers ask for; ``None`` where they keep today's.

    ``report`` hears of each better design.

    Raises
    ------
    LeverError
        If no design keeps the rules; it names the rule and the least relaxation.
    DataError
        If there is nothing to design.
    """
    if levers.design == "keep":
        return None
    on = on or design_ground(warehouse, levers)
    stated = build(on.inputs, _rules(levers))
    found = design_for(stated, Budget(None, ROUNDS), report=report)
    design = found.design
    if design.seat_of_account is None:
        first = found.obstacles[0] if found.obstacles else None
        raise LeverError(
            f"No design keeps these rules{f': {first.rule}' if first else ''}.",
            "" if first is None else f"The least relaxation: {first.least_relaxation}.",
        )
    accounts, patches = on.accounts, tuple(on.seats["territory_id"].to_pylist())
    place = {name: n for n, name in enumerate(patches)}
    before = [place.get(seat or "", -1) for seat in accounts["seat"].to_pylist()]
    books = _aligned(account_books(warehouse, history), accounts)
    return Redesign(
        patches,
        tuple(accounts["account_id"].to_pylist()),
        np.array(before, dtype=np.int64),
        stated.of_accounts(design.seat_of_account),
        np.nan_to_num(numbers(accounts, "potential")),
        np.nan_to_num(numbers(accounts, "workload")),
        numbers(books, "booked"),
        numbers(books, "open_amount"),
        _win_rate(deal_outcome(warehouse, history)),
        design.status,
        design.bound / ONE,
        design.gap or 0.0,
    )


def _win_rate(deals: Outcome) -> float:
    closed = deals.won + deals.lost
    return deals.won / closed if closed else 0.0


def _rules(levers: TerritoryLevers) -> Rules:
    most = None if levers.max_moves is None else int(levers.max_moves)
    return Rules(
        balance=levers.balance,
        tolerance=levers.tolerance,
        max_moves=most,
        max_moved_share=levers.max_moved_share,
    )


def _aligned(books: pa.Table, accounts: pa.Table) -> pa.Table:
    """Books in the order of the design's accounts."""
    place = {name: n for n, name in enumerate(books["account_id"].to_pylist())}
    order = [place[name] for name in accounts["account_id"].to_pylist()]
    return books.take(pa.array(order, pa.int64()))
