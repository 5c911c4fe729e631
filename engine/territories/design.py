"""One question, one answer: the design of a stated problem, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.columns import Columns
from engine.territories.exact import SMALL
from engine.territories.obstacles import Obstacle, obstacles
from engine.territories.outcome import Design, Warm, silent
from engine.territories.prices import no_prices
from engine.territories.relaxation import least_relaxations
from engine.territories.solve import GAP, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.territories.budget import Budget
    from engine.territories.build import Stated
    from engine.territories.outcome import Progress
    from engine.territories.problem import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """A design, or the obstacles that leave none."""

    design: Design
    obstacles: tuple[Obstacle, ...] = ()


def design_for(
    stated: Stated,
    budget: Budget,
    *,
    seed: int = 0,
    gap: float = GAP,
    prove: bool = False,
    warm: Warm | None = None,
    report: Callable[[Progress], None] = silent,
) -> Found:
    """
    Tell what cannot be done before searching, then search.

    Parameters are those of :func:`engine.territories.solve.solve`; with ``prove`` the bound is
    raised to the end of the budget.

    Returns
    -------
    Found
        Where no design exists, ``obstacles`` name the rules and the least relaxations.
    """
    problem = stated.problem
    blocked = obstacles(stated)
    if blocked:
        return Found(_nothing(problem), blocked)
    design = solve(problem, budget, seed=seed, gap=gap, warm=warm, report=report, prove=prove)
    if design.status == "infeasible" and problem.n_accounts * problem.n_seats <= SMALL:
        return Found(design, least_relaxations(problem, stated.rules, seed))
    return Found(design)


def _nothing(problem: Problem) -> Design:
    none = np.zeros(0, dtype=np.int64)
    warm = Warm(Columns(none, none, none, none), none.astype(float), none)
    return Design("infeasible", None, None, 0, "prices", no_prices(problem), 0, warm)
