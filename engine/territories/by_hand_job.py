"""A design by hand as a job: a person's choices kept, the rest improved from where it is."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import DataError
from engine.jobs.outcome import Outcome
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.columns import Columns, allowed
from engine.territories.design import design_for
from engine.territories.frontier import Point, price_of_a_move
from engine.territories.frontier_job import outcome_of, read_ground
from engine.territories.outcome import Warm
from engine.territories.wishes import read_wishes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.jobs.worker import Reporter
    from engine.territories.build import Stated
    from engine.territories.outcome import Progress
    from engine.territories.problem import Problem

ROUNDS = 12
"""Neighbourhood rounds; the same rounds, the same design."""


def arguments(
    frontier: Mapping[str, Any],
    pinned: Mapping[str, str],
    forbidden: tuple[tuple[str, str], ...],
    limit: int | None,
    point: int,
) -> dict[str, Any]:
    """
    What the job is asked, as plain values.

    Parameters
    ----------
    frontier : mapping
        What the frontier's job was asked.
    pinned : mapping
        Seat that a person wants for an account.
    forbidden : tuple of (account, seat)
        Pairs that a person does not want.
    limit : int, optional
        Most accounts that may move; raised where the choices alone move more.
    point : int
        Point of the earlier outcome to start from.
    """
    return {
        **frontier,
        "pinned": dict(pinned),
        "forbidden": [list(pair) for pair in forbidden],
        "limit": limit,
        "point": point,
    }


def run(asked: Mapping[str, Any], reporter: Reporter) -> Outcome:
    """
    Solve one design around a person's choices, with a bound proved under them.

    Raises
    ------
    DataError
        If no design keeps the choices together with the rules.
    """
    found = read_ground(asked)
    stated = build(found.inputs, read_wishes(asked["wishes"]).rules)
    problem = chosen_by_hand(stated, asked)
    limit = limit_of(problem, asked["limit"])
    problem = problem.but(replace(problem.limits, moves=limit))
    stated = stated.but(problem)

    def heard(progress: Progress) -> None:
        reporter.progress(phase=progress.phase, objective=progress.objective, gap=progress.gap)

    reporter.progress(phase="search")
    warm = _warm(stated, reporter.earlier(), int(asked["point"]))
    budget = Budget(rounds=ROUNDS, stop=reporter.cancelled)
    answer = design_for(stated, budget, gap=0.0, warm=warm, report=heard)
    design = answer.design
    if answer.obstacles:
        blocked = [asdict(obstacle) for obstacle in answer.obstacles]
        return Outcome({"status": design.status, "infeasible_because": blocked})
    if design.evaluation is None:
        raise DataError("No design keeps these choices and the rules.", "Undo one of them.")
    most = design.evaluation.moves if limit is None else limit
    return outcome_of(found, stated, (Point(most, design, price_of_a_move(design), design.bound),))


def chosen_by_hand(stated: Stated, asked: Mapping[str, Any]) -> Problem:
    """
    The problem with what a person pinned and forbade.

    Raises
    ------
    DataError
        If an account may not have the seat that was chosen for it under the rules, or is left
        without any.
    """
    problem, ids = stated.problem, stated.accounts.account_ids
    account = dict(zip(ids, stated.unit.tolist(), strict=True))
    seat = {name: n for n, name in enumerate(problem.seat_ids)}
    chosen = [*asked["pinned"].items(), *asked["forbidden"]]
    for a, s in chosen:
        if a not in account or s not in seat:
            what = f"account {a}" if a not in account else f"patch {s}"
            raise DataError(
                f"There is no {what} under these rules, and a choice names it.",
                "Undo that choice, or change the rule.",
            )
    pinned = list(dict.fromkeys((account[a], seat[s]) for a, s in asked["pinned"].items()))
    forbidden = [(account[a], seat[s]) for a, s in asked["forbidden"]]
    for row, place in pinned:
        if any(other == row and there != place for other, there in pinned):
            raise DataError(
                f"Account {problem.account_ids[row]} stays together, and choices send it apart.",
                "Undo one of them, or let families part.",
            )
    rows = np.array([a for a, _ in pinned], dtype=np.int64)
    may = problem.eligible(rows)
    for n, (row, place) in enumerate(pinned):
        if not may[n, place]:
            raise DataError(
                f"Account {problem.account_ids[row]} may not have {problem.seat_ids[place]} "
                "under the rules.",
                "Undo that choice, or change the rule that keeps it out.",
            )
    problem = problem.with_wishes(pinned, forbidden)
    rows = np.array([a for a, _ in forbidden], dtype=np.int64)
    shut_out = rows[~problem.eligible(rows).any(axis=1)]
    if shut_out.size:
        raise DataError(
            f"These choices leave account {problem.account_ids[shut_out[0]]} no patch that it "
            "may have under the rules.",
            "Undo one of them, or change the rule that keeps it out of the others.",
        )
    return problem


def limit_of(problem: Problem, limit: int | None) -> int | None:
    """The limit on moves, raised to what the choices alone need."""
    if limit is None:
        return None
    rows = np.array([a for a, _ in problem.pinned], dtype=np.int64)
    seats = np.array([s for _, s in problem.pinned], dtype=np.int64)
    return max(limit, int(problem.counts[rows[problem.is_move(rows, seats)]].sum()))


def _warm(stated: Stated, earlier: Outcome | None, point: int) -> Warm | None:
    """Candidates, prices and design of an earlier point; ``None`` where there is none."""
    if earlier is None or "candidates" not in earlier.tables:
        return None
    problem = stated.problem
    pairs, accounts = earlier.tables["candidates"], earlier.tables["accounts"]
    if accounts["account_id"].to_pylist() != list(stated.accounts.account_ids):
        return None
    account, seat = (pairs[name].to_numpy().astype(np.int64) for name in ("account", "seat"))
    nothing = np.zeros(account.size, dtype=np.int64)
    columns = allowed(problem, Columns(account, seat, nothing, nothing))
    prices = np.array(earlier.tables["points"]["prices"][point].as_py())
    first = np.unique(stated.unit, return_index=True)[1]
    design = accounts[f"seat_{point}"].to_numpy().astype(np.int64)[first]
    return Warm(columns, prices, design, stay=True)
