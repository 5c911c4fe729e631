"""The charts in words and numbers: a table beside each picture, for whoever does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pages._shared import figures, lever_words, settling, written
from pages._shared.charts.concentration import carried, tenths
from pages._shared.charts.median_gap import STEPS
from pages._shared.charts.quota_fit import BAND
from pages._shared.charts.side import attainments, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.model.band import Band
    from engine.model.results import AsIs, ScenarioResult
    from engine.model.scenario import Scenario
    from pages._shared.charts.side import Side

Row = dict[str, str]
FIGURES = (
    "median_attainment",
    "participation",
    "below_80",
    "fit_in_band",
    "fit_spread",
    "quota_total",
    "quota_to_expected",
    "bookings",
    "target",
    "target_gap",
    "target_chance",
    "payout",
    "over_budget_chance",
    "ccos",
    "balance_cv_potential",
    "balance_cv_workload",
)
"""All figures of a comparison, in the order of its table."""
PARTS = (
    "median_attainment",
    "participation",
    "below_80",
    "fit_in_band",
    "quota_total",
    "bookings",
    "payout",
)
"""Figures whose change is shared among what was moved."""
ATTAINMENT_BANDS = ((-np.inf, 0.5), (0.5, 0.8), (0.8, 1.0), (1.0, 1.2), (1.2, np.inf))
_BAND_NAMES = ("below 50 %", "50 to 80 %", "80 to 100 %", "100 to 120 %", "120 % and above")
_UPPER = float(np.nextafter(BAND[1], 2))  # the band's upper end fits
_FIT_BANDS = ((-np.inf, BAND[0]), (BAND[0], _UPPER), (_UPPER, np.inf))
_FIT_NAMES = ("more than 15 % too small", "within 15 %", "more than 15 % too big")
_QUARTERS = (("A quarter below", 0.25), ("Half below", 0.5), ("Three quarters below", 0.75))
_CURVE_AT = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


def attainment(sides: Sequence[Side]) -> list[Row]:
    """Reps by band of attainment, one column a side."""
    columns = {side.name: attainments(side.result) for side in sides}
    return _by_band("Attainment", columns, ATTAINMENT_BANDS, _BAND_NAMES)


def attainment_as_is(as_is: AsIs) -> list[Row]:
    """Reps of a past period by band of attainment."""
    columns = {"Reps": attainments(as_is)}
    return _by_band("Attainment", columns, ATTAINMENT_BANDS, _BAND_NAMES)


def fit(sides: Sequence[Side]) -> list[Row]:
    """Reps by how their quota fits their patch, one column a side."""
    columns = {side.name: numbers(side.result, "fit") for side in sides}
    return _by_band("Quota for the patch", columns, _FIT_BANDS, _FIT_NAMES)


def fit_as_is(as_is: AsIs) -> list[Row]:
    """Reps of a past period by how their quota fits their patch."""
    columns = {"Reps": numbers(as_is, "fit")}
    return _by_band("Quota for the patch", columns, _FIT_BANDS, _FIT_NAMES)


def curves(sides: Sequence[Side]) -> list[Row]:
    """Share of target incentive paid at seven attainments, one column a side."""
    return [
        {"Attainment": figures.percent(at)} | {side.name: _paid(side.result, at) for side in sides}
        for at in _CURVE_AT
    ]


def concentration(as_is: AsIs) -> list[Row]:
    """Share of bookings by tenth of reps, the strongest first."""
    shares = tenths(carried(as_is))
    return [
        {"Tenth of reps": str(place), "Share of bookings": figures.percent(float(share), 1)}
        for place, share in enumerate(shares, start=1)
    ]


def gap(parts: Mapping[str, float]) -> list[Row]:
    """Three parts of the median gap."""
    return [
        {"Part": words, "Also called": key, "Size": figures.points(parts[key], 1)}
        for key, words in STEPS
    ]


def groups(parts: Sequence[tuple[str, NDArray[np.float64]]]) -> list[Row]:
    """Reps, quarter, middle and three-quarter results of each group."""
    return [
        {"Group": name, "Reps": figures.count(people.size)}
        | {words: figures.percent(float(np.quantile(people, at))) for words, at in _QUARTERS}
        for name, people in parts
    ]


def money_line(sides: Sequence[Side], currency: str) -> list[Row]:
    """Target, expected bookings and quota handed out of each side."""
    keys = ("target", "bookings", "target_gap", "target_chance", "quota_total")
    labels = written.labels(keys)
    return [
        {"": labels[key]} | {side.name: _cell(key, side.result, None, currency) for side in sides}
        for key in keys
    ]


def levers(sides: Sequence[Side], scenarios: Sequence[Scenario], currency: str) -> list[Row]:
    """What each scenario changes, in words, what that costs, what is left, and its note."""
    rows = [
        {
            "Scenario": side.name,
            "Changes": lever_words.levers_in_words(scenario.levers(), currency),
            "What it costs": settling.cost(side.result, currency),
            "Once settled": settling.later(side.result, currency),
            "Note": scenario.note,
        }
        for side, scenario in zip(sides, scenarios, strict=True)
    ]
    said = [name for name in rows[0] if any(row[name] for row in rows)] if rows else []
    return [{name: row[name] for name in said} for row in rows]


def comparison(
    sides: Sequence[Side],
    differences: Sequence[Mapping[str, float | Band]],
    currency: str,
) -> list[Row]:
    """All figures of all sides, each scenario with its paired change and band."""
    labels = written.labels(FIGURES)
    rows = []
    for key in FIGURES:
        if all(key not in side.result.metrics for side in sides):
            continue
        row = {"Figure": labels[key]}
        for number, side in enumerate(sides):
            change = differences[number - 1].get(key) if number else None
            before = sides[0].result.metrics.get(key)
            row[side.name] = _cell(key, side.result, before, change, currency)
        rows.append(row)
    return rows


def parts(found: Mapping[str, Mapping[str, float]], currency: str) -> list[Row]:
    """What each group of levers adds to each figure, and what they add in all."""
    keys = [key for key in PARTS if all(key in part for part in found.values())]
    labels = written.labels(keys)
    rows = []
    for key in keys:
        changes = {name: part[key] for name, part in found.items()}
        said = {f"from {name}": written.change(key, x, currency) for name, x in changes.items()}
        whole = written.change(key, sum(changes.values()), currency)
        rows.append({"Figure": labels[key]} | said | {"in all": whole})
    return rows


def _cell(
    key: str, result: ScenarioResult, before: object, change: written.Value, currency: str
) -> str:
    value = result.metrics.get(key)
    if value is None or isinstance(value, dict):
        return figures.MISSING
    text = written.value(key, value, currency)
    if written.is_nothing(change):
        likely = written.band(key, value, currency)
        return f"{text} ({likely})" if likely else text
    likely = written.change_band(key, change, currency)
    moved = written.change(key, change, currency)
    if written.is_its_own(key, before, value, change, currency):
        moved += " year by year"
    return f"{text}, {moved} ({likely})" if likely else f"{text}, {moved}"


def _by_band(
    what: str,
    columns: Mapping[str, NDArray[np.float64]],
    bands: Sequence[tuple[float, float]],
    names: Sequence[str],
) -> list[Row]:
    return [
        {what: name}
        | {
            side: figures.count(int(((people >= low) & (people < high)).sum()))
            for side, people in columns.items()
        }
        for (low, high), name in zip(bands, names, strict=True)
    ]


def _paid(result: ScenarioResult, at: float) -> str:
    curve = result.curve
    return figures.percent(float(np.interp(at, curve.attainment, curve.payout_share)))
