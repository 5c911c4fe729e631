"""Rows as files that leave the screen: names masked until asked, formulas made harmless."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.store.rows_csv import rows_as_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NO_CLOCK = (2000, 1, 1, 0, 0, 0)
PAY = (
    "pay", "base_pay", "target_incentive", "previous_pay", "pay_change",
    "today", "draft", "change", "by_credit", "by_curve", "paid", "recomputed", "difference",
)  # fmt: skip
"""Columns that hold a person's pay."""


def masked(table: pa.Table, *, names: bool, pay: bool) -> pa.Table:
    """
    Per-rep table as this person may see it.

    Parameters
    ----------
    table : pyarrow.Table
        Per-rep rows with ``rep_id`` and perhaps ``name`` and ``manager_id``.
    names, pay : bool
        Whether names and pay were asked for.

    Returns
    -------
    pyarrow.Table
        Without names every person is "Rep 7", every manager "Manager 2", numbered in the order
        of their ids, and ids are left out; without pay the columns of pay are left out.
    """
    if not pay:
        table = table.drop_columns([name for name in PAY if name in table.column_names])
    if names or "rep_id" not in table.column_names:
        return table
    people = pa.array(aliases(table["rep_id"].to_pylist(), "Rep"), pa.string())
    table = table.add_column(0, "rep", people)
    table = table.drop_columns([name for name in ("name", "rep_id") if name in table.column_names])
    if "manager_id" in table.column_names:
        managers = aliases(table["manager_id"].to_pylist(), "Manager")
        at = table.column_names.index("manager_id")
        table = table.set_column(at, "manager", pa.array(managers, pa.string()))
    return table


def aliases(ids: Sequence[str | None], word: str) -> list[str | None]:
    """Stand-in for each id, the same id the same, numbered in the order of the ids."""
    place = {name: n for n, name in enumerate(sorted({i for i in ids if i is not None}), start=1)}
    return [None if name is None else f"{word} {place[name]}" for name in ids]


def csv_bytes(table: pa.Table) -> bytes:
    """Table as CSV in UTF-8 with a byte order mark, so that spreadsheets read its signs."""
    columns = [table[name].to_pylist() for name in table.column_names]
    return rows_as_csv(table.column_names, zip(*columns, strict=True))


def zipped(texts: Mapping[str, str]) -> bytes:
    """Texts by file name as one archive; equal texts make equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_CLOCK), text.encode())
    return file.getvalue()
