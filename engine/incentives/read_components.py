"""Components of a plan document, checked and compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.incentives import schedule
from engine.incentives.curve import PayoutCurve
from engine.incentives.matrix import PayoutMatrix
from engine.incentives.plan import Component, Gate, Interim, Modifier, Reading
from engine.incentives.read_deals import check_ascending, check_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.incentives.form.components import (
        ComponentForm,
        CurveForm,
        GateForm,
        InputForm,
        ModifierForm,
    )
    from engine.incentives.form.plan import PlanForm
    from engine.model.crediting import Measure
    from engine.model.document import Document

    Path = tuple[str | int, ...]
    Measures = dict[str, Measure]

_READS = {
    "marginal": ("tiers", "boundary"),
    "whole": ("tiers", "boundary"),
    "lookup": ("tiers", "boundary"),
    "interpolate": ("points", "below", "above", "boundary"),
    "matrix": ("rows", "cols", "grid", "between", "boundary"),
}
"""Keys of a curve that its method reads."""


def read_components(
    form: PlanForm, measures: Sequence[Measure], document: Document
) -> tuple[Component, ...]:
    """
    Compile the components of a plan.

    Raises
    ------
    PlanError
        With the line, if a component contradicts itself or the others.
    """
    known = {measure.name: measure for measure in measures}
    components = tuple(
        _component(n, component, known, document) for n, component in enumerate(form.components)
    )
    check_names([component.id for component in components], ("components",), document)
    _check_weights(form.components, document)
    return components


def _component(n: int, form: ComponentForm, measures: Measures, document: Document) -> Component:
    path: Path = ("components", n)
    is_money = _check_input(form, measures, path, document)
    measure = (form.input.amount if is_money else form.input.attainment) or ""
    each_deal = measure == "deal" and is_money and "deal" not in measures
    component = Component(
        id=form.id or f"component {n + 1}",
        measure="" if each_deal else measure,
        curve=_curve(form.curve, (*path, "curve"), document),
        method=form.curve.method,
        is_money=is_money,
        tiers_in_attainment=form.input.tiers_in is not None,
        second=form.input.second or "",
        weight=1.0 if form.weight is None else form.weight,
        window=form.window or ("deal" if each_deal else "period"),
        is_against_year=form.against == "year",
        threshold=form.threshold,
        gates=tuple(_gate(gate, (*path, "gate"), measures, document) for gate in form.gate),
        modifier=_modifier(form.multiply_by, (*path, "multiply_by"), measures, document),
        cap=form.cap,
        interim=Interim(form.interim.share, form.interim.cap) if form.interim else None,
    )
    _check_window(component, each_deal, path, document)
    return component


def _check_input(form: ComponentForm, measures: Measures, path: Path, document: Document) -> bool:
    """Whether the input is money; refuse one that names nothing or too much."""
    given, here = form.input, (*path, "input")
    if (given.attainment is None) == (given.amount is None):
        raise document.error(here, "an input has either attainment or amount.")
    is_money = given.amount is not None
    if given.tiers_in and (not is_money or given.amount == "deal"):
        raise document.error(here, "tiers_in goes with the amount of a measure.")
    if is_money and form.weight is not None:
        raise document.error(
            (*path, "weight"), "an amount pays money at once and has no weight.", "Remove it."
        )
    if (given.second is not None) != (form.curve.method == "matrix"):
        raise document.error(here, "second and the method matrix go together.")
    _check_names_known(given, measures, here, document)
    return is_money


def _check_names_known(
    given: InputForm, measures: Measures, here: Path, document: Document
) -> None:
    for key in ("attainment", "amount", "second"):
        name = getattr(given, key)
        if name is not None and not (key == "amount" and name == "deal"):
            _check_measure(name, measures, key != "amount", (*here, key), document)
            if key == "amount" and measures[name].kind == "ratio":
                raise document.error((*here, key), f"{name} is a ratio and no amount.")


def _check_measure(
    name: str, measures: Measures, is_attainment: bool, path: Path, document: Document
) -> None:
    if name not in measures:
        raise document.error(
            path,
            f"“{name}” is none of the measures of the plan.",
            f"Name one of: {', '.join(measures)}.",
        )
    if is_attainment and measures[name].kind == "ratio" and measures[name].target is None:
        raise document.error(path, f"the ratio {name} has no target.", "Give measures a target.")


def _check_window(component: Component, each_deal: bool, path: Path, document: Document) -> None:
    here = (*path, "window")
    if each_deal and component.window != "deal":
        raise document.error(here, "amount: deal is read with window: deal.")
    if component.window == "ytd_rate" and component.method not in ("marginal", "whole", "lookup"):
        raise document.error(here, "ytd_rate takes the rate of a tier.", "Give the curve tiers.")
    if component.interim is not None and component.window != "annual":
        raise document.error((*path, "interim"), "interim goes with window: annual.")


def _check_weights(forms: Sequence[ComponentForm], document: Document) -> None:
    shares = [form for form in forms if form.input.amount is None]
    weights = [form.weight for form in shares if form.weight is not None]
    if len(shares) > 1 and len(weights) < len(shares):
        n = next(n for n, f in enumerate(forms) if f in shares and f.weight is None)
        raise document.error(("components", n), "a component has no weight.", "Weights sum to 1.")
    if weights and abs(sum(weights) - 1) > 1e-6:
        raise document.error(
            ("components",), f"the weights sum to {sum(weights):g}.", "They sum to 1."
        )


def _gate(form: GateForm, path: Path, measures: Measures, document: Document) -> Gate:
    reading = _reading(form.measure, form.attainment, path, measures, document)
    return Gate(reading, form.at_least, form.else_multiply)


def _modifier(
    form: ModifierForm | None, path: Path, measures: Measures, document: Document
) -> Modifier | None:
    if form is None:
        return None
    reading = _reading(form.measure, form.attainment, path, measures, document)
    if form.tiers is not None and form.points is not None:
        raise document.error(path, "a modifier has either tiers or points.")
    if form.points is not None:
        points = [(x, y) for x, y in form.points]
        _check_points([x for x, _ in points], (*path, "points"), document)
        return Modifier(reading, PayoutCurve(*schedule.interpolate(points, "flat"), form.boundary))
    if form.tiers is None:
        return Modifier(reading)
    pairs = [(x, y) for x, y in form.tiers]
    check_ascending([x for x, _ in pairs], (*path, "tiers"), document)
    return Modifier(reading, PayoutCurve(*schedule.lookup(pairs), form.boundary))


def _reading(
    measure: str | None,
    attainment: str | None,
    path: Path,
    measures: Measures,
    document: Document,
) -> Reading:
    if (measure is None) == (attainment is None):
        raise document.error(path, f"{path[-1]} has either measure or attainment.")
    name = measure or attainment or ""
    _check_measure(name, measures, measure is None, path, document)
    return Reading(name, measure is None)


def _curve(form: CurveForm, path: Path, document: Document) -> PayoutCurve | PayoutMatrix:
    reads = _READS[form.method]
    for key in sorted(form.model_fields_set - {"method"}):
        if key not in reads:
            raise document.error(
                (*path, key), f"a curve of method {form.method} does not read {key}."
            )
    if form.method == "matrix":
        return _matrix(form, path, document)
    return _schedule(form, path, document)


def _schedule(form: CurveForm, path: Path, document: Document) -> PayoutCurve:
    key = "points" if form.method == "interpolate" else "tiers"
    pairs = [(x, y) for x, y in getattr(form, key) or ()]
    if not pairs:
        raise document.error(path, f"a curve of method {form.method} needs {key}.")
    here = (*path, key)
    if form.method == "interpolate":
        _check_points([x for x, _ in pairs], here, document)
        return PayoutCurve(*schedule.interpolate(pairs, form.below, form.above), form.boundary)
    check_ascending([x for x, _ in pairs], here, document)
    compile_ = {
        "marginal": schedule.marginal,
        "whole": schedule.whole,
        "lookup": schedule.lookup,
    }[form.method]
    return PayoutCurve(*compile_(pairs), form.boundary)


def _check_points(at: Sequence[float], path: Path, document: Document) -> None:
    steps = np.diff(at)
    if (steps < 0).any() or not (steps > 0).any():
        raise document.error(path, "points must ascend.")
    if ((steps[1:] == 0) & (steps[:-1] == 0)).any():
        raise document.error(path, "three points have one x; two make a jump.")


def _matrix(form: CurveForm, path: Path, document: Document) -> PayoutMatrix:
    rows, cols, grid = form.rows, form.cols, form.grid
    if rows is None or cols is None or grid is None:
        raise document.error(path, "a matrix needs rows, cols and grid.")
    check_ascending(rows, (*path, "rows"), document)
    check_ascending(cols, (*path, "cols"), document)
    if len(grid) != len(rows) or any(len(line) != len(cols) for line in grid):
        raise document.error(
            (*path, "grid"), f"the grid must hold {len(rows)} rows of {len(cols)} values."
        )
    return PayoutMatrix(np.array(rows), np.array(cols), np.array(grid), form.between, form.boundary)
