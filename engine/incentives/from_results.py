"""Results as people hand them over: measures by person and period, already credited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.incentives.people import People
from engine.incentives.results import Measured, Results, in_order
from engine.ingest.loading.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.incentives.sheet import Sheet
    from engine.model.crediting import Measure
    from engine.model.period import Period

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rows of a sheet placed on people and periods."""

    reps: tuple[str, ...]
    periods: tuple[Period, ...]
    rep: NDArray[np.int64]
    """Of each row, shape (n_rows,)."""
    period: NDArray[np.int64]
    measure: tuple[str, ...]

    def spread(self, values: Floats, name: str = "") -> Floats:
        """Values of one measure's rows (all rows without a name), shape (n_reps, n_periods)."""
        out = np.full((len(self.reps), len(self.periods)), np.nan)
        rows = ~np.isnan(values)
        if name:
            rows &= np.array([measure == name for measure in self.measure], dtype=bool)
        out[self.rep[rows], self.period[rows]] = values[rows]
        return out


def read_periods(sheet: Sheet, fiscal_start: int, name: str = "period") -> list[Period]:
    """
    Period of each row, in whatever spelling.

    Raises
    ------
    DataError
        With the line of one that is no period.
    """
    texts = [str(text) for text in sheet.texts(name, required=True)]
    known = {text: span_of(text, fiscal_start) for text in set(texts)}
    if not all(known.values()):
        fine = [known[text] is not None for text in texts]
        raise sheet.refusal(fine, name, "is no period; write FY2026, FY2026-Q1 or 2026-01")
    return [period for text in texts if (period := known[text])]


def place(sheet: Sheet, fiscal_start: int, may_overlap: Collection[str] = ()) -> Grid:
    """
    Place ``rep_id, period, measure`` of each row.

    Parameters
    ----------
    sheet : Sheet
        Results or quotas.
    fiscal_start : int
        Month in which a fiscal year starts, 1 to 12.
    may_overlap : collection of str
        Measures that may stand for a year and for its quarters: ratios, which are not added.

    Raises
    ------
    DataError
        If a key is blank, or two rows of one person and measure overlap.
    """
    sheet.require("rep_id", "period", "measure")
    ids = [str(rep) for rep in sheet.texts("rep_id", required=True)]
    measures = tuple(str(measure) for measure in sheet.texts("measure", required=True))
    spans = read_periods(sheet, fiscal_start)
    reps, periods = tuple(sorted(set(ids))), in_order(sorted(set(spans), key=lambda p: p.label))
    rep_at = {rep: n for n, rep in enumerate(reps)}
    period_at = {period: n for n, period in enumerate(periods)}
    grid = Grid(
        reps,
        periods,
        np.array([rep_at[rep] for rep in ids], dtype=np.int64),
        np.array([period_at[span] for span in spans], dtype=np.int64),
        measures,
    )
    _check_overlap(grid, sheet, may_overlap)
    return grid


def from_results(
    sheet: Sheet, plan: Plan, people: People | None = None, fiscal_start: int = 1
) -> Results:
    """
    Read a results sheet: ``rep_id, period, measure, actual, quota`` and own pay where known.

    A ratio's rows hold the ratio; where periods are joined, each counts by the money below its
    line, as far as a sum measure of it is there too.

    Raises
    ------
    DataError
        If the sheet cannot be read, or holds nothing that the plan pays on.
    """
    known = people or People()
    sheet.require("actual")
    if not sheet.table.num_rows:
        raise DataError(f"{sheet.name} has no rows below its header.", "Export it again.")
    ratios = {m.name for m in plan.deals.measures if m.kind == "ratio"}
    grid = place(sheet, fiscal_start, ratios)
    actual = sheet.numbers("actual")
    quota = sheet.numbers("quota", may_be_negative=False)
    own = sheet.numbers("target_incentive", may_be_negative=False)
    sheet.numbers("base_pay", may_be_negative=False)
    sums = {m.name: grid.spread(actual, m.name) for m in plan.deals.measures}
    measures = {
        m.name: Measured(sums[m.name], None, grid.spread(quota, m.name))
        if m.kind != "ratio"
        else _ratio(m, sums, plan.deals.measures, grid, quota)
        for m in plan.deals.measures
    }
    kept, notes = _kept(grid, plan, known)
    hold = plan.adjustments.hold_harmless
    prior = grid.spread(actual, hold.of) if hold else None
    results = Results(
        reps=grid.reps,
        periods=grid.periods,
        fiscal_start=fiscal_start,
        measures=measures,
        target_incentive=_target(grid, own, known, plan),
        hired=tuple(known.hired.get(rep) for rep in grid.reps),
        prior=prior if prior is not None and not np.isnan(prior).all() else None,
        notes=notes,
    )
    return _without(results, kept)


def _ratio(
    measure: Measure,
    sums: Mapping[str, Floats],
    measures: Sequence[Measure],
    grid: Grid,
    quota: Floats,
) -> Measured:
    """A ratio as what stands above and below its line."""
    ratio = sums[measure.name]
    base = next((m.name for m in measures if m.kind == "sum" and m.column == measure.below), None)
    weight = np.ones_like(ratio)
    if base is not None:
        inside = _held(grid.periods)
        total = np.nan_to_num(sums[base]) @ inside.T
        weight = np.where(total > 0, total, 1.0)
    return Measured(ratio * weight, np.where(np.isnan(ratio), np.nan, weight),
                    grid.spread(quota, measure.name))  # fmt: skip


def _held(periods: Sequence[Period]) -> Floats:
    """Whether one period (row) holds another (column), as 0 or 1."""
    return np.array(
        [[float(a.first <= b.first and b.last <= a.last) for b in periods] for a in periods]
    ).reshape(len(periods), len(periods))


def _target(grid: Grid, own: Floats, people: People, plan: Plan) -> Floats:
    """Target incentive a year, shape (n_reps, n_periods): the row's, the person's, the plan's."""
    given = grid.spread(own)
    known = np.where(np.isnan(given).all(axis=1), np.nan, _first_known(given))
    usual = np.where(np.isnan(known), people.target(grid.reps, plan), known)
    return np.where(np.isnan(given), usual[:, None], given)


def _first_known(values: Floats) -> Floats:
    first = np.argmax(~np.isnan(values), axis=1)
    return values[np.arange(len(values)), first] if values.size else np.zeros(len(values))


def _check_overlap(grid: Grid, sheet: Sheet, may_overlap: Collection[str]) -> None:
    """Refuse rows of one person and measure whose periods share days."""
    keys = list(zip(grid.rep.tolist(), grid.measure, strict=True))
    seen: dict[tuple[int, str], list[int]] = {}
    for row, key in enumerate(keys):
        here = grid.periods[grid.period[row]]
        for other in seen.setdefault(key, []):
            there = grid.periods[grid.period[other]]
            share_days = here.first <= there.last and there.first <= here.last
            if here == there or (share_days and key[1] not in may_overlap):
                raise DataError(
                    f"{sheet.name}, lines {other + 2} and {row + 2}: {grid.reps[key[0]]} has "
                    f"{key[1]} for {there} and {here}, which share days.",
                    "Keep one.",
                )
        seen[key].append(row)


def _kept(grid: Grid, plan: Plan, people: People) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    """People and periods that the plan pays, shape (n_reps, n_periods), and what it does not."""
    pays = np.array([people.pays(plan, rep) for rep in grid.reps], dtype=bool)
    in_force = np.array(
        [
            (plan.first is None or p.last >= plan.first)
            and (plan.last is None or p.first <= plan.last)
            for p in grid.periods
        ],
        dtype=bool,
    )
    notes = []
    if not pays.all():
        notes.append(f"{(~pays).sum():,} people have a role that the plan does not pay.")
    if not in_force.all():
        out = ", ".join(p.label for p, kept in zip(grid.periods, in_force, strict=True) if not kept)
        notes.append(f"The plan is not in force in {out}.")
    unknown = sorted(set(grid.measure) - {m.name for m in plan.deals.measures} - _others(plan))
    if unknown:
        notes.append(f"The plan does not measure {', '.join(unknown[:5])}.")
    return np.outer(pays, in_force), tuple(notes)


def _others(plan: Plan) -> set[str]:
    hold = plan.adjustments.hold_harmless
    return {hold.of} if hold else set()


def _without(results: Results, kept: NDArray[np.bool_]) -> Results:
    """Results with what the plan does not pay blanked."""
    if kept.all():
        return results
    blank = {
        name: replace(m, actual=np.where(kept, m.actual, np.nan))
        for name, m in results.measures.items()
    }
    return replace(results, measures=blank)
