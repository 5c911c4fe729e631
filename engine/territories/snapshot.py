"""The problem of a snapshot: its accounts, its seats, and the levers of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import DataError
from engine.store.seat import seats
from engine.store.territory_account import territory_accounts
from engine.territories.families import heads
from engine.territories.holds import held
from engine.territories.seat_plan import homes, planned, shares
from engine.territories.suited import grounds
from engine.territories.tables import Inputs
from engine.territories.whereabouts import whereabouts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.store.warehouse import Warehouse
    from engine.territories.seat_plan import Group
    from engine.territories.wishes import Wishes

MOVE_LOSS = 0.15
"""Share of an account's revenue that a move is taken to cost in the first year."""

MOVE_EFFORT = 150.0
"""What handing an account over costs beside that, in the snapshot's currency, so that nothing
moves for nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A snapshot's accounts and seats, and the two tables of the problem made of them."""

    accounts: pa.Table
    """As :data:`engine.store.territory_account.SCHEMA`, with places found."""
    seats: pa.Table
    """As :data:`engine.store.seat.SCHEMA`: those that stay, then new ones."""
    inputs: Inputs


def ground(warehouse: Warehouse, wishes: Wishes) -> Ground:
    """
    Read a snapshot as a territory problem.

    Raises
    ------
    DataError
        If there is no seat, or nothing is known of what is to be balanced.
    LeverError
        If a rule names what is not there, or asks what the data cannot tell.
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
    inputs, there = _inputs(warehouse, accounts, table, places, wishes)
    return Ground(accounts, there, inputs)


def _inputs(
    warehouse: Warehouse,
    accounts: pa.Table,
    table: pa.Table,
    places: NDArray[np.float64],
    wishes: Wishes,
) -> tuple[Inputs, pa.Table]:
    """The tables of the problem, and the seats that there will be."""
    there = planned(table, wishes)
    names = there["territory_id"].to_pylist()
    today, seat = _seats(accounts, table), _seats(accounts, there)
    (region,) = zip(*_account_groups(accounts, today, table, ("region",)), strict=True)
    locked = pa.array(held(warehouse, accounts, seat, region, wishes))
    group = _account_groups(accounts, today, table, wishes.keep)
    seat_group = _groups(there, wishes.keep)
    problem = _accounts_of_the_problem(accounts, seat, locked, wishes)
    lists = {
        g: ";".join(n for n, s in zip(names, seat_group, strict=True) if s == g) for g in set(group)
    }
    problem["eligible"] = pa.array([lists[g] or " ; " for g in group], pa.string())
    home = homes(seat, group, names, seat_group, places)
    carried = {
        "seat": pa.array(names, pa.string()),
        "latitude": pa.array(home[:, 0], from_pandas=True),
        "longitude": pa.array(home[:, 1], from_pandas=True),
        "share": pa.array(shares(problem["potential"], group, names, seat_group, wishes)),
        "share_workload": pa.array(shares(problem["workload"], group, names, seat_group, wishes)),
    }
    notes = _notes(today, wishes)
    suited = grounds(warehouse, accounts, names, wishes)
    return Inputs(pa.table(problem), pa.table(carried), notes=notes, suited=suited), there


def _accounts_of_the_problem(
    accounts: pa.Table, seat: list[str | None], locked: pa.Array, wishes: Wishes
) -> dict[str, pa.Array]:
    loss = pc.multiply(pc.fill_null(accounts["current_revenue"], 0.0), MOVE_LOSS)
    return {
        "account_id": accounts["account_id"],
        "seat": pa.array(seat, pa.string()),
        "potential": pc.round(pc.fill_null(accounts["potential"], 0.0), 6),
        "workload": pc.round(pc.fill_null(accounts["workload"], 0.0), 6),
        "latitude": accounts["latitude"],
        "longitude": accounts["longitude"],
        "move_cost": pc.round(pc.add(pc.max_element_wise(loss, 0.0), MOVE_EFFORT), 2),
        "locked": pc.if_else(locked, "1", "0"),
        **({"family": pa.array(families(accounts), pa.string())} if wishes.families_stay else {}),
    }


def families(accounts: pa.Table) -> list[str]:
    """Family of each account: as recorded, else the head of its chain of parents."""
    ids, recorded = accounts["account_id"].to_pylist(), accounts["family_id"].to_pylist()
    above = heads(ids, accounts["parent_id"].to_pylist())
    return [
        f"family {own}" if own else f"parent {up}" for own, up in zip(recorded, above, strict=True)
    ]


def _notes(today: list[str | None], wishes: Wishes) -> tuple[str, ...]:
    """What a reader should know of seats that go or come."""
    found = [
        f"{today.count(name):,} accounts of patch {name}, which goes, get another one; they do "
        "not count as moves."
        for name in wishes.dissolved
    ]
    if wishes.new_seats:
        found.append(
            "A new patch has no home yet: the way to it is counted from the middle of the "
            "accounts that it may have."
        )
    return tuple(found)


def _seats(accounts: pa.Table, table: pa.Table) -> list[str | None]:
    """Seat of each account where it is one of the table, else none."""
    known = set(table["territory_id"].to_pylist())
    return [name if name in known else None for name in accounts["seat"].to_pylist()]


def _groups(table: pa.Table, keep: tuple[str, ...]) -> list[Group]:
    """What an account or seat must share with another to trade with it."""
    if not keep:
        return [()] * table.num_rows
    columns = [[(x or "").strip().casefold() for x in table[name].to_pylist()] for name in keep]
    return list(zip(*columns, strict=True))


def _account_groups(
    accounts: pa.Table, seat: list[str | None], table: pa.Table, keep: tuple[str, ...]
) -> list[Group]:
    """Groups of accounts; where an account's own column is blank, its seat's stands for it."""
    own = _groups(accounts, keep)
    of_seat = dict(zip(table["territory_id"].to_pylist(), _groups(table, keep), strict=True))
    blank = ("",) * len(keep)
    return [
        tuple(mine or its for mine, its in zip(group, of_seat.get(name or "", blank), strict=True))
        for group, name in zip(own, seat, strict=True)
    ]
