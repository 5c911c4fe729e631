"""Whether the data know any lost deal; orders and invoices are all won."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.store.warehouse import Warehouse

_SQL = """
SELECT EXISTS (FROM opportunity WHERE is_closed AND NOT is_won) AS lost,
       EXISTS (FROM opportunity WHERE is_won) AS won
"""


def only_won(warehouse: Warehouse) -> bool:
    """Whether deals were won and none was lost, in all of the data."""
    row = warehouse.query(_SQL).to_pylist()[0]
    return bool(row["won"]) and not row["lost"]
