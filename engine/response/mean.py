"""Poisson pseudo-likelihood: the mean of bookings without taking the logarithm of any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STEPS = 50
_TOLERANCE = 1e-8
_FURTHEST = 3.0
"""Most that a step may change a log mean, so that a wild start cannot run away."""
_SMALLEST_GAP = 1e-3
"""
Share of the mean by which bookings are off at least.

A history of few quarters is met exactly, and would otherwise outweigh the prior beyond what a
computer's numbers can tell apart.
"""


def fit_mean(
    rows: Floats, exposure: Floats, booked: Floats, prior: tuple[Floats, Floats]
) -> Floats:
    """
    Coefficients of a log-linear mean.

    Parameters
    ----------
    rows : ndarray, shape (n, p)
        Design; columns without data are held by the prior.
    exposure : ndarray, shape (n,)
        Multiplies the mean, above 0.
    booked : ndarray, shape (n,)
        Money, zeros and negative amounts among them.
    prior : tuple of ndarray, shape (p,) each
        Mean and precision of the coefficients.

    Returns
    -------
    ndarray, shape (p,)
        Only the mean has to be right for these to be consistent, not the variance.

    Raises
    ------
    DataError
        If nothing was booked at all.

    Notes
    -----
    Reweighted least squares; the dispersion makes the prior weigh the same in any currency.
    Source: rdrr.io/rforge/ppml/man/ppml.html.
    """
    if not booked.sum() > 0:
        raise DataError("Nothing was booked in the history, so there is no mean to fit.")
    prior_mean, precision = prior
    eta = np.full(booked.size, np.log(booked.sum() / exposure.sum()))
    beta = prior_mean
    for _ in range(_STEPS):
        mu = np.exp(eta) * exposure
        gap = (booked - mu) / mu
        dispersion = max(float(np.mean(gap**2 * mu)), _SMALLEST_GAP**2 * float(np.mean(mu)))
        weight = mu / dispersion
        normal = rows.T @ (rows * weight[:, None]) + np.diag(precision)
        wanted = rows.T @ (weight * (eta + gap)) + precision * prior_mean
        beta = np.linalg.solve(normal, wanted)
        step = np.clip(rows @ beta - eta, -_FURTHEST, _FURTHEST)
        eta = eta + step
        if float(np.abs(step).max()) < _TOLERANCE:
            break
    return beta
