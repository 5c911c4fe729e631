"""What a patch should carry for who holds it: less for part time, and while its seller ramps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.people.ramp import MONTHS, USUAL
from engine.store.seat import seats
from engine.store.seat_person import people_terms

if TYPE_CHECKING:
    from datetime import date

    from engine.store.warehouse import Warehouse

DAYS_A_MONTH = 365.25 / MONTHS


def weights_by_terms(
    warehouse: Warehouse, *, part_time: bool = False, ramping: bool = False
) -> tuple[tuple[str, float], ...]:
    """
    Weights of the seats whose holder's terms call for less than a full patch.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot; who holds a seat is as of its day.
    part_time : bool
        Whether a seat carries its holder's working time.
    ramping : bool
        Whether it carries what its holder is productive over the coming year, by the usual ramp
        (:data:`engine.people.ramp.USUAL`).

    Returns
    -------
    tuple of (seat, weight)
        Decimals of a full patch, two places, of those that are not 1.

    Raises
    ------
    LeverError
        If no person has the terms asked for; it names the column.
    """
    snapshot = warehouse.snapshot
    for asked, column in ((part_time, "fte"), (ramping, "hire_date")):
        if asked and not snapshot.has("rep", column):
            raise LeverError(
                f"Nobody has {column}, so patches cannot be weighed by it.",
                f"Load the column {column} of rep, or give patches their weights by hand.",
            )
    terms = {row["rep_id"]: row for row in people_terms(warehouse).to_pylist()}
    found = []
    for seat in seats(warehouse, snapshot.as_of).to_pylist():
        person = terms.get(seat["rep_id"], {})
        weight = 1.0
        if part_time and person.get("fte") is not None:
            weight *= min(max(person["fte"], 0.0), 1.0)
        if ramping and person.get("hire_date") is not None:
            weight *= productive_year(person["hire_date"], snapshot.as_of)
        if round(weight, 2) != 1.0:
            found.append((seat["territory_id"], round(weight, 2)))
    return tuple(found)


def productive_year(hired: date, day: date) -> float:
    """Share of the year from a day on that a seller hired then is as productive as others."""
    tenure = (day - hired).days / DAYS_A_MONTH
    first, last = USUAL.months(np.array([tenure, tenure + MONTHS]))
    return float(last - first) / MONTHS
