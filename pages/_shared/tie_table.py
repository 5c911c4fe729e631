"""Control totals as a table to fill in, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pages._shared import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from engine.scenarios.past.ties import Tie
    from pages._shared.reference import Row

FIGURE, IN_DATA, YOURS = "Total", "In the data", "Your total"
_PAY_KINDS = ("paid", "recomputed")


def frame(found: Sequence[Tie]) -> pd.DataFrame:
    """One row a total, the analyst's own still blank."""
    return pd.DataFrame(
        {
            FIGURE: [tie.label for tie in found],
            IN_DATA: [round(tie.figure, 2) for tie in found],
            YOURS: pd.array([None] * len(found), dtype="Float64"),
        }
    )


def controls(found: Sequence[Tie], edited: pd.DataFrame) -> dict[str, float]:
    """Key → the analyst's total, of those that were typed."""
    typed = zip(found, edited[YOURS], strict=True)
    return {tie.key: float(value) for tie, value in typed if not pd.isna(value)}


def sentence(compared: Sequence[Tie]) -> str:
    """How many of the totals tie."""
    off = sum(not tie.ties for tie in compared)
    every = figures.counted(len(compared), "total")
    if off == 0:
        return f"{every} compared: all tie." if len(compared) > 1 else "It ties."
    return f"{every} compared: {figures.count(off)} {'differs' if off == 1 else 'differ'}."


def differences(compared: Sequence[Tie]) -> list[Row]:
    """Totals beside the analyst's own, and the difference."""
    return [
        {
            FIGURE: tie.label,
            IN_DATA: figures.amount(tie.figure),
            "Held against": figures.amount(tie.control),
            "Difference": "ties" if tie.ties else figures.amount(tie.difference),
        }
        for tie in compared
    ]


def is_pay(key: str) -> bool:
    """Whether the rows behind a total are people's pay."""
    return key.split(" ", 1)[0] in _PAY_KINDS


def maskable(table: pa.Table) -> pa.Table:
    """Rows with the owner of a deal under the name by which people are masked."""
    if "owner_id" not in table.column_names or "rep_id" in table.column_names:
        return table
    return table.rename_columns(
        ["rep_id" if name == "owner_id" else name for name in table.column_names]
    )
