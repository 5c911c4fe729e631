"""A lever: one number that a person may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.errors import LeverError

Unit = Literal["share", "money", "multiple", "number"]


@dataclass(frozen=True, slots=True)
class Lever:
    """One number that a person may change; pages and the Method page render from it."""

    key: str
    """Place in the scenario and in its file, such as ``quota.growth``."""
    label: str
    unit: Unit
    """``share`` is a decimal, shown in percent; ``multiple`` is a factor."""
    min: float
    max: float
    step: float
    default: float | None
    """Value that changes nothing; ``None`` where the lever is off or keeps what the plan says."""
    sentence: str
    """What moving it does, to be read out."""

    def check(self, value: float) -> None:
        """
        Refuse a value outside the range in which the lever means anything.

        Raises
        ------
        LeverError
            If it lies outside, or is not a number.
        """
        if not self.min <= value <= self.max:
            raise LeverError(
                f"{self.label} ({self.key}) is {self._text(value)}; it may be "
                f"{self._text(self.min)} to {self._text(self.max)}."
            )

    def _text(self, value: float) -> str:
        if self.unit == "share":
            return f"{value:.10g}" if value != value else f"{100 * value:.6g} %"
        return f"{value:,.0f}" if self.unit == "money" else f"{value:g}"
