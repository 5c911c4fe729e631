"""How fair quotas are: whether what decides about a quota's ease is the seat or the seller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.attainment import middle_rep
from engine.metrics.fit import fit, fit_spread, rank_correlation, share_in_band

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fairness:
    """One set of quotas for the team; ``None`` where the data cannot say."""

    seat_spread: float | None
    """Standard deviation of ln(expected bookings of an average rep / quota): the spread of
    attainment that is the seat's doing; 0 is fair."""
    potential_correlation: float | None
    """Rank correlation of expected attainment and potential; 0 is fair."""
    skill_correlation: float | None
    """Rank correlation of expected attainment and what the rep brings; above 0 is wanted."""
    median: float | None
    """The middle rep's attainment, in the middle of the possible years."""
    participation: float | None
    """Share of reps at quota, in the middle of the possible years."""
    largest_change: float | None
    """Largest change of a quota against last year's, a decimal."""
    fit_in_band: float | None
    """Share of quota money within 15 % of what the patch can be expected to give."""
    sum: float
    """Money."""


def fairness(
    quota: Amounts,
    previous: Amounts,
    expected: Amounts,
    potential: Amounts,
    skill: Amounts,
    years: NDArray[np.float64],
    held: NDArray[np.bool_],
) -> Fairness:
    """
    Judge one set of quotas.

    Parameters
    ----------
    quota, previous, expected, potential : ndarray, shape (n,)
        Money a year; 0 without a quota, ``nan`` where an expectation or potential is not known.
    skill : ndarray, shape (n,)
        What each rep brings above an average one, on any rising scale; ``nan`` where not known.
    years : ndarray, shape (n, n_draws)
        Result of each seat in possible years, money; no draws where none can be made.
    held : ndarray of bool, shape (n,)
        Whether somebody sits there; only they have an attainment.
    """
    measured = held & (quota > 0)
    attained = years[measured] / quota[measured][:, np.newaxis]
    drawn = attained.size > 0
    usual = np.full(len(quota), np.nan)
    if drawn:
        usual[measured] = attained.mean(axis=1)
    carried = (previous > 0) & (quota > 0)
    change = np.abs(quota[carried] / previous[carried] - 1)
    fitted = fit(quota, expected)
    return Fairness(
        _known(fit_spread(fitted)),
        _known(rank_correlation(usual, potential)),
        _known(rank_correlation(usual, skill)),
        _known(float(np.median(middle_rep(attained)))) if drawn else None,
        _known(float(np.median(np.mean(attained >= 1.0, axis=0)))) if drawn else None,
        float(change.max()) if change.size else None,
        _known(share_in_band(quota, fitted)),
        round(float(quota.sum()), 2),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
