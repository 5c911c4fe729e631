"""A design as the answer that people and programs read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.territories.evaluation import seat_loads
from engine.territories.explanation import account_reasons
from engine.territories.fixed_point import ONE, exact_sum
from engine.territories.suitability import SuitedTravel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.frontier import Point
    from engine.territories.obstacles import Obstacle
    from engine.territories.outcome import Design


@dataclass(frozen=True, slots=True)
class Spread:
    """How uneven seats are, before and after; decimals, ``None`` where nothing is carried."""

    before: float | None
    after: float | None


def spreads(stated: Stated, design: NDArray[np.int64]) -> Mapping[str, Mapping[str, Spread]]:
    """
    Largest deviation from target and CV of each balanced measure, before and after.

    Returns
    -------
    mapping
        ``max_deviation`` and ``balance_cv``, each by measure. Before, accounts without a seat
        are carried by nobody.
    """
    problem, design = stated.accounts, stated.of_accounts(design)
    found: dict[str, dict[str, Spread]] = {"max_deviation": {}, "balance_cv": {}}
    held = problem.owned
    for measure in problem.measures:
        before = seat_loads(measure.weight[held], problem.owner[held], problem.n_seats)
        after = seat_loads(measure.weight, design, problem.n_seats)
        for key, judge in (("max_deviation", _deviation), ("balance_cv", _cv)):
            spread = Spread(judge(before, measure.target), judge(after, measure.target))
            found[key][measure.name] = spread
    return found


def distance(stated: Stated, design: NDArray[np.int64]) -> Spread:
    """Visits x distance of a year, before (owned accounts) and after (all)."""
    problem, weight = stated.accounts, stated.rules.distance_weight
    travel, held = problem.travel.way, np.flatnonzero(problem.owned)
    rows = np.arange(problem.n_accounts)
    if not weight:
        return Spread(None, None)
    before = exact_sum(travel.cost(held, problem.owner[held]))
    after = exact_sum(travel.cost(rows, stated.of_accounts(design)))
    return Spread(before / ONE / weight, after / ONE / weight)


def weights(stated: Stated) -> dict[str, float]:
    """Every weight and penalty in force."""
    penalties = {f"penalty_{m.name}": m.penalty / ONE for m in stated.problem.measures}
    travel = stated.accounts.travel
    grounds = travel.grounds if isinstance(travel, SuitedTravel) else ()
    return {
        "distance": stated.rules.distance_weight,
        **({} if stated.problem.hard else penalties),
        **{f"suit_{ground.name}": ground.weight for ground in grounds},
        "tolerance": stated.rules.tolerance,
    }


def suited(stated: Stated) -> bool:
    """Whether seats suit accounts on more grounds than distance."""
    return isinstance(stated.accounts.travel, SuitedTravel)


def unsuited(stated: Stated, design: NDArray[np.int64] | None) -> int:
    """What the seats of a design lack for their accounts, millionths."""
    travel = stated.accounts.travel
    if design is None or not isinstance(travel, SuitedTravel):
        return 0
    return exact_sum(travel.lack(np.arange(stated.accounts.n_accounts), stated.of_accounts(design)))


def moved_accounts(stated: Stated, design: Design) -> list[dict[str, Any]]:
    """Each account that gets another seat or its first, with the reason."""
    if design.seat_of_account is None:
        return []
    problem, chosen = stated.accounts, stated.of_accounts(design.seat_of_account)
    found = []
    for reason in account_reasons(stated, design.warm.columns, design.seat_of_account):
        owner = int(problem.owner[reason.account])
        second = reason.runner_up
        found.append(
            {
                "account_id": problem.account_ids[reason.account],
                "from": problem.seat_ids[owner] if owner >= 0 else None,
                "to": problem.seat_ids[chosen[reason.account]],
                "why": reason.why,
                "runner_up": None if second is None else problem.seat_ids[second],
                "runner_up_costs": reason.runner_up_costs,
            }
        )
    return found


def answer(
    stated: Stated, design: Design, seconds: float, seed: int, blocked: tuple[Obstacle, ...]
) -> dict[str, Any]:
    """What ``rebalance --json`` prints, but for the frontier."""
    found, chosen = design.evaluation, design.seat_of_account
    return {
        "status": design.status,
        "objective": design.objective,
        "objective_parts": None
        if found is None
        else {
            "travel": (found.travel - unsuited(stated, chosen)) / ONE,
            **({"suitability": unsuited(stated, chosen) / ONE} if suited(stated) else {}),
            "moves": found.moves_cost / ONE,
            "imbalance": found.imbalance / ONE,
        },
        "weights": weights(stated),
        "bound": design.bound / ONE,
        "gap": design.gap,
        "bound_by": design.bound_by,
        "seconds": round(seconds, 3),
        "seed": seed,
        "balance": [measure.name for measure in stated.problem.measures],
        **_figures(stated, found, chosen),
        "assignment": moved_accounts(stated, design),
        "infeasible_because": [asdict(obstacle) for obstacle in blocked],
        "warnings": [*stated.warnings, *([design.note] if design.note else [])],
    }


def point_document(stated: Stated, point: Point) -> dict[str, Any]:
    """One point of the frontier as plain values."""
    chosen = point.design.seat_of_account
    spread = {} if chosen is None else spreads(stated, chosen)["balance_cv"]
    found = point.design.evaluation
    return {
        "moves": None if found is None else found.moves,
        "limit": point.limit,
        "objective": point.design.objective,
        "bound": point.bound / ONE,
        "gap": point.gap,
        "balance_cv": {name: pair.after for name, pair in spread.items()},
        "price_of_a_move": point.price_of_a_move,
    }


def _figures(stated: Stated, found: Any, chosen: NDArray[np.int64] | None) -> dict[str, Any]:
    if found is None or chosen is None:
        return {}
    total = stated.accounts.total_potential
    spread = spreads(stated, chosen)
    return {
        "moves": found.moves,
        "moved_share": found.moved_potential / total if total else 0.0,
        **{
            key: {name: asdict(pair) for name, pair in measures.items()}
            for key, measures in spread.items()
        },
        "distance": asdict(distance(stated, chosen)),
    }


def _deviation(load: NDArray[np.int64], target: NDArray[np.float64]) -> float | None:
    meant = target > 0
    if not meant.any():
        return None
    return float(np.abs(load[meant] / target[meant] - 1).max())


def _cv(load: NDArray[np.int64], target: NDArray[np.float64]) -> float | None:
    mean = load.mean()
    return float(load.std() / mean) if mean > 0 else None
