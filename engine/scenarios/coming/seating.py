"""Who is planned for: each patch with its holder, a person's several patches as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_PAY = ("base_pay", "target_incentive")
_PERSON = ("name", "role", "segment", "region", "plan", *_PAY)


NAMES = ("rep_id", "territory_id", "name", "role", "segment", "region")
"""What a row of the plan is called."""


@dataclass(frozen=True, eq=False)
class Seating:
    """Rows of a plan, ordered by patch; each move of a lever asks for the same columns."""

    rows: tuple[Mapping[str, Any], ...]
    """rep_id (None while vacant), territory_id, segment, region and the holder's facts."""
    row_of_seat: Mapping[str, int]
    """Patch → row; a book of business stands under the id of its owner."""

    def numbers(self, column: str) -> NDArray[np.float64]:
        """Base pay or target incentive, money a year, blank as ``nan``, shape (n_rows,)."""
        return self._pay[column]

    def texts(self, column: str) -> list[str | None]:
        """One column as texts."""
        return [row[column] for row in self.rows]

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Whether somebody sits there, shape (n_rows,)."""
        return np.array([row["rep_id"] is not None for row in self.rows], dtype=bool)

    @cached_property
    def names(self) -> pa.Table:
        """The columns of :data:`NAMES`, texts."""
        return pa.table({name: pa.array(self.texts(name), pa.string()) for name in NAMES})

    @cached_property
    def _pay(self) -> Mapping[str, NDArray[np.float64]]:
        values = {name: [row[name] for row in self.rows] for name in _PAY}
        return {name: np.array(each, dtype=np.float64) for name, each in values.items()}

    def sum_by_row(
        self, seats: Sequence[str | None], values: Sequence[float | None]
    ) -> NDArray[np.float64]:
        """Sum values of patches by row; patches of nobody's row are left out."""
        total = np.zeros(len(self.rows))
        for seat, value in zip(seats, values, strict=True):
            row = self.row_of_seat.get(seat) if seat is not None else None
            if row is not None and value is not None:
                total[row] += value
        return total


def seat_people(seats: pa.Table, people: pa.Table) -> Seating:
    """
    Put people into their patches.

    Parameters
    ----------
    seats : pyarrow.Table
        Patches with their holder today.
    people : pyarrow.Table
        Facts of each seller. Where nobody holds a patch, each seller still employed is given
        a book of business of their own, named after them.
    """
    facts = {person["rep_id"]: person for person in people.to_pylist()}
    patches = seats.to_pylist()
    if not any(patch["rep_id"] for patch in patches):
        patches += [_book(person) for person in facts.values() if person["leave_date"] is None]
    rows: list[dict[str, Any]] = []
    row_of_seat: dict[str, int] = {}
    row_of_rep: dict[str, int] = {}
    for patch in patches:
        rep = patch["rep_id"]
        if rep is not None and rep in row_of_rep:
            row = row_of_rep[rep]
            rows[row]["territory_id"] += f" + {patch['territory_id']}"
        else:
            row = len(rows)
            rows.append(_row(patch, facts.get(rep, {})))
            row_of_rep.update({rep: row} if rep is not None else {})
        row_of_seat[patch["territory_id"]] = row
    return Seating(tuple(rows), row_of_seat)


def _book(person: Mapping[str, Any]) -> dict[str, Any]:
    shared = {key: person[key] for key in ("rep_id", "segment", "region")}
    return {"territory_id": person["rep_id"], **shared}


def _row(patch: Mapping[str, Any], person: Mapping[str, Any]) -> dict[str, Any]:
    row = {key: person.get(key) for key in _PERSON}
    row["segment"] = patch["segment"] or row["segment"]
    row["region"] = patch["region"] or row["region"]
    row["name"] = row["name"] or patch["rep_id"]
    return {"rep_id": patch["rep_id"], "territory_id": patch["territory_id"], **row}
