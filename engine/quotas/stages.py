"""The way from last year's quota to this one, step by step, in whole cents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One step: what it adds to each quota, and what it was made from."""

    step: str
    """Key, such as ``ramp``; what it means is in :mod:`engine.quotas.words`."""
    cents: NDArray[np.int64]
    """What the step adds, shape (n,)."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What made it: numbers for all, arrays of shape (n,) by seat."""


class Path:
    """Amounts after each step as they are made, to be cut into whole cents at the end."""

    def __init__(self, start: NDArray[np.float64]) -> None:
        self.amounts = start
        self._steps: list[tuple[str, NDArray[np.float64], Mapping[str, Any]]] = []
        self.add("last_year", start)

    def add(self, step: str, amounts: NDArray[np.float64], **facts: Any) -> None:
        """Note what the quotas are after a step; a later step begins there."""
        self._steps.append((step, amounts, facts))
        self.amounts = amounts

    def stages(self, final: NDArray[np.int64]) -> tuple[Stage, ...]:
        """
        Differences from step to step; they sum to the final amounts, to the cent.

        A step that changes nobody's quota is left out, the first excepted. The cents that
        rounding moves are part of each quota's last step, as a cent is no step for a reader.
        """
        values = np.rint([amounts for _, amounts, _ in self._steps]).astype(np.int64)
        changes = np.diff(values, axis=0, prepend=0)
        last = len(changes) - 1 - np.argmax(changes[::-1] != 0, axis=0)
        last[~changes.any(axis=0)] = 0
        changes[last, np.arange(len(final))] += final - values[-1]
        return tuple(
            Stage(step, change, facts)
            for n, ((step, _, facts), change) in enumerate(zip(self._steps, changes, strict=True))
            if n == 0 or change.any()
        )
