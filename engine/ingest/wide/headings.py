"""Periods in the headers of a sheet: which there are, and what is left of each header."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.loading.months import MONTHS
from engine.ingest.loading.spans import day_of, span_of
from engine.ingest.loading.words import plain
from engine.ingest.reading.left_out import is_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model.period import Period

_BREAKS = re.compile(r"[()\[\]|:_]+")
_EDGES = " -–—,./"
_QUARTER = re.compile(r"[qtk] ?[1-4]", re.IGNORECASE)
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")
_ANY_YEAR = re.compile(
    r"(?<![a-z0-9])((?:fy|gj|cy)? ?'?(?:19|20)\d\d|(?:fy|gj) ?'?\d\d)(?![a-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A header that names a period."""

    period: str
    """As written."""
    measure: str
    """What is left of the header, empty where it names nothing else."""
    has_year: bool


def heading_of(header: str) -> Heading | None:
    """Tell period and measure of a header, such as ``Q1 2025 Quota``; ``None`` without one."""
    tokens = _BREAKS.sub(" ", header).split()
    for size in range(len(tokens), 0, -1):
        for begin in dict.fromkeys((0, len(tokens) - size)):
            text = " ".join(tokens[begin : begin + size]).strip(_EDGES)
            rest = " ".join([*tokens[:begin], *tokens[begin + size :]]).strip(_EDGES)
            rest = "" if is_total(rest) else rest
            if _has_year(text):
                return Heading(text, rest, has_year=True)
            if _QUARTER.fullmatch(text) or plain(text).strip(" .") in MONTHS:
                return Heading(text, rest, has_year=False)
    return None


def years_in(text: str) -> tuple[str, ...]:
    """Years that the name of a file or sheet holds, each once."""
    return tuple(dict.fromkeys(match[1] for match in _ANY_YEAR.finditer(text.lower())))


def is_year(cell: str) -> bool:
    """Whether a cell is a year and nothing else."""
    return bool(_ANY_YEAR.fullmatch(cell.strip().lower()))


def longest_aside(periods: Mapping[int, str]) -> frozenset[int]:
    """
    Columns of periods that hold another column's period: sums of what stands beside them.

    Parameters
    ----------
    periods : mapping
        Period of each column of one measure, with its year.
    """
    spans = {column: span for column, text in periods.items() if (span := span_of(text))}
    return frozenset(
        column
        for column, span in spans.items()
        if any(_holds(span, other) for n, other in spans.items() if n != column)
    )


def by_measure(headings: Mapping[int, Heading]) -> dict[str, list[int]]:
    """Columns of each measure that comes for two periods or more, in their order."""
    columns: defaultdict[str, list[int]] = defaultdict(list)
    for column, heading in headings.items():
        columns[plain(heading.measure)].append(column)
    return {
        headings[found[0]].measure: found
        for found in columns.values()
        if _count(headings[column].period for column in found) > 1
    }


def _count(texts: Iterable[str]) -> int:
    return len({plain(text) for text in texts})


def _has_year(text: str) -> bool:
    if text.isdigit():
        return bool(_FULL_YEAR.fullmatch(text))
    return (span_of(text) or day_of(text)) is not None


def _holds(span: Period, other: Period) -> bool:
    return (
        span.first <= other.first
        and other.last <= span.last
        and (span.first, span.last) != (other.first, other.last)
    )
