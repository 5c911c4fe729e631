"""The problem of a snapshot: its accounts, its seats, and the levers of a scenario."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import DataError, LeverError
from engine.store.seat import seats
from engine.store.territory_account import territory_accounts
from engine.territories.rules import Rules
from engine.territories.tables import Inputs
from engine.territories.whereabouts import whereabouts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.store.warehouse import Warehouse

MOVE_LOSS = 0.15
"""Share of an account's revenue that a move is taken to cost in the first year."""

MOVE_EFFORT = 150.0
"""What handing an account over costs beside that, in the snapshot's currency, so that nothing
moves for nothing."""

KEEP = ("region", "segment")
"""Columns within which accounts may move."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Rules of a design over a snapshot, in the analyst's words."""

    rules: Rules = field(default_factory=Rules)
    hold_in_flight_days: int = 90
    """Accounts with an open deal expected to close within this many days stay."""
    keep: tuple[str, ...] = KEEP
    """``region``, ``segment`` or both: accounts stay within theirs."""
    locked: tuple[str, ...] = ()
    """Accounts that stay with their seat."""
    named_stay: bool = True
    """Named accounts stay with their seat."""
    locked_seats: tuple[str, ...] = ()
    """Seats whose accounts all stay; others may join them."""
    locked_regions: tuple[str, ...] = ()
    """Regions whose accounts all stay with their seat."""

    def __post_init__(self) -> None:
        odd = set(self.keep) - set(KEEP)
        if odd:
            raise LeverError(f"keep names {sorted(odd)[0]!r}.", "Name region, segment or both.")
        if self.hold_in_flight_days < 0:
            raise LeverError("hold_in_flight_days must not be negative.")


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A snapshot's accounts and seats, and the two tables of the problem made of them."""

    accounts: pa.Table
    """As :data:`engine.store.territory_account.SCHEMA`, with places found."""
    seats: pa.Table
    """As :data:`engine.store.seat.SCHEMA`."""
    inputs: Inputs


def ground(warehouse: Warehouse, wishes: Wishes) -> Ground:
    """
    Read a snapshot as a territory problem.

    Raises
    ------
    DataError
        If there is no seat, or nothing is known of what is to be balanced.
    """
    accounts = territory_accounts(warehouse, wishes.hold_in_flight_days)
    table = seats(warehouse, warehouse.snapshot.as_of)
    if not accounts.num_rows or not table.num_rows:
        raise DataError(
            "There are no patches with accounts to design.", "Load accounts with their owners."
        )
    for name in wishes.rules.measures:
        if accounts[name].null_count == accounts.num_rows:
            raise DataError(
                f"No account has a {name}.",
                f"Load accounts with {name}, or balance another.",
            )
    places = whereabouts(accounts)
    for n, name in enumerate(("latitude", "longitude")):
        at = accounts.column_names.index(name)
        accounts = accounts.set_column(at, name, pa.array(places[:, n], from_pandas=True))
    return Ground(accounts, table, _inputs(accounts, table, places, wishes))


def _inputs(
    accounts: pa.Table, table: pa.Table, places: NDArray[np.float64], wishes: Wishes
) -> Inputs:
    names = table["territory_id"].to_pylist()
    known = set(names)
    seat = [name if name in known else None for name in accounts["seat"].to_pylist()]
    locked = pa.array(_locked(accounts, seat, table, wishes))
    group = _account_groups(accounts, seat, table, wishes.keep)
    seat_group = _groups(table, wishes.keep)
    lists = {
        g: ";".join(n for n, s in zip(names, seat_group, strict=True) if s == g) for g in set(group)
    }
    loss = pc.multiply(pc.fill_null(accounts["current_revenue"], 0.0), MOVE_LOSS)
    problem = {
        "account_id": accounts["account_id"],
        "seat": pa.array(seat, pa.string()),
        "potential": pc.round(pc.fill_null(accounts["potential"], 0.0), 6),
        "workload": pc.round(pc.fill_null(accounts["workload"], 0.0), 6),
        "latitude": accounts["latitude"],
        "longitude": accounts["longitude"],
        "move_cost": pc.round(pc.add(pc.max_element_wise(loss, 0.0), MOVE_EFFORT), 2),
        "locked": pc.if_else(locked, "1", "0"),
        "eligible": pa.array([lists[g] or " ; " for g in group], pa.string()),
    }
    homes = _homes(seat, names, places)
    carried = {
        "seat": pa.array(names, pa.string()),
        "latitude": pa.array(homes[:, 0], from_pandas=True),
        "longitude": pa.array(homes[:, 1], from_pandas=True),
        "share": pa.array(_shares(problem["potential"], group, seat_group)),
        "share_workload": pa.array(_shares(problem["workload"], group, seat_group)),
    }
    return Inputs(pa.table(problem), pa.table(carried))


def _locked(
    accounts: pa.Table, seat: list[str | None], table: pa.Table, wishes: Wishes
) -> NDArray[np.bool_]:
    """Accounts that some rule keeps where they are, shape (accounts,)."""
    where = [name for (name,) in _account_groups(accounts, seat, table, ("region",))]
    regions = {name.strip().casefold() for name in wishes.locked_regions}
    _all_known("account", wishes.locked, set(accounts["account_id"].to_pylist()))
    _all_known("patch", wishes.locked_seats, set(table["territory_id"].to_pylist()))
    _all_known("region", tuple(regions), set(where))
    tied = accounts["is_locked"].to_numpy() | (accounts["in_flight_deals"].to_numpy() > 0)
    if wishes.named_stay:
        tied |= accounts["is_named"].to_numpy()
    tied |= np.isin(accounts["account_id"].to_pylist(), list(wishes.locked))
    tied |= np.array([name in wishes.locked_seats for name in seat])
    tied |= np.array([name in regions for name in where])
    return np.asarray(tied, dtype=np.bool_)


def _all_known(what: str, names: tuple[str, ...], known: set[str]) -> None:
    odd = next((name for name in names if name not in known), None)
    if odd is not None:
        near = get_close_matches(odd, sorted(known), 1)
        raise LeverError(
            f"There is no {what} {odd} to lock.", f"Did you mean {near[0]}?" if near else ""
        )


def _groups(table: pa.Table, keep: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What an account or seat must share with another to trade with it."""
    if not keep:
        return [()] * table.num_rows
    columns = [[(x or "").strip().casefold() for x in table[name].to_pylist()] for name in keep]
    return list(zip(*columns, strict=True))


def _account_groups(
    accounts: pa.Table, seat: list[str | None], table: pa.Table, keep: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """Groups of accounts; where an account's own column is blank, its seat's stands for it."""
    own = _groups(accounts, keep)
    of_seat = dict(zip(table["territory_id"].to_pylist(), _groups(table, keep), strict=True))
    blank = ("",) * len(keep)
    return [
        tuple(mine or its for mine, its in zip(group, of_seat.get(name or "", blank), strict=True))
        for group, name in zip(own, seat, strict=True)
    ]


def _shares(
    weight: pa.ChunkedArray, group: list[tuple[str, ...]], seat_group: list[tuple[str, ...]]
) -> NDArray[np.float64]:
    """An equal part, for each seat, of what the accounts of its group hold: what can be reached."""
    total: dict[tuple[str, ...], float] = {}
    for value, name in zip(weight.to_pylist(), group, strict=True):
        total[name] = total.get(name, 0.0) + value
    count = {name: seat_group.count(name) for name in set(seat_group)}
    share = [total.get(name, 0.0) / count[name] for name in seat_group]
    return np.round(share, 4)


def _homes(
    seat: list[str | None], names: list[str], places: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Middle of each seat's accounts, shape (seats, 2); ``nan`` where none is placed."""
    position = {name: n for n, name in enumerate(names)}
    at = np.array([-1 if name is None else position[name] for name in seat])
    good = (at >= 0) & ~np.isnan(places).any(axis=1)
    count = np.bincount(at[good], minlength=len(names))
    sums = [np.bincount(at[good], places[good, n], len(names)) for n in (0, 1)]
    with np.errstate(invalid="ignore", divide="ignore"):
        middle: NDArray[np.float64] = np.stack(sums, axis=1) / count[:, None]
    return middle
