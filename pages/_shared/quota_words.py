"""What the Quotas page says: sentences and rows of a quota plan, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.metrics.fit import fit
from engine.quotas.levels import carried, heights
from engine.quotas.words import STEP_LABELS, inputs
from engine.scenarios.quota_plan import CHOSEN
from pages._shared import exports, figures
from pages._shared.lever_words import BASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.tables import Row

LEVERS = {
    "relief": "Start, ramp, leave and part time",
    "basis": "What quotas are made from",
    **{name: label for name, label in STEP_LABELS.items() if name != "basis"},
}
"""Contributor of the order-free attribution → what it is called."""
FAIRNESS = (
    "Uneven by patch: how far apart an average rep would land from patch to patch; 0.30 is usually "
    "30 % above or below the middle. Goes with: 1 is in step, 0 not at all, -1 against it."
)
"""What the columns of the fairness table mean."""
WORST = 10


def headline(plan: QuotaPlan, currency: str) -> str:
    """What is handed out, exactly, what the company must book, and what can be expected."""
    total, before = (
        figures.money_exact(int(cents) / 100, currency)
        for cents in (plan.quotas.amount.sum(), plan.quotas.target)
    )
    text = f"All quotas of {plan.period} sum to {total}"
    if plan.levers.cushion:
        text += f", {figures.percent(plan.levers.cushion, 1)} above the {before} asked for"
    if plan.company_target is not None:
        text += f"; the company must book {figures.money_exact(plan.company_target, currency)}"
    ratio = plan.quotas.total / 100 / plan.expected_total if plan.expected_total > 0 else None
    if ratio is None:
        return f"{text}."
    given = figures.money(plan.expected_total, currency)
    return (
        f"{text}. Quota handed out for each dollar of the {given} that average reps would book: "
        f"{figures.ratio(ratio)}."
    )


def level(plan: QuotaPlan) -> str:
    """Whether fairer quotas at this total would move the share of reps at quota."""
    kept, mine = plan.fairness.get("keep"), plan.fairness[CHOSEN]
    if kept is None or kept.participation is None or mine.participation is None:
        return ""
    now, then = kept.participation, mine.participation
    if abs(then - now) >= 0.02:
        return (
            f"At this total {figures.percent(then)} of reps reach quota, {figures.percent(now)} if "
            "last year's quotas were only scaled to it."
        )
    return (
        f"At this total {figures.percent(then)} of reps reach quota, about as many as with last "
        f"year's quotas scaled to it ({figures.percent(now)}): fairness decides who, how much is "
        "handed out decides how many."
    )


def with_potential(plan: QuotaPlan) -> str:
    """Whether rich patches come out ahead, how sure that is, and what it may come from."""
    mine = plan.fairness[CHOSEN]
    if mine.potential_correlation is None or mine.potential_band is None:
        return ""
    low, high = mine.potential_band
    text = (
        f"As chosen, attainment goes with potential at {figures.ratio(mine.potential_correlation)} "
        f"(four years in five between {figures.ratio(low)} and {figures.ratio(high)})"
    )
    if low <= 0 <= high:
        return f"{text}: luck alone could make that."
    ahead, little = ("ahead", "little") if low > 0 else ("behind", "much")
    return (
        f"{text}: rich patches come out {ahead}, as quotas ask too {little} of them or as sellers "
        "there differ. Where few people changed patch, results cannot tell which."
    )


def fairness_rows(plan: QuotaPlan, currency: str) -> list[Row]:
    """Every basis on its own, and the chosen quotas, side by side."""
    return [
        {
            "Quotas from": BASES.get(name, "As chosen, with limits"),
            "Uneven by patch (0 is fair)": figures.ratio(fair.seat_spread),
            "Goes with potential (0 is fair)": figures.ratio(fair.potential_correlation),
            "Goes with skill (wanted)": figures.ratio(fair.skill_correlation),
            "Middle rep": figures.percent(fair.median),
            "At quota": figures.percent(fair.participation),
            "Quota that fits": figures.percent(fair.fit_in_band),
            "Largest change": figures.percent(fair.largest_change),
            "Sum": figures.money_exact(fair.sum, currency),
        }
        for name, fair in plan.fairness.items()
    ]


def with_one_sum(rows: list[Row]) -> tuple[list[Row], str]:
    """Rows without the sum that all share, which goes to the title; a phone has no room for it."""
    sums = {row["Sum"] for row in rows}
    if len(sums) != 1:
        return rows, ""
    kept = [{name: text for name, text in row.items() if name != "Sum"} for row in rows]
    return kept, f", each summing to {sums.pop()}"


def worst_rows(plan: QuotaPlan, currency: str, *, names: bool) -> list[Row]:
    """The patches whose quota lies furthest from what they can give, furthest first."""
    called, quota = patches(plan, names=names), plan.quotas.money
    fitted = fit(quota, plan.seats.expected)
    known = [n for n in called if fitted[n] > 0]
    return [
        {
            "Patch": called[n],
            "Quota": figures.money(float(quota[n]), currency),
            "A quota that fits": figures.money(float(quota[n] / fitted[n]), currency),
            "Quota against patch": f"{figures.ratio(float(fitted[n]))} x",
            "To know": "; ".join(plan.flags[n]).replace("_", " "),
        }
        for n in sorted(known, key=lambda n: -abs(float(np.log(fitted[n]))))[:WORST]
    ]


def n_levels(plan: QuotaPlan) -> int:
    """Levels below the highest manager."""
    managers = plan.seats.managers
    return 0 if managers is None else int(heights(managers).max(initial=0))


def manager_rows(plan: QuotaPlan, before: QuotaPlan, currency: str, *, names: bool) -> list[Row]:
    """Sum of each manager's team; beside it the sum without what is set by hand."""
    managers = plan.seats.managers
    if managers is None:
        return []
    first, masked = managers.n_seats, exports.aliases(managers.ids, "Manager")
    shown = (managers.names or managers.ids) if names else masked
    sums = [managers.sums(one.quotas.amount)[first:] for one in (plan, before)]
    last = managers.sums(plan.quotas.stages[0].cents)[first:]
    by_level = plan.levers.over_assignment_by_level
    own = carried(managers, plan.quotas.amount, by_level)
    rows = []
    for n, name in enumerate(shown):
        mine, other = (int(column[n]) / 100 for column in sums)
        row = {
            "Team of": str(name),
            "Last year": figures.money_exact(int(last[n]) / 100, currency),
            "Sum of quotas": figures.money_exact(mine, currency),
        }
        if any(by_level):
            row["Carries"] = figures.money_exact(int(own[n]) / 100, currency)
        if plan.levers.overrides:
            row["By hand"] = figures.money_exact(mine - other, currency)
        rows.append(row)
    return rows


def patches(plan: QuotaPlan, *, names: bool) -> dict[int, str]:
    """Row → what a patch is called; a book named after its owner is masked until asked."""
    labels = plan.seats.labels["territory_id"]
    people = {rep for rep in plan.seats.labels["rep_id"] if rep}
    is_masked = not names and any(label in people for label in labels)
    called = exports.aliases(labels, "Patch") if is_masked else labels
    return {n: str(called[n]) for n, cents in enumerate(plan.quotas.amount) if cents}


def bars(plan: QuotaPlan, n: int) -> list[tuple[str, int]]:
    """Steps of one quota, cents; what adds nothing is left out, the first excepted."""
    return [
        (STEP_LABELS[stage.step], int(stage.cents[n]))
        for stage in plan.quotas.stages
        if stage.cents[n] or stage.step == "last_year"
    ]


def steps(plan: QuotaPlan, n: int, currency: str) -> list[Row]:
    """Steps of one quota, to the cent."""
    rows = [
        {
            "Step": STEP_LABELS[stage.step],
            "Adds": figures.money_exact(int(stage.cents[n]) / 100, currency),
            "Because": words,
        }
        for stage, words in zip(plan.quotas.stages, inputs(plan.quotas, n), strict=True)
        if stage.cents[n] or stage.step == "last_year"
    ]
    total = figures.money_exact(int(plan.quotas.amount[n]) / 100, currency)
    return [*rows, {"Step": "Quota", "Adds": total, "Because": ""}]


def step_title(plan: QuotaPlan, n: int, name: str, currency: str) -> str:
    """Title of the steps' chart."""
    first, last = int(plan.quotas.stages[0].cents[n]) / 100, int(plan.quotas.amount[n]) / 100
    quota = figures.money_exact(last, currency)
    if not first:
        return f"{name} had no quota last year and carries {quota} now"
    way = "more" if last > first else "less"
    if first == last:
        return f"{name} carries {quota}, as last year"
    share = figures.percent(abs(last / first - 1), 1)
    return f"{name} carries {quota}, {share} {way} than last year"


def attribution_rows(shares: Mapping[str, NDArray[np.int64]], n: int, currency: str) -> list[Row]:
    """What each lever adds to one quota, whichever is moved first."""
    return [
        {
            "Lever": LEVERS.get(name, name),
            "Adds": figures.money_exact(int(cents[n]) / 100, currency),
        }
        for name, cents in shares.items()
        if cents[n]
    ]


def table(plan: QuotaPlan, *, names: bool) -> pa.Table:
    """Every quota, to the cent, as the page shows it and a download carries it."""
    called, cents = patches(plan, names=names), plan.quotas.stages[0].cents
    rows = [n for n in range(len(cents)) if plan.quotas.amount[n] or plan.seats.carries[n]]
    labels = plan.seats.labels
    return pa.table(
        {
            "rep_id": pa.array([labels["rep_id"][n] for n in rows], pa.string()),
            "name": pa.array([labels.get("name", labels["rep_id"])[n] for n in rows], pa.string()),
            "territory_id": pa.array([called.get(n) for n in rows], pa.string()),
            "previous": [f"{int(cents[n]) / 100:.2f}" for n in rows],
            "amount": [f"{int(plan.quotas.amount[n]) / 100:.2f}" for n in rows],
            "flags": ["; ".join(plan.flags[n]) for n in rows],
        }
    )
