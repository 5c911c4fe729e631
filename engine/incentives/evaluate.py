"""One component at many inputs: curve, threshold, gate, modifier and cap, in that order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.curve import paid, piece
from engine.incentives.matrix import PayoutMatrix, paid_by_two

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.incentives.plan import Component

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What a component reads at each evaluation, arrays of one shape."""

    x: Floats
    """Attainment, or money."""
    unit: Floats
    """Money for each unit that the curve gives."""
    second: Floats | None = None
    """Column of a matrix."""
    part: Floats | None = None
    """Part of ``x`` that is paid, where that is not all of it (``ytd_rate``)."""
    gates: tuple[Floats, ...] = ()
    """What each gate reads."""
    modifier: Floats | None = None
    """What the modifier reads."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Money after each step, arrays of one shape, not rounded."""

    curve: Floats
    threshold: Floats
    gate: Floats
    modifier: Floats
    cap: Floats

    @property
    def money(self) -> Floats:
        """What the component pays in the window."""
        return self.cap

    def changes(self) -> dict[str, Floats]:
        """What each step after the curve adds or takes, money."""
        names = ("curve", "threshold", "gate", "modifier", "cap")
        return {
            name: getattr(self, name) - getattr(self, before)
            for before, name in itertools.pairwise(names)
        }


def evaluate(component: Component, inputs: Inputs) -> Steps:
    """
    Pay of one component.

    Parameters
    ----------
    component : Component
        The compiled component.
    inputs : Inputs
        What it reads, any shape.
    """
    return act(component, inputs, given(component, inputs) * inputs.unit)


def act(component: Component, inputs: Inputs, curve: Floats) -> Steps:
    """What becomes of the curve's money: threshold, gates, modifier, cap."""
    x = inputs.x
    met = curve if component.threshold is None else np.where(x < component.threshold, 0.0, curve)
    gated = met * gate_factor(component, inputs.gates) if component.gates else met
    modified = gated if inputs.modifier is None else gated * modifier_factor(component, inputs)
    capped = modified
    if component.cap is not None:
        most = component.cap if component.is_money else component.cap * inputs.unit
        capped = np.minimum(modified, most)
    return Steps(curve, met, gated, modified, capped)


def given(component: Component, inputs: Inputs) -> Floats:
    """What the curve gives, in its own unit: a payout share, money or a rate's yield."""
    curve = component.curve
    if isinstance(curve, PayoutMatrix):
        if inputs.second is None:
            raise ValueError(f"{component.id} reads two inputs.")
        return paid_by_two(curve, inputs.x, inputs.second)
    if inputs.part is not None:
        return tier_rate(component, inputs.x) * inputs.part
    return paid(curve, inputs.x)


def tier_rate(component: Component, x: Floats) -> Floats:
    """Value of the tier that each input lies in."""
    curve = component.curve
    if isinstance(curve, PayoutMatrix):
        raise ValueError(f"{component.id} has no tiers.")
    value = curve.intercept if component.method == "lookup" else curve.slope
    return value[piece(curve, x)]


def gate_factor(component: Component, read: Sequence[Floats]) -> Floats:
    """Product over the gates of 1 where open and the gate's own factor where shut."""
    factor = np.ones_like(read[0])
    for gate, values in zip(component.gates, read, strict=True):
        factor *= np.where(values >= gate.at_least - 1e-12, 1.0, gate.else_multiply)
    return factor


def modifier_factor(component: Component, inputs: Inputs) -> Floats:
    """Factor of the individual modifier; 1 where its measure is not known."""
    modifier, read = component.modifier, inputs.modifier
    if modifier is None or read is None:
        return np.ones_like(inputs.x)
    factor = read if modifier.curve is None else paid(modifier.curve, read)
    return np.where(np.isnan(read), 1.0, factor)
