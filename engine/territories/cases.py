"""The proof of a higher bound: cases that leave no design out, each with prices of its own.

A case is the problem with some accounts pinned to a seat or kept out of one. Whoever has the
problem, the decisions and the prices can check that every design falls into a case, and what
the prices of that case prove, without any solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.territories.certificate import bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.territories.prices import Prices
    from engine.territories.problem import Problem

Decision = tuple[int, int, bool]
"""Account, seat, and whether the account has that seat or has it not."""

Case = tuple[tuple[Decision, ...], "Prices"]
"""What was decided, and prices that bound the problem so restricted."""


def restricted(problem: Problem, decisions: Sequence[Decision]) -> Problem:
    """The problem with some accounts pinned to a seat or kept out of one."""
    pinned = [(account, seat) for account, seat, taken in decisions if taken]
    forbidden = [(account, seat) for account, seat, taken in decisions if not taken]
    return problem.with_wishes((*pinned, *problem.pinned), (*problem.forbidden, *forbidden))


def complete(paths: Sequence[tuple[Decision, ...]]) -> bool:
    """Whether some cases leave no design out: each decision is followed both ways."""
    if not paths or () in paths:
        return list(paths) == [()]
    account, seat, _ = paths[0][0]
    ways = [
        [path[1:] for path in paths if path[0] == (account, seat, way)] for way in (True, False)
    ]
    return sum(map(len, ways)) == len(paths) and all(map(complete, ways))


def bound_by_cases(problem: Problem, cases: Sequence[Case]) -> int | None:
    """
    Proved lower bound: that of the lowest case.

    Returns
    -------
    int or None
        Millionths; ``None`` where a case is missing or its prices prove nothing.
    """
    if not complete([decisions for decisions, _ in cases]):
        return None
    found = [bound(restricted(problem, decisions), prices) for decisions, prices in cases]
    return None if None in found else min(value for value in found if value is not None)
