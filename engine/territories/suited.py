"""The grounds on which a seat suits an account, read from a snapshot by their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.store.seat_record import relations, tenures, wins_by_industry
from engine.territories.fixed_point import ONE
from engine.territories.suitability import ByClass, ByPair

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.store.warehouse import Warehouse
    from engine.territories.suitability import Ground
    from engine.territories.wishes import Wishes

LONG = 5 * 365.25
"""Days of tenure from which a seller suits any account."""


def grounds(
    warehouse: Warehouse, accounts: pa.Table, names: Sequence[str], wishes: Wishes
) -> tuple[Ground, ...]:
    """
    Grounds that have a weight, each weight a share of potential lost with an unsuited seat.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    accounts : pyarrow.Table
        As :data:`engine.store.territory_account.SCHEMA`.
    names : sequence of str
        Seats in the order of the problem.
    wishes : Wishes
        With the weights.

    Raises
    ------
    LeverError
        If the data do not tell a ground that has a weight; it names the column.
    """
    potential = np.nan_to_num(accounts["potential"].to_numpy(zero_copy_only=False).astype(float))
    seat = {name: n for n, name in enumerate(names)}
    makers = (
        (wishes.suit_relationship, _relationship),
        (wishes.suit_experience, _experience),
        (wishes.suit_tenure, _tenure),
    )
    return tuple(
        make(warehouse, accounts, seat, weight, weight * potential * ONE)
        for weight, make in makers
        if weight
    )


def _relationship(
    warehouse: Warehouse,
    accounts: pa.Table,
    seat: dict[str, int],
    weight: float,
    loss: NDArray[np.float64],
) -> ByPair:
    """Part of the account's recent deals and activities; nothing is lost where there is none."""
    account = {name: n for n, name in enumerate(accounts["account_id"].to_pylist())}
    found = [
        (account[row["account_id"]] * len(seat) + seat[row["territory_id"]], row["share"])
        for row in relations(warehouse).to_pylist()
        if row["account_id"] in account and row["territory_id"] in seat
    ]
    if not found:
        raise LeverError(
            "Nobody who holds a patch has dealt with an account in two years.",
            "Load owner_id of opportunity, or rep_id and account_id of activity.",
        )
    key, value = (np.array(part) for part in zip(*sorted(found), strict=True))
    known = np.zeros(len(account), dtype=bool)
    known[key // len(seat)] = True
    return ByPair("relationship", weight, np.where(known, loss, 0.0), key, value, len(seat))


def _experience(
    warehouse: Warehouse,
    accounts: pa.Table,
    seat: dict[str, int],
    weight: float,
    loss: NDArray[np.float64],
) -> ByClass:
    """Deals won in the account's industry beside the seat that won most there."""
    names = [(name or "").strip() for name in accounts["industry"].to_pylist()]
    kinds = {name: n for n, name in enumerate(sorted(set(names)))}
    won = np.zeros((len(kinds), len(seat)))
    for row in wins_by_industry(warehouse).to_pylist():
        if row["industry"] in kinds and row["territory_id"] in seat:
            won[kinds[row["industry"]], seat[row["territory_id"]]] = row["won"]
    if not won.any():
        raise LeverError(
            "In which industries sellers have won is not known.",
            "Load industry of account, and won deals with their owner_id.",
        )
    most = won.max(axis=1, keepdims=True)
    suits = np.divide(won, most, out=np.ones_like(won), where=most > 0)
    return ByClass("experience", weight, loss, np.array([kinds[name] for name in names]), suits)


def _tenure(
    warehouse: Warehouse,
    accounts: pa.Table,
    seat: dict[str, int],
    weight: float,
    loss: NDArray[np.float64],
) -> ByClass:
    """Years here, full from five on; a seat that nobody holds has none."""
    suits = np.zeros((1, len(seat)))
    for row in tenures(warehouse).to_pylist():
        if row["territory_id"] in seat:
            suits[0, seat[row["territory_id"]]] = min(row["days"] / LONG, 1.0)
    if not suits.any():
        raise LeverError("Since when sellers are here is not known.", "Load hire_date of rep.")
    return ByClass("tenure", weight, loss, np.zeros(accounts.num_rows, dtype=np.int64), suits)
