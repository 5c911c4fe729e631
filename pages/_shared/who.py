"""Who gains and who loses: expected pay under a scenario beside the baseline, by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pages._shared import figures
from pages._shared.charts.side import numbers, texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.results import ScenarioResult

NOTICED = 0.02
"""Share of expected incentive pay from which a change counts as a gain or a loss."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """One group's change of expected incentive pay."""

    group: str
    people: int
    gain: int
    lose: int
    change: float
    """Sum over the group, money."""
    share: float
    """The same over the group's pay if we carry on, a decimal."""


def by_group(
    baseline: ScenarioResult, draft: ScenarioResult, column: str = "segment"
) -> list[GroupChange]:
    """Change of expected pay by group of the baseline, in the order of names; empty without pay."""
    now, change = _change(baseline, draft)
    known = ~np.isnan(change)
    names = np.asarray([name or "not given" for name in texts(baseline, column)], dtype=object)
    found = []
    for name in sorted(set(names[known])):
        here = known & (names == name)
        part, before = change[here], now[here]
        share = np.divide(part, before, out=np.zeros_like(part), where=before > 0)
        found.append(
            GroupChange(
                group=str(name),
                people=int(here.sum()),
                gain=int((share > NOTICED).sum()),
                lose=int((share < -NOTICED).sum()),
                change=float(part.sum()),
                share=float(part.sum() / before.sum()) if before.sum() > 0 else 0.0,
            )
        )
    return found


def sentence(groups: list[GroupChange]) -> str:
    """How many gain and how many lose, in one sentence."""
    people = sum(group.people for group in groups)
    gain, lose = (sum(getattr(group, way) for group in groups) for way in ("gain", "lose"))
    if people == 0:
        return ""
    if gain == lose == 0:
        return f"Nobody's expected pay changes by more than {figures.percent(NOTICED)}."
    return (
        f"{gain} of {figures.counted(people, 'rep')} can expect more incentive pay, {lose} less "
        f"(by more than {figures.percent(NOTICED)})."
    )


def person_by_person(baseline: ScenarioResult, draft: ScenarioResult) -> pa.Table:
    """Quota, middle result and expected pay of each rep on both sides, in the order of ids."""
    table = baseline.reps_table
    kept = [
        name for name in ("rep_id", "name", "role", "segment", "region") if name in _names(table)
    ]
    both = {
        "quota_if_we_carry_on": numbers(baseline, "quota"),
        "quota": numbers(draft, "quota"),
        "attainment_if_we_carry_on": numbers(baseline, "attainment"),
        "attainment": numbers(draft, "attainment"),
        "previous_pay": numbers(baseline, "pay"),
        "pay": numbers(draft, "pay"),
    }
    rows = table.select(kept)
    for name, column in both.items():
        rows = rows.append_column(name, pa.array(column, pa.float64(), from_pandas=True))
    return rows.filter(pc.is_valid(rows["rep_id"])).sort_by("rep_id")


def _names(table: pa.Table) -> list[str]:
    return list(table.column_names)


def _change(
    baseline: ScenarioResult, draft: ScenarioResult
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Expected pay if we carry on and its change, shape (reps,), rows paired by patch and rep."""
    now, then = numbers(baseline, "pay"), numbers(draft, "pay")
    if now.size != then.size:
        return now, np.full(now.size, np.nan)
    return now, then - now
