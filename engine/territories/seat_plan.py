"""The seats of a design: those that stay, those that are new, and what each should carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.errors import LeverError
from engine.territories.holds import all_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.territories.wishes import Wishes

Group = tuple[str, ...]
"""What accounts and seats must share to trade with each other."""


def planned(table: pa.Table, wishes: Wishes) -> pa.Table:
    """
    Seats that there will be, as :data:`engine.store.seat.SCHEMA`.

    Raises
    ------
    LeverError
        If a rule names a seat that is not there, or one is asked for twice over.
    """
    names = table["territory_id"].to_pylist()
    new = [seat.name for seat in wishes.new_seats]
    all_known("patch", wishes.dissolved, names, to="dissolve")
    all_known("patch", wishes.locked_seats, names)
    all_known("patch", [name for name, _ in wishes.seat_weights], [*names, *new], to="weigh")
    both = sorted({*wishes.dissolved} & {*wishes.locked_seats})
    if both:
        raise LeverError(f"Patch {both[0]} is to be dissolved and its accounts are to stay.")
    for n, name in enumerate(new):
        if not name.strip() or name in names or name in new[:n]:
            raise LeverError(
                f"A new patch cannot be called {name!r}.", "Give it a name that no other has."
            )
    for column in wishes.keep:
        known = {(name or "").strip().casefold() for name in table[column].to_pylist()}
        wanted = [getattr(seat, column).strip().casefold() for seat in wishes.new_seats]
        if "" in wanted and "" not in known:
            raise LeverError(
                f"Which {column} a new patch belongs to is not said.", f"Say which {column}."
            )
        all_known(column, wanted, known, to="put a new patch in")
    stays = np.array([name not in wishes.dissolved for name in names])
    rows = [
        {"territory_id": seat.name, "name": seat.name, "accounts": 0}
        | {"region": seat.region or None, "segment": seat.segment or None}
        for seat in wishes.new_seats
    ]
    added = pa.Table.from_pylist(rows, schema=table.schema)
    return pa.concat_tables([table.filter(pa.array(stays)), added])


def shares(
    weight: pa.ChunkedArray,
    account_group: Sequence[Group],
    names: Sequence[str],
    seat_group: Sequence[Group],
    wishes: Wishes,
) -> NDArray[np.float64]:
    """
    Part of what the accounts of its group hold, for each seat: what can be reached.

    Seats of one group share alike, but for the weights that the wishes give them.

    Returns
    -------
    ndarray, shape (seats,)

    Raises
    ------
    LeverError
        If no seat of a group that holds accounts should carry anything.
    """
    total: dict[Group, float] = {}
    for value, group in zip(weight.to_pylist(), account_group, strict=True):
        total[group] = total.get(group, 0.0) + value
    given = {seat.name: seat.weight for seat in wishes.new_seats} | dict(wishes.seat_weights)
    carries = [given.get(name, 1.0) for name in names]
    sums: dict[Group, float] = {}
    for part, group in zip(carries, seat_group, strict=True):
        sums[group] = sums.get(group, 0.0) + part
    empty = next((group for group, part in sums.items() if not part and total.get(group)), None)
    if empty is not None:
        raise LeverError(
            f"No patch of {' and '.join(filter(None, empty)) or 'the company'} should carry "
            "anything.",
            "Let one carry something.",
        )
    share = [
        total.get(group, 0.0) * part / sums[group] if sums[group] else 0.0
        for part, group in zip(carries, seat_group, strict=True)
    ]
    return np.round(share, 4)


def homes(
    seat: Sequence[str | None],
    account_group: Sequence[Group],
    names: Sequence[str],
    seat_group: Sequence[Group],
    places: NDArray[np.float64],
) -> NDArray[np.float64]:
    """
    Middle of each seat's accounts; of its group's where it has none, as a new seat has none.

    Returns
    -------
    ndarray, shape (seats, 2)
        Latitude and longitude, degrees; ``nan`` where no account is placed.
    """
    position = {name: n for n, name in enumerate(names)}
    at = np.array([-1 if name is None else position[name] for name in seat])
    own = _middles(at, places, len(names))
    groups = {group: n for n, group in enumerate(dict.fromkeys([*account_group, *seat_group]))}
    of_group = np.array([groups[group] for group in account_group])
    around = _middles(of_group, places, len(groups))[[groups[group] for group in seat_group]]
    return np.where(np.isnan(own), around, own)


def _middles(at: NDArray[np.int64], places: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    good = (at >= 0) & ~np.isnan(places).any(axis=1)
    number = np.bincount(at[good], minlength=count)
    sums = [np.bincount(at[good], places[good, n], count) for n in (0, 1)]
    with np.errstate(invalid="ignore", divide="ignore"):
        middle: NDArray[np.float64] = np.stack(sums, axis=1) / number[:, None]
    return middle
