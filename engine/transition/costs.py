"""
Costs of moving accounts from one seller to another, money.

All are estimates of one year. Loss on a moved account: 13.2 to 17.6 % of annual sales (Shi,
Sridhar, Grewal and Lilien, 2017, https://opus.lib.uts.edu.au/handle/10453/124446).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MONTHS = 12


@dataclass(frozen=True, slots=True)
class TransitionCost:
    """What a change costs, money, each part at least 0."""

    lost_bookings: float
    """What moved accounts are expected not to buy in the first year: bookings, not pay."""
    dual_credit: float
    """Incentive pay for crediting the prior owner beside the new one."""
    pipeline_protection: float
    """Incentive pay that open deals bring their prior owners."""
    hold_harmless: float
    """Incentive pay that lifts people to the promised share of what they would have had."""

    @property
    def total(self) -> float:
        """Lost bookings and extra pay together; screens show the two kinds apart."""
        return self.lost_bookings + self.extra_pay

    @property
    def extra_pay(self) -> float:
        """Incentive pay that the change costs."""
        return self.dual_credit + self.pipeline_protection + self.hold_harmless


def lost_bookings(book: ArrayLike, loss: float, similarity: ArrayLike = 0.0) -> float:
    """
    Bookings that moved accounts are expected not to bring.

    Parameters
    ----------
    book : array_like, shape (n_moved,)
        What each moved account would book in a year, money.
    loss : float
        Share lost when an account changes hands, a decimal.
    similarity : array_like, shape (n_moved,) or a number
        How far the new owner resembles the prior one, 0 to 1: lowers the loss in proportion.
    """
    _share("The loss on a moved account", loss)
    books, alike = np.asarray(book, dtype=np.float64), np.asarray(similarity, dtype=np.float64)
    return float(np.sum(books * loss * (1.0 - alike)))


def dual_credit(book: ArrayLike, rate: ArrayLike, months: float) -> float:
    """
    Pay for crediting both owners of moved accounts for a while.

    Parameters
    ----------
    book : array_like, shape (n_moved,)
        What each moved account would book in a year, money.
    rate : array_like, shape (n_moved,) or a number
        What the prior owner earns on one more dollar, at the attainment expected of them.
    months : float
        How long both are credited.
    """
    if not 0.0 <= months <= MONTHS:
        raise DataError(f"Dual credit for {months:g} months; it may last 0 to {MONTHS}.")
    a_year = np.sum(np.asarray(book, dtype=np.float64) * np.asarray(rate, dtype=np.float64))
    return float(a_year) * months / MONTHS


def pipeline_protection(pipeline: ArrayLike, win_rate: ArrayLike, rate: ArrayLike) -> float:
    """
    Pay that deals under way bring the prior owners who keep them.

    Parameters
    ----------
    pipeline : array_like, shape (n_moved,)
        Open amount protected on each moved account, money.
    win_rate : array_like, shape (n_moved,) or a number
        Share of it expected to be won.
    rate : array_like, shape (n_moved,) or a number
        What one more dollar earns.
    """
    open_amount = np.asarray(pipeline, dtype=np.float64)
    won = np.asarray(win_rate, dtype=np.float64) * np.asarray(rate, dtype=np.float64)
    return float(np.sum(open_amount * won))


def hold_harmless(
    before: NDArray[np.float64], after: NDArray[np.float64], *, floor: float, months: float
) -> NDArray[np.float64]:
    """
    Pay that lifts each person to a share of what the prior terms would have paid.

    Taken year by year and averaged afterwards: it is an option, and the mean of the larger is
    more than the larger of the means.

    Parameters
    ----------
    before, after : ndarray, shape (n_reps, n_draws)
        Incentive pay under the prior and the new terms in the same possible years, money a year.
    floor : float
        Share of the prior pay that is promised, a decimal.
    months : float
        How long the promise holds.

    Returns
    -------
    ndarray, shape (n_draws,)
        Money over all people.
    """
    _share("The floor of hold-harmless", floor)
    short = np.maximum(0.0, floor * before - after)
    return np.asarray(np.nansum(short, axis=0) * months / MONTHS)


def shared_by_stages(amount: float, stages_owned: ArrayLike) -> NDArray[np.float64]:
    """
    Share an in-flight deal among its owners by the stages that each worked.

    Parameters
    ----------
    amount : float
        What is shared, money.
    stages_owned : array_like, shape (n_owners,)
        Stages worked by each owner.
    """
    owned = np.asarray(stages_owned, dtype=np.float64)
    if not owned.sum() > 0:
        raise DataError("Nobody worked a stage of the deal, so it cannot be shared by stages.")
    return np.asarray(amount * owned / owned.sum())


def _share(what: str, value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise DataError(f"{what} is {value:g}; it is a share from 0 to 1.")
