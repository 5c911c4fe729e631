"""Which columns of a sheet name periods, which of them only sum up others, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from engine.ingest.recognition.values import number_of
from engine.ingest.wide.headings import (
    by_measure,
    heading_of,
    is_year,
    longest_aside,
    years_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.ingest.types import RawTable
    from engine.ingest.wide.headings import Heading

_NUMBERS = 0.8
"""Share of filled cells of a period's column that must be numbers."""
_SUM_WITHIN = 0.005
"""How far a column may be from the sum of others, as a share, to be that sum."""
_SOME_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column of a sheet with a column for each period is."""

    measures: tuple[str, ...]
    """What is measured, as headers say beside the period; empty where they say nothing."""
    by_period: dict[str, tuple[int | None, ...]]
    """Column of each measure, ``None`` where a period has none, by period in their order."""
    kept: tuple[int, ...]
    """Columns that each row keeps."""
    sums: tuple[str, ...]
    """Headers of columns that only sum up others."""
    year_column: int | None
    """Column that says the year, where headers do not."""
    has_years: bool
    """Whether headers, names or a column say which year is meant."""

    def period_in(self, period: str, row: Sequence[str]) -> str:
        """A period as a row says it; of some year where nothing says of which."""
        if self.year_column is not None:
            return f"{period} {row[self.year_column]}"
        return period if self.has_years else f"{period} {_SOME_YEAR}"


def plan_of(raw: RawTable) -> Plan | None:
    """Tell what each column is; ``None`` where no two columns measure the same in two periods."""
    headings = {
        n: heading
        for n, name in enumerate(raw.columns)
        if (heading := heading_of(name)) and _is_numeric(row[n] for row in raw.sample)
    }
    if not (measures := by_measure(headings)):
        return None
    year, year_column = _year(raw, headings, measures)
    dated = {
        n: h.period if h.has_year else f"{h.period} {year or _SOME_YEAR}"
        for n, h in headings.items()
    }
    sums = {n for found in measures.values() for n in longest_aside({c: dated[c] for c in found})}
    measures = {name: [n for n in found if n not in sums] for name, found in measures.items()}
    across = [n for found in measures.values() for n in found]
    others = [n for n in range(len(raw.columns)) if n not in (*across, *sums, year_column)]
    sums |= {n for n in others if any(_is_sum(raw, n, found) for found in measures.values())}
    said = bool(year) or all(headings[n].has_year for n in across)
    shown = {n: dated[n] if said else headings[n].period for n in sorted(across)}
    return Plan(
        measures=tuple(measures),
        by_period=_by_period(shown, measures),
        kept=tuple(n for n in others if n not in sums),
        sums=tuple(raw.columns[n] for n in sorted(sums)),
        year_column=year_column,
        has_years=said or year_column is not None,
    )


def _year(
    raw: RawTable, headings: Mapping[int, Heading], measures: Mapping[str, Sequence[int]]
) -> tuple[str, int | None]:
    """The year that is meant, or the column that says it, where headers leave it out."""
    across = [n for found in measures.values() for n in found]
    if all(headings[n].has_year for n in across):
        return "", None
    for n in range(len(raw.columns)):
        cells = [row[n] for row in raw.sample if row[n].strip()]
        if n not in across and cells and all(map(is_year, cells)):
            return "", n
    for name in (raw.sheet, PurePath(raw.file).stem):
        if len(found := years_in(name)) == 1:
            return found[0].upper(), None
    return "", None


def _by_period(
    shown: Mapping[int, str], measures: Mapping[str, Sequence[int]]
) -> dict[str, tuple[int | None, ...]]:
    periods = dict.fromkeys(shown.values())
    return {
        period: tuple(
            next((n for n in found if shown[n] == period), None) for found in measures.values()
        )
        for period in periods
    }


def _is_numeric(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    numbers = sum(number_of(cell) is not None or cell.strip() in "-–—" for cell in filled)
    return bool(filled) and numbers >= _NUMBERS * len(filled)


def _is_sum(raw: RawTable, column: int, parts: Sequence[int]) -> bool:
    """Whether a column holds the sum of others in every sampled row."""
    looked_at = agreeing = 0
    for row in raw.sample:
        total = number_of(row[column])
        if total is None:
            continue
        looked_at += 1
        whole = sum(number_of(row[n]) or 0.0 for n in parts)
        agreeing += abs(total - whole) <= _SUM_WITHIN * max(abs(whole), 1.0)
    return looked_at > 0 and agreeing == looked_at
