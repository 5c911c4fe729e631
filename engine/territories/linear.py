"""Prices and shares before any search: smoothed prices, then linear programs near them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.dual import (
    BRIEF,
    LEVELS,
    UNPRICED,
    UNPRICED_LARGE,
    WARM,
    Dual,
    solve_dual,
)
from engine.territories.exact import SMALL
from engine.territories.pricing import price_all
from engine.territories.rows import Rows
from engine.territories.sifting import Sifted, sift

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.outcome import Warm
    from engine.territories.problem import Problem

FEW = 20_000
"""Account-seat pairs up to which coarse prices will do before the linear program."""

SIFTED = 60_000
"""Accounts beyond which the linear program costs more time than it gains."""

WIDTHS = (0.1, 0.2)
"""An account is undecided where a second column is this near its best, in softened spreads: a
smaller program is tried first, which most often is enough."""

WIDE = (0.3, 1.0, np.inf)
"""The same where prices are still coarse; the last takes every column."""

PROGRAMS = 8
"""Programs that are solved for the bound, at most."""

SECONDS = 20.0
"""Of one program, at most; less where less is left."""

LITTLE = 1e-5
"""Share of the bound by which a program may lie above it, so that no other could raise it."""


def is_few(problem: Problem) -> bool:
    """Whether a linear program over nearly all columns is a matter of a moment."""
    return SMALL < problem.n_accounts * problem.n_seats <= FEW


def is_large(problem: Problem) -> bool:
    """Whether no linear program is worth its time."""
    return problem.n_accounts > SIFTED


def first_prices(problem: Problem, warm: Warm | None, stopped: Callable[[], bool]) -> Dual:
    """Smoothed prices, as fine as what follows needs; from where another search ended, if told."""
    if warm is not None:
        return solve_dual(problem, warm.columns, warm.point, WARM, stopped)
    if is_few(problem):
        return solve_dual(problem, levels=BRIEF, stopped=stopped, unpriced=())
    unpriced = UNPRICED_LARGE if is_large(problem) else UNPRICED
    return solve_dual(problem, levels=LEVELS, stopped=stopped, unpriced=unpriced)


def divided(
    problem: Problem, dual: Dual, budget: Budget
) -> tuple[Dual, NDArray[np.float64] | None]:
    """
    Divide accounts between their columns as a linear program does.

    Returns
    -------
    Dual
        With the program's prices where they prove more; its columns stay.
    ndarray of float64, shape (columns,), or None
        How much of each column is taken; ``None`` where no program was solved in time.
    """
    share = None
    for near in WIDTHS:
        sifted = _solved(problem, dual, budget, near)
        if sifted is None:
            continue
        share = sifted.share
        higher = raised(problem, dual, sifted.point)
        if higher.bound > dual.bound:
            return replace(higher, columns=dual.columns), share
    return dual, share


def first_shares(problem: Problem, dual: Dual, budget: Budget) -> NDArray[np.float64] | None:
    """The shares alone, where prices are coarse: what a program proves may follow a design."""
    for near in WIDE:
        sifted = _solved(problem, dual, budget, near)
        if sifted is not None:
            return sifted.share
    return None


def raised(problem: Problem, dual: Dual, point: NDArray[np.float64]) -> Dual:
    """The better of two points' prices, with the columns that the new one's ask for."""
    prices = Rows(problem, dual.columns).prices(point)
    priced = price_all(problem, prices, dual.columns)
    if priced.bound <= dual.bound:
        return replace(dual, columns=priced.columns)
    return Dual(prices, priced.bound, priced.columns, point)


def closed(problem: Problem, dual: Dual, budget: Budget) -> Dual:
    """Join the columns that prices ask for and solve again, until no program could prove more."""
    width = 0
    for _ in range(PROGRAMS):
        sifted = _solved(problem, dual, budget, WIDE[width])
        before = dual.bound
        if sifted is not None:
            dual = raised(problem, dual, sifted.point)
            if sifted.value - dual.bound <= LITTLE * abs(dual.bound):
                break
        if dual.bound == before:
            width = min(width + 1, len(WIDE) - 1)
    return dual


def _solved(problem: Problem, dual: Dual, budget: Budget, near: float) -> Sifted | None:
    """One program near some prices, in what time is left by now; ``None`` where none is."""
    if budget.ended():
        return None
    return sift(problem, dual.columns, dual.point, min(SECONDS, budget.left()), near)
