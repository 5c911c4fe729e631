"""An estimate with its 80 % band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
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
        p10, p50, p90 = np.nanquantile(draws, [0.1, 0.5, 0.9])
        return cls(float(p10), float(p50), float(p90))
