"""A flat change of whatever plan is in force: accelerator, threshold, cap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.incentives.curve import PayoutCurve, accelerate
from engine.incentives.matrix import accelerate_rows
from engine.model.scenario import KEEP, CurveChange

if TYPE_CHECKING:
    from engine.incentives.plan import Component, Plan


def change_plan(plan: Plan, levers: CurveChange) -> Plan:
    """
    Plan with a steeper (or flatter) slope above 100 %, another threshold, another cap.

    Only components whose tiers stand at attainments are accelerated or given a threshold. A cap
    is one on the plan's whole pay and takes the place of every cap that it had. No change returns
    the plan itself.
    """
    if levers == CurveChange():
        return plan
    components = tuple(_change(component, levers) for component in plan.components)
    adjustments = plan.adjustments
    if levers.cap != KEEP:
        components = tuple(replace(component, cap=None) for component in components)
        adjustments = adjustments.model_copy(update={"plan_cap": levers.cap})
    return replace(plan, components=components, adjustments=adjustments)


def _change(component: Component, levers: CurveChange) -> Component:
    if not component.reads_attainment:
        return component
    curve = component.curve
    faster = (
        accelerate(curve, levers.accelerator)
        if isinstance(curve, PayoutCurve)
        else accelerate_rows(curve, levers.accelerator)
    )
    kept = component.threshold if levers.threshold == KEEP else levers.threshold
    return replace(component, curve=faster, threshold=kept)
