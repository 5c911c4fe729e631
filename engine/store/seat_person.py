"""Who is to carry each seat's quota, and the terms of people that bear on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.holding import HOLDING

if TYPE_CHECKING:
    from datetime import date

    from engine.model.period import Period
    from engine.store.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("territory_id", pa.string()),
        ("rep_id", pa.string()),  # whoever holds the seat on the day, else held it last
    ]
)
PERSON = pa.schema(
    [
        ("rep_id", pa.string()),
        ("name", pa.string()),
        ("manager_id", pa.string()),
        ("hire_date", pa.date32()),
        ("fte", pa.float64()),
    ]
)
ABSENCE = pa.schema(
    [("rep_id", pa.string()), ("start_date", pa.date32()), ("end_date", pa.date32())]
)

_SQL = """
SELECT territory_id, rep_id
FROM holding
WHERE start_date <= $day AND start_date <= end_date
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY territory_id ORDER BY LEAST(end_date, $day) DESC, start_date DESC, rep_id
) = 1
ORDER BY territory_id
"""

_PERSON = """
SELECT rep_id, COALESCE(name, rep_id) AS name, manager_id, hire_date, fte FROM rep ORDER BY rep_id
"""

_ABSENCE = """
SELECT rep_id, start_date, end_date FROM absence
WHERE start_date <= $last AND end_date >= $first AND start_date <= end_date
ORDER BY rep_id, start_date, end_date
"""


def latest_holders(warehouse: Warehouse, day: date) -> pa.Table:
    """Latest holder of each seat up to a day, ``SCHEMA``, ordered by ``territory_id``."""
    return warehouse.query(f"WITH {HOLDING} {_SQL}", day=day).cast(SCHEMA)


def people_terms(warehouse: Warehouse) -> pa.Table:
    """Manager, hire date and working time of each person, ``PERSON``, ordered by ``rep_id``."""
    return warehouse.query(_PERSON).cast(PERSON)


def absences(warehouse: Warehouse, period: Period) -> pa.Table:
    """Days off that touch a period, ``ABSENCE``, ordered by person and day."""
    return warehouse.query(_ABSENCE, first=period.first, last=period.last).cast(ABSENCE)
