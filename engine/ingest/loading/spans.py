"""Periods as people write them, and as days imply them, brought to first and last day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from engine.errors import DataError
from engine.ingest.loading.months import MONTHS
from engine.ingest.loading.words import plain
from engine.model.period import Period, parse_period, quarter_period, year_period

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = r"(?P<year>(?:19|20)?\d{2})"
_QUARTER = (
    re.compile(rf"(?:fy|gj|cy)?\s*{_YEAR}\s*[-/_. ]*\s*(?:q|t|k)\s*(?P<quarter>[1-4])"),
    re.compile(rf"(?:q|t|k)\s*(?P<quarter>[1-4])\s*[-/_. ']*\s*(?:fy|cy)?\s*{_YEAR}"),
    re.compile(
        rf"(?P<quarter>[1-4])\s*[.]?\s*(?:q|t|k|quartal|trimestre|trim)\w*\s*[-/_. ']*{_YEAR}"
    ),
)
_FISCAL_YEAR = re.compile(rf"(?:fy|gj|ano|year|jahr)?\s*{_YEAR}")
_MONTH_FIRST = re.compile(
    rf"(?P<month>[a-z]{{3,}})[.]?\s*[-/_. ']*(?P<fiscal>(?:fy|gj)\s*'?)?{_YEAR}"
)
_YEAR_FIRST = re.compile(
    r"(?P<fiscal>(?:fy|gj)\s*)?(?P<year>(?:19|20)\d{2})\s*[-/_. ]+\s*(?P<month>[a-z]{3,})[.]?"
)
_NUMBERS = (
    re.compile(r"(?P<year>(?:19|20)\d{2})[-/. ]?m?(?P<month>0[1-9]|1[0-2]|[1-9])"),
    re.compile(r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>(?:19|20)\d{2})"),
)
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")


def span_of(text: str, fiscal_start: int = 1) -> Period | None:
    """
    Read a period in words: ``FY2025-Q1``, ``Q1 2025``, ``2025-01``, ``May 2025``, ``2025``.

    ``May FY2025`` is the May of that fiscal year, ``May 2025`` that of the calendar year.

    Returns
    -------
    Period or None
        ``None`` where the text is no period, such as a single day.
    """
    words = plain(text).strip()
    for pattern in _QUARTER:
        if match := pattern.fullmatch(words):
            return quarter_period(_full(match["year"]), int(match["quarter"]), fiscal_start)
    for pattern in _NUMBERS:
        if match := pattern.fullmatch(words):
            return _month(int(match["year"]), int(match["month"]))
    if match := _FISCAL_YEAR.fullmatch(words):
        return year_period(_full(match["year"]), fiscal_start)
    for pattern in (_MONTH_FIRST, _YEAR_FIRST):
        match = pattern.fullmatch(words)
        if match and (month := MONTHS.get(match["month"])):
            before = match["fiscal"] and 1 < fiscal_start <= month
            return _month(_full(match["year"]) - bool(before), month)
    return None


def day_of(text: str) -> date | None:
    """Read a single day in a period column, written year first."""
    match = _DAY.fullmatch(text.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def months_between(starts: Iterable[tuple[Any, date]]) -> int:
    """
    Length in months of periods of which only the first days are known: 1, 3, 6 or 12.

    Parameters
    ----------
    starts : iterable of (owner, first day)
        First days, of any number of owners.
    """
    by_owner: defaultdict[Any, set[date]] = defaultdict(set)
    for owner, start in starts:
        by_owner[owner].add(start)
    gaps: Counter[int] = Counter()
    for days in by_owner.values():
        ordered = sorted(days)
        gaps.update((b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(ordered))
    usual = gaps.most_common(1)[0][0] if gaps else 12
    return next((length for length in (12, 6, 3, 1) if usual >= length), 1)


def last_day(start: date, months: int) -> date:
    """Last day of a period of whole months."""
    total = start.year * 12 + start.month - 1 + months
    return date(total // 12, total % 12 + 1, 1) - timedelta(days=1)


def labelled(text: str, fiscal_start: int) -> str:
    """A period brought to the spelling of this product; kept as it is where it is none."""
    if found := span_of(text, fiscal_start):
        return found.label
    if day := day_of(text):
        return f"{day.year}-{day.month:02d}"
    return text


def _month(year: int, month: int) -> Period | None:
    try:
        return parse_period(f"{year}-{month:02d}")
    except DataError:
        return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
