"""Read a plan and compile it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import PlanError
from engine.incentives import schedule
from engine.incentives.curve import PayoutCurve
from engine.incentives.form import LATER, PlanForm
from engine.model.document import Document, parse_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.incentives.form import Schedule
    from engine.incentives.schedule import Pieces


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """An incentive plan, compiled."""

    name: str
    curve: PayoutCurve
    roles: frozenset[str] = frozenset()
    """Roles that it pays; empty pays everybody."""
    base_pay: float = float("nan")
    """Money a year for a rep whose own base pay is not known."""
    target_incentive: float = float("nan")
    """Money a year for a rep whose own target incentive is not known."""


def read_plan(text: str, source: str) -> Plan:
    """
    Read a plan document.

    Parameters
    ----------
    text : str
        A ``plan/1`` document.
    source : str
        Name by which errors call it.

    Raises
    ------
    PlanError
        If it is not such a document, or uses a rule that this version does not act on.
    """
    document = parse_document(text, source, PlanError)
    known = {pattern.rsplit(".", 1)[-1] for pattern in LATER}
    form = document.read(PlanForm, document.without(LATER), known)
    component = form.components[0]
    if component.input.attainment not in form.measures:
        raise document.error(
            ("components", 0, "input", "attainment"),
            f"“{component.input.attainment}” is none of the measures of the plan.",
            f"Name one of: {', '.join(form.measures)}.",
        )
    at, intercept, slope = _pieces(component.curve, document)
    curve = PayoutCurve(
        at, intercept, slope, component.curve.boundary, component.threshold, component.cap
    )
    return Plan(
        form.plan,
        curve,
        frozenset(form.applies_to.role),
        float("nan") if form.pay.base is None else form.pay.base,
        float("nan") if form.pay.target_incentive is None else form.pay.target_incentive,
    )


def _pieces(written: Schedule, document: Document) -> Pieces:
    path = ("components", 0, "curve")
    key = "points" if written.method == "interpolate" else "tiers"
    pairs = [(x, y) for x, y in getattr(written, key) or ()]
    if not pairs:
        raise document.error(path, f"a curve of method {written.method} needs {key}.")
    steps = np.diff([x for x, _ in pairs])
    ascend = (steps >= 0).all() and steps.any() if key == "points" else (steps > 0).all()
    if not ascend:
        raise document.error((*path, key), f"{key} must ascend.")
    return _compile(written, pairs)


def _compile(written: Schedule, pairs: Sequence[tuple[float, float]]) -> Pieces:
    if written.method == "interpolate":
        return schedule.interpolate(pairs, written.below, written.above)
    by_method = {
        "marginal": schedule.marginal,
        "whole": schedule.whole,
        "lookup": schedule.lookup,
    }
    return by_method[written.method](pairs)
