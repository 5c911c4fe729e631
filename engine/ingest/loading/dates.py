"""Dates as people and systems write them; day or month first is decided once for a column."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from engine.ingest.loading.cast import CELL, VALUE, Cast
from engine.ingest.loading.date_shapes import (
    NUMERIC,
    day_and_month,
    shape_of,
    strptime_format,
)
from engine.ingest.loading.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Order = Literal["day", "month"]

_PLAUSIBLE = f"{VALUE} >= DATE '1900-01-01'"
"""No business date lies before 1900: placeholders and misread years are no dates."""

_ISO = f"TRY_CAST({CELL} AS TIMESTAMP)"
_COMPACT = f"try_strptime({CELL}, '%Y%m%d')"
_SERIAL = (
    f"CASE WHEN TRY_CAST({CELL} AS DOUBLE) BETWEEN 10000 AND 80000 THEN TIMESTAMP '1899-12-30' "
    f"+ to_milliseconds(CAST(round(TRY_CAST({CELL} AS DOUBLE) * 86400000) AS BIGINT)) END"
)
_EPOCH = (
    f"CASE WHEN length({CELL}) >= 12 THEN make_timestamp(TRY_CAST({CELL} AS BIGINT) * 1000) "
    f"ELSE make_timestamp(TRY_CAST({CELL} AS BIGINT) * 1000000) END"
)
_OFFSET = (
    f"TRY_CAST(regexp_extract({CELL}, '^[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}[T ][0-9:]+') "
    "AS TIMESTAMP)"
)


def moment(
    values: Iterable[str],
    sql_type: str = "DATE",
    *,
    siblings: Order | None = None,
    latest_year: int | None = None,
) -> Cast:
    """
    Conversion of a column of dates or moments.

    Parameters
    ----------
    values : iterable of str
        Non-blank cells to decide from.
    sql_type : str
        ``DATE`` or ``TIMESTAMP``.
    siblings : {"day", "month"}, optional
        What the other date columns of the file turned out to be; used where the values cannot tell.
    latest_year : int, optional
        Two-digit years after it are a century earlier; for days that cannot lie in the future.
    """
    seen = list(values)
    shapes = Counter(shape for value in seen if (shape := shape_of(value)))
    if set(shapes) <= {"iso"}:
        return Cast(f"TRY_CAST({CELL} AS {sql_type})", _PLAUSIBLE)
    order, certain = field_order([v for v in seen if shape_of(v) == NUMERIC], siblings)
    pieces = [_piece(shape, seen, order, latest_year) for shape, _ in shapes.most_common()]
    value = pieces[0] if len(pieces) == 1 else f"COALESCE({', '.join(pieces)})"
    return Cast(
        f"CAST({value} AS {sql_type})",
        _PLAUSIBLE,
        assumed="" if certain else f"the {order} was taken to come first",
        code="" if certain else "date_order_assumed",
    )


def field_order(values: Sequence[str], siblings: Order | None = None) -> tuple[Order, bool]:
    """
    Decide whether day or month comes first in numeric dates, and whether that is certain.

    One value over 12 in either place settles it; else the file's other columns, else the
    separator: a dot is European, anything else is read month first.
    """
    pairs = [pair for value in values if (pair := day_and_month(value))]
    day_first = sum(first > 12 >= second for first, second in pairs)
    month_first = sum(second > 12 >= first for first, second in pairs)
    if day_first or month_first:
        return ("day" if day_first > month_first else "month"), True
    if not pairs or all(first == second for first, second in pairs):
        return siblings or "month", True
    dotted = sum("." in value.split(" ")[0] for value in values) * 2 > len(values)
    return siblings or ("day" if dotted else "month"), dotted


def _piece(shape: str, values: Sequence[str], order: Order, latest_year: int | None) -> str:
    """SQL over the cell giving a TIMESTAMP, or NULL where the cell has another shape."""
    if shape == NUMERIC:
        return _numeric(values, order, latest_year)
    if shape == "named":
        return _named()
    return {
        "iso": _ISO, "offset": _OFFSET, "compact": _COMPACT, "serial": _SERIAL, "epoch": _EPOCH,
        "kanji": _kanji(),
    }[shape]  # fmt: skip


def _numeric(values: Sequence[str], order: Order, latest_year: int | None) -> str:
    counted = Counter(f for v in values if (f := strptime_format(v, order)))
    # %Y would read "26" as the year 26, so formats of two-digit years are tried first
    formats = sorted(counted, key=lambda f: ("%Y" in f, -counted[f], f))
    value = f"try_strptime(upper({CELL}), [{', '.join(repr(f) for f in formats)}])"
    if latest_year is None or all("%Y" in f for f in formats):
        return value
    late = f"year({value}) > {latest_year}"
    two_digits = f"NOT regexp_matches({CELL}, '[0-9]{{4}}')"
    return f"CASE WHEN {late} AND {two_digits} THEN {value} - INTERVAL 100 YEAR ELSE {value} END"


def _named() -> str:
    months = ", ".join(f"'{word}': {month}" for word, month in sorted(MONTHS.items()))
    cell = f"strip_accents(lower({CELL}))"
    day_first = (
        r"'^(?:[a-z]+[.]?,? +)?([0-9]{1,2})(?:st|nd|rd|th|er)?[ .\-/]*(?:de |d''|d’)?"
        r"([a-z]{3,})[.]?,?[ \-/]*(?:de |del )?([0-9]{4}|[0-9]{2})(?:[^0-9].*)?$'"
    )
    month_first = (
        r"'^(?:[a-z]+,? +)?([a-z]{3,})[.]?[ \-]*([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})"
        r"(?:[^0-9].*)?$'"
    )
    month_only = r"'^([a-z]{3,})[.]?,?[ \-/]*(?:de )?([0-9]{4})$'"
    clock = f"regexp_extract({CELL}, '[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?')"

    def group(pattern: str, number: int) -> str:
        return f"regexp_extract({cell}, {pattern}, {number})"

    def date(pattern: str, year: int, month: int, day: str) -> str:
        written = group(pattern, year)
        full = (
            f"CASE WHEN length({written}) > 2 THEN '' WHEN {written} >= '69' THEN '19' "
            f"ELSE '20' END || {written}"
        )
        number = f"MAP {{{months}}}[{group(pattern, month)}]"
        return f"TRY_CAST({full} || '-' || {number} || '-' || {day} AS DATE)"

    dates = (
        date(day_first, 3, 2, group(day_first, 1)),
        date(month_first, 3, 1, group(month_first, 2)),
        date(month_only, 2, 1, "'1'"),
    )
    return (
        f"TRY_CAST(CAST(COALESCE({', '.join(dates)}) AS VARCHAR) || ' ' || "
        f"COALESCE(NULLIF({clock}, ''), '00:00') AS TIMESTAMP)"
    )


def _kanji() -> str:
    pattern = "'^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日'"
    parts = " || '-' || ".join(f"regexp_extract({CELL}, {pattern}, {n})" for n in (1, 2, 3))
    return f"TRY_CAST({parts} AS TIMESTAMP)"
