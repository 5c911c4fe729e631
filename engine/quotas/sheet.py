"""A sheet of numbers that people have committed to, or that hands have set: CSV, line by line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from engine.errors import LeverError
from engine.model.quota_levers import Commitment, Override

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LINES = 100_000
_BY_HAND, _COMMITTED = "territory_id", "who"
_SIGNS = str.maketrans("", "", ", '$€£\u00a0")


def read_sheet(text: str, source: str) -> tuple[Commitment | Override, ...]:
    """
    Read commitments (``who, amount``) or quotas set by hand (``territory_id, amount``).

    Parameters
    ----------
    text : str
        CSV with a header; quotas set by hand may name ``who``, ``when`` and ``why`` besides.
    source : str
        Name by which errors call it.

    Raises
    ------
    LeverError
        If a column is missing or a line has no name or no amount; with the line. Nothing is
        taken by halves.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    columns = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = columns
    key = next((name for name in (_BY_HAND, _COMMITTED) if name in columns), None)
    if key is None or "amount" not in columns:
        raise LeverError(
            f"{source} has no columns {_COMMITTED} and amount, nor {_BY_HAND} and amount.",
            "Name them in the first line, separated by commas.",
        )
    found = [_one(row, key, f"{source}, line {rows.line_num}") for row in rows]
    if len(found) > MOST_LINES:
        raise LeverError(f"{source} has more than {MOST_LINES:,} lines.", "Is it the file?")
    return tuple(found)


def _one(row: Mapping[str, str | None], key: str, where: str) -> Commitment | Override:
    name = (row.get(key) or "").strip()
    if not name:
        raise LeverError(f"{where}: {key} is blank.", "Fill it in, or remove the line.")
    amount = _amount(row.get("amount") or "", where)
    if key == _COMMITTED:
        return Commitment(name, amount)
    who, when, why = ((row.get(label) or "").strip() for label in ("who", "when", "why"))
    return Override(name, amount, who, when, why)


def _amount(text: str, where: str) -> float:
    try:
        amount = round(float(text.translate(_SIGNS)), 2)
    except ValueError:
        amount = float("nan")
    if not 0 <= amount <= 1e15:
        raise LeverError(
            f"{where}: the amount “{text.strip()}” is no amount of 0 or more.",
            "Write it as 812345.50.",
        )
    return amount
