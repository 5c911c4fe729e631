"""A coming year as last year's deals redrawn: a Poisson number of them, in their own sizes."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, factorial
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_BLOCK = 2_048
"""Deals redrawn at once: 16 MB of weights for 1,000 draws. Changes no number."""
_STEPS = 1 << 16
"""Steps in which chances are counted, so that one 16-bit random number makes one weight."""


@dataclass(frozen=True, slots=True, eq=False)
class DealCredits:
    """Last year's won deals and who was credited with them."""

    amount: NDArray[np.float64]
    """Booked money of each deal, in an order that does not depend on people, shape (n_deals,)."""
    deal: NDArray[np.int64]
    """Deal of each credit, shape (n_credits,)."""
    seat: NDArray[np.int64]
    """Seat of each credit, same shape."""
    credited: NDArray[np.float64]
    """Quota credit, money, same shape."""
    n_seats: int

    @property
    def by_seat(self) -> NDArray[np.float64]:
        """Quota credit of each seat, money, shape (n_seats,)."""
        return np.bincount(self.seat, self.credited, self.n_seats).astype(np.float64)

    def __post_init__(self) -> None:
        """Check that the columns fit each other."""
        if not self.deal.shape == self.seat.shape == self.credited.shape:
            raise DataError("Credits, their deals and their seats differ in number.")


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Possible years, the same whatever the levers, so that differences are paired."""

    seed: int
    """Where their luck started."""
    credited: NDArray[np.float64]
    """Quota credit, money, shape (n_seats, n_draws)."""
    booked: NDArray[np.float64]
    """Bookings of the company, each deal once, money, shape (n_draws,)."""
    p10: NDArray[np.float64]
    """Credit that a seat exceeds nine times in ten, shape (n_seats,)."""
    p50: NDArray[np.float64]
    p90: NDArray[np.float64]
    steepness: NDArray[np.float64] | None = None
    """How many deviations steeper bookings follow potential than likeliest, shape (n_draws,)."""


def redraw(deals: DealCredits, draws: int, seed: int) -> Draws:
    """
    Redraw last year's deals.

    In each draw each deal comes back a Poisson(1) number of times, which is a Poisson number
    of deals with the sizes that the seat's deals had (compound Poisson). A deal shared by two
    seats comes back for both.

    Parameters
    ----------
    deals : DealCredits
        A year of won deals.
    draws, seed : int
        Number of possible years, and where their luck starts.

    Returns
    -------
    Draws
        The same for the same deals, draws and seed.
    """
    rng = np.random.default_rng(seed)
    shape = (deals.n_seats, len(deals.amount))
    by_deal = sparse.csc_array((deals.credited, (deals.seat, deals.deal)), shape=shape)
    credited = np.zeros((deals.n_seats, draws))
    booked = np.zeros(draws)
    for first, weights in _blocks(rng, len(deals.amount), draws):
        last = first + len(weights)
        credited += by_deal[:, first:last].tocsr() @ weights
        booked += deals.amount[first:last] @ weights
    p10, p50, p90 = quantiles(credited)
    return Draws(seed, credited, booked, p10, p50, p90)


def poisson_table() -> NDArray[np.float64]:
    """
    Poisson(1) counts by 16-bit step; drawing from it at random draws a count.

    The mean is exactly 1; the variance is short of 1 by 3 in 100,000; counts above 8, one in
    900,000, do not occur.
    """
    chances = np.cumsum([exp(-1) / factorial(k) for k in range(12)])
    middle_of_step = (np.arange(_STEPS) + 0.5) / _STEPS
    return np.searchsorted(chances, middle_of_step).astype(np.float64)


def _blocks(
    rng: np.random.Generator, n_deals: int, draws: int
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Weights deal by deal: the first deal of each block, and its rows (n, draws)."""
    table = poisson_table()
    for first in range(0, n_deals, _BLOCK):
        rows = min(_BLOCK, n_deals - first)
        yield first, table[rng.integers(0, _STEPS, (rows, draws), dtype=np.uint16)]


def quantiles(credited: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ten, fifty and ninety per cent points of each seat's years, shape (3, n_seats)."""
    if not credited.size:
        return np.zeros((3, len(credited)))
    return np.quantile(credited, [0.1, 0.5, 0.9], axis=1)
