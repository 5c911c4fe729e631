"""The payout curve of a whole plan: what a year at each attainment pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import PlanError
from engine.incentives.matrix import PayoutMatrix
from engine.incentives.year import BOOKINGS, year_pay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.incentives.plan import Component, Plan, Reading

    Floats = NDArray[np.float64]

TOP = 2.0
"""Attainment up to which a curve is drawn."""
NEAR = 1e-9
"""Distance at which the two sides of a step are looked at."""
_STEP = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class PlanCurve:
    """What a plan pays at one quota and target incentive, all attainments equal."""

    plan: Plan
    quota: float
    """Money a year; 1 where no component reads money."""
    target_incentive: float
    """Money a year; ``nan`` where not known."""
    scale: float
    """Money that a payout share of 1 is: target incentive, or pay at quota without one."""

    def share(self, attainment: Floats) -> Floats:
        """Payout share at each attainment, same shape."""
        x = np.atleast_2d(np.asarray(attainment, dtype=np.float64))
        target = self.scale if np.isnan(self.target_incentive) else self.target_incentive
        paid = year_pay(self.plan, {BOOKINGS: x}, np.array([self.quota]), np.array([target]))
        return paid.reshape(np.shape(attainment)) / self.scale

    def money(self, share: float) -> float | None:
        """A payout share in money, ``None`` where target incentive is not known."""
        return None if np.isnan(self.target_incentive) else share * self.scale

    def slope(self, attainment: Floats) -> Floats:
        """What the next unit of attainment pays, as a payout share."""
        after = np.asarray(attainment, dtype=np.float64) + NEAR
        width = 1e-5
        return np.round((self.share(after + width) - self.share(after)) / width, 6)

    def breaks(self) -> Floats:
        """Attainments above 0 at which the curve may bend or jump, ascending."""
        found = [x for c in self.plan.components for x in _breaks(c, self.quota)]
        kept = sorted({round(x, 12) for x in found if np.isfinite(x) and x > 0})
        return np.array(kept, dtype=np.float64)

    def grid(self) -> Floats:
        """Attainments at which the curve is drawn: every percent and every break."""
        even = np.round(np.arange(0.0, TOP + _STEP / 2, _STEP), 2)
        breaks = self.breaks()
        return np.unique(np.concatenate([even, breaks[breaks <= TOP]]))


def plan_curve(
    plan: Plan, *, quota: float | None = None, target_incentive: float | None = None
) -> PlanCurve:
    """
    Curve of a plan.

    Parameters
    ----------
    plan : Plan
        The plan.
    quota, target_incentive : float, optional
        Money a year; the plan's own where left out.

    Raises
    ------
    PlanError
        If a component pays on money and no quota is known, or the plan pays nothing at quota
        and has no target incentive.
    """
    at_quota = plan.quota if quota is None else quota
    target = plan.target_incentive if target_incentive is None else target_incentive
    if any(component.is_money for component in plan.components) and np.isnan(at_quota):
        raise PlanError(
            f"{plan.name} pays on money, and no quota is known to draw its curve at.",
            "Give --quota, or pay.quota in the plan.",
        )
    at_quota = 1.0 if np.isnan(at_quota) else at_quota
    if target > 0:
        return PlanCurve(plan, at_quota, target, target)
    if all(not component.is_money for component in plan.components):
        return PlanCurve(plan, at_quota, np.nan, 1.0)
    alone = PlanCurve(plan, at_quota, 0.0, 1.0)
    at_target = float(alone.share(np.array([1.0]))[0])
    if at_target <= 0:
        raise PlanError(f"{plan.name} pays nothing at quota, so its curve has no scale.")
    return PlanCurve(plan, at_quota, 0.0, at_target)


def _breaks(component: Component, quota: float) -> Iterator[float]:
    """Attainments at which a component may bend or jump."""
    money = component.is_money and not component.tiers_in_attainment
    unit = quota if money else 1.0
    curve = component.curve
    if isinstance(curve, PayoutMatrix):
        yield from (*curve.rows, *curve.cols)
    else:
        yield from curve.at / unit
        if component.cap is not None:
            yield from _reaches(component, quota)
    if component.threshold is not None:
        yield component.threshold / unit
    for gate in component.gates:
        yield gate.at_least / _unit(gate.reading, quota)
    if component.modifier is not None and component.modifier.curve is not None:
        yield from component.modifier.curve.at / _unit(component.modifier.reading, quota)


def _unit(reading: Reading, quota: float) -> float:
    return 1.0 if reading.is_attainment else quota


def _reaches(component: Component, quota: float) -> Iterator[float]:
    """Attainments at which straight pieces of a curve reach the component's cap."""
    curve, cap = component.curve, component.cap
    if isinstance(curve, PayoutMatrix) or cap is None:
        return
    scaled = component.tiers_in_attainment and component.method in ("marginal", "whole")
    most = cap / quota if scaled else cap
    unit = quota if component.is_money and not component.tiers_in_attainment else 1.0
    for k, slope in enumerate(curve.slope):
        if slope > 0:
            yield (most - curve.intercept[k]) / slope / unit
