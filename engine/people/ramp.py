"""How fast a new seller becomes as productive as the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ramp:
    """
    Productive share in each month of tenure, decimals; full from then on.

    Raises
    ------
    DataError
        If a share lies outside 0 to 1.
    """

    by_month: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check the shares."""
        if not all(0.0 <= share <= 1.0 for share in self.by_month):
            raise DataError(f"A ramp of {self.by_month} has shares outside 0 to 1.")

    @classmethod
    def by_quarter(cls, *shares: float) -> Ramp:
        """Ramp whose shares hold for a quarter of tenure each."""
        return cls(tuple(share for share in shares for _ in range(3)))

    def share(self, month: int) -> float:
        """Productive share in a month of tenure, from 0."""
        return self.by_month[month] if month < len(self.by_month) else 1.0

    def months(self, tenure: ArrayLike) -> NDArray[np.float64]:
        """
        Months' worth of full productivity in the first months of tenure.

        Parameters
        ----------
        tenure : array_like
            Months since the start; none before it.

        Returns
        -------
        ndarray, same shape
            The integral of the ramp.
        """
        length = len(self.by_month)
        reached = np.concatenate([[0.0], np.cumsum(self.by_month)])
        after = np.clip(np.asarray(tenure, dtype=np.float64), 0.0, None)
        rising = np.interp(after, np.arange(length + 1), reached)
        return np.asarray(rising + np.clip(after - length, 0.0, None))


USUAL = Ramp.by_quarter(0.25, 0.60, 0.85)
"""Where no history says how newcomers ramp: a usual value, not one measured here."""
