"""A person's statement: every line of every settlement; the lines add up to what is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from engine.incentives.report import payout_rows, total_rows

if TYPE_CHECKING:
    from engine.incentives.pay import Paid

SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("component", pa.string()),  # or the name of an adjustment
        ("deal_id", pa.string()),  # of a component that reads deal by deal
        ("step", pa.string()),
        ("from", pa.float64()),  # in the input's unit
        ("to", pa.float64()),
        ("part", pa.float64()),
        ("rate", pa.float64()),
        ("pays", pa.float64()),  # money
    ]
)


def statement(done: Paid, rep_id: str) -> pa.Table:
    """
    Statement of one person.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, settlement by settlement; ``pays`` sums to what is paid in each, to the cent.
    """
    rows = []
    paid = [row for row in payout_rows(done) if row["rep_id"] == rep_id]
    for total in (row for row in total_rows(done) if row["rep_id"] == rep_id):
        rows += [
            {
                "period": p["period"],
                "component": p["component"],
                "deal_id": p.get("deal_id"),
                **line,
            }
            for p in paid
            if p["period"] == total["period"]
            for line in p["trace"]
        ]
        rows += [
            {"period": total["period"], "component": name, "step": "adjustment", "pays": money}
            for name, money in total["adjustments"].items()
            if money
        ]
    return pa.Table.from_pylist(rows, SCHEMA)
