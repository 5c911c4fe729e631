"""Payouts of a component: who, when, how much, and all that it takes to explain them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.evaluate import Inputs, Steps
    from engine.incentives.plan import Component
    from engine.incentives.results import Results

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Payouts:
    """Payouts of one component, arrays of shape (n_payouts,)."""

    component: Component
    rep: Ints
    """Index into the people of the results."""
    period: Ints
    """Index into their periods."""
    line: Ints | None
    """Index into the deals, for a component that reads deal by deal."""
    inputs: Inputs
    steps: Steps
    """Money of the whole window, not rounded."""
    window: Ints
    """Money of the whole window, in rounding steps; on account before the year's end."""
    earlier: Ints
    """What earlier settlements of the window paid, in rounding steps."""

    @property
    def payout(self) -> Ints:
        """What this settlement pays, in rounding steps."""
        return self.window - self.earlier


def check_known(
    component: Component,
    inputs: Inputs,
    done: Steps,
    results: Results,
    rep: Ints,
    period: Ints,
) -> None:
    """Refuse pay that hangs on a measure which is not known."""
    read: list[tuple[str, Floats | None]] = [
        *((g.reading.measure, v) for g, v in zip(component.gates, inputs.gates, strict=True)),
        (component.modifier.reading.measure if component.modifier else "", inputs.modifier),
    ]
    for measure, values in read:
        if values is not None:
            _refuse(np.isnan(values) & (done.threshold != 0), measure, results, rep, period)
    _refuse(np.isnan(done.curve), component.second or component.measure, results, rep, period)


def _refuse(
    unknown: NDArray[np.bool_], measure: str, results: Results, rep: Ints, period: Ints
) -> None:
    if unknown.any():
        n = int(np.argmax(unknown))
        raise DataError(
            f"{results.reps[rep[n]]} has no {measure} in the window that ends with "
            f"{results.periods[period[n]]}, and the plan reads it.",
            f"Add rows of the measure {measure}.",
        )
