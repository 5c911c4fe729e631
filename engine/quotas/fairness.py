"""How fair quotas are: whether what decides about a quota's ease is the seat or the seller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.attainment import middle_rep
from engine.metrics.fit import fit, fit_spread, rank_correlations, share_in_band

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]

_YEARS = 200
"""Possible years that correlations are taken in; more would change no second decimal."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """One set of quotas for the team; ``None`` where the data cannot say."""

    seat_spread: float | None
    """Standard deviation of ln(expected bookings of an average rep / quota): the spread of
    attainment that is the seat's doing; 0 is fair."""
    potential_correlation: float | None
    """Rank correlation of attainment and potential, in the middle of the possible years; 0 is
    fair."""
    skill_correlation: float | None
    """Rank correlation of attainment and what the rep brings, likewise; above 0 is wanted."""
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
    potential_band: tuple[float, float] | None = None
    """Four years in five have the correlation with potential between these."""


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

    Notes
    -----
    Correlations are taken year by year, not of each rep's mean over the years. What a rep
    brings is known only so far: a mean over all that it may be is drawn towards potential where
    the years disagree, and its ranks then say more than any one year would.
    """
    measured = held & (quota > 0)
    attained = years[measured] / quota[measured][:, np.newaxis]
    drawn = attained.size > 0
    with_potential = _by_year(attained, potential[measured])
    with_skill = _by_year(attained, skill[measured])
    carried = (previous > 0) & (quota > 0)
    change = np.abs(quota[carried] / previous[carried] - 1)
    fitted = fit(quota, expected)
    return Fairness(
        _known(fit_spread(fitted)),
        float(np.median(with_potential)) if with_potential.size else None,
        float(np.median(with_skill)) if with_skill.size else None,
        _known(float(np.median(middle_rep(attained)))) if drawn else None,
        _known(float(np.median(np.mean(attained >= 1.0, axis=0)))) if drawn else None,
        float(change.max()) if change.size else None,
        _known(share_in_band(quota, fitted)),
        round(float(quota.sum()), 2),
        _band(with_potential),
    )


def _by_year(attained: Amounts, other: Amounts) -> Amounts:
    """Rank correlation in each possible year that has one."""
    found = rank_correlations(attained[:, :_YEARS], other)
    return found[~np.isnan(found)]


def _band(values: Amounts) -> tuple[float, float] | None:
    if not values.size:
        return None
    low, high = np.quantile(values, [0.1, 0.9]).tolist()
    return low, high


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
