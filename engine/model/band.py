"""An estimate with its 80 % band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Band:
    """Middle and the ends between which it lies four times in five."""

    p10: float
    p50: float
    p90: float

    @classmethod
    def of(cls, draws: NDArray[np.float64]) -> Band:
        """Quantiles of draws, shape (n_draws,); ``nan`` draws are left aside."""
        # np.nanquantile takes thirty times as long, and each figure of each slider step has one
        known = np.sort(draws[~np.isnan(draws)])
        if not known.size:
            return cls(float("nan"), float("nan"), float("nan"))
        p10, p50, p90 = np.interp(
            np.array([0.1, 0.5, 0.9]) * (known.size - 1), np.arange(known.size), known
        )
        return cls(float(p10), float(p50), float(p90))

    def over(self, others: Iterable[Band]) -> Band:
        """Its middle, with ends that reach over others as well."""
        bands = [self, *others]
        return Band(min(b.p10 for b in bands), self.p50, max(b.p90 for b in bands))


def reaching(
    figures: Mapping[str, float | Band], ends: Iterable[Mapping[str, float | Band]]
) -> dict[str, float | Band]:
    """
    Figures that reach over those at both ends, by key; middles stay.

    A plain number that is another at an end becomes a band, one that is the same stays.
    """
    found, at_ends = dict(figures), list(ends)
    for key, value in figures.items():
        band = _as_band(value)
        others = [_as_band(end[key]) for end in at_ends if key in end]
        if any(other != band for other in others):
            found[key] = band.over(others)
    return found


def middle(value: object) -> float | None:
    """Middle of an estimate, or the number itself; ``None`` for anything else."""
    if isinstance(value, Band):
        return value.p50
    return float(value) if isinstance(value, float | int) else None


def _as_band(value: float | Band) -> Band:
    return value if isinstance(value, Band) else Band(value, value, value)
