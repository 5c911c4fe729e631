"""What a design costs and which rules it breaks: the only source of objective values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE, exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.problem import Measure, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A design's objective in its parts, in millionths, and what it breaks."""

    travel: int
    moves_cost: int
    imbalance: int
    """Penalties for what lies outside the bands, rounded up; zero under hard bands."""
    loads: NDArray[np.int64]
    """What each seat carries of each measure balanced, shape (measures, seats)."""
    moves: int
    moved_potential: int
    broken: tuple[str, ...]
    """Rules that the design breaks, in words; empty where it keeps them all."""

    @property
    def objective(self) -> int:
        """Travel + moves + imbalance, millionths."""
        return self.travel + self.moves_cost + self.imbalance


def seat_loads(weight: NDArray[np.int64], seat: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Sum of weights by seat, exact, shape (n,)."""
    loads = np.zeros(n, dtype=np.int64)
    np.add.at(loads, seat, weight)
    return loads


def outside(measure: Measure, load: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each seat's load lies outside its band, millionths."""
    beyond: NDArray[np.int64] = np.maximum(measure.low - load, 0)
    beyond += np.maximum(load - measure.high, 0)
    return beyond


def evaluate(problem: Problem, design: NDArray[np.int64]) -> Evaluation:
    """
    Price a design in whole numbers and check every rule.

    Parameters
    ----------
    problem : Problem
        The problem.
    design : ndarray of int64, shape (accounts,)
        Seat of each account.

    Returns
    -------
    Evaluation
        Objective and parts; ``broken`` names each rule that does not hold.
    """
    rows = np.arange(problem.n_accounts)
    moved = problem.is_move(rows, design)
    loads = np.stack([seat_loads(m.weight, design, problem.n_seats) for m in problem.measures])
    beyond = [outside(m, load) for m, load in zip(problem.measures, loads, strict=True)]
    penalty = sum(m.penalty * exact_sum(b) for m, b in zip(problem.measures, beyond, strict=True))
    found = Evaluation(
        travel=exact_sum(problem.travel.cost(rows, design)),
        moves_cost=exact_sum(problem.move_cost[moved]),
        imbalance=0 if problem.hard else -(-penalty // ONE),
        loads=loads,
        moves=int(problem.counts[moved].sum()),
        moved_potential=exact_sum(problem.potential[moved]),
        broken=(),
    )
    return _with_broken(problem, design, found, moved, sum(int(b.sum()) for b in beyond))


def _with_broken(
    problem: Problem,
    design: NDArray[np.int64],
    found: Evaluation,
    moved: NDArray[np.bool_],
    out_of_band: int,
) -> Evaluation:
    limits = problem.limits
    broken = []
    if not problem.may_have(np.arange(problem.n_accounts), design).all():
        broken.append("an account sits in a seat that it may not have")
    if problem.hard and out_of_band:
        broken.append("a seat lies outside its band")
    if limits.moves is not None and found.moves > limits.moves:
        broken.append("more accounts move than allowed")
    if limits.moved_potential is not None and found.moved_potential > limits.moved_potential:
        broken.append("more potential moves than allowed")
    if limits.seat_change is not None and (
        (changes(problem, design, moved) > limits.seat_change).any()
    ):
        broken.append("a seat changes more than allowed")
    return Evaluation(
        found.travel,
        found.moves_cost,
        found.imbalance,
        found.loads,
        found.moves,
        found.moved_potential,
        tuple(broken),
    )


def changes(
    problem: Problem, design: NDArray[np.int64], moved: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Accounts that each seat loses and gains together, shape (seats,)."""
    count, n = problem.counts[moved], problem.n_seats
    both = np.bincount(problem.owner[moved], count, n) + np.bincount(design[moved], count, n)
    return both.astype(np.int64)
