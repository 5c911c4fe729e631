"""Raising the bound of a design to the end by branch and bound, in a process of its own."""

from __future__ import annotations

import math
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.pool import Jobs
from engine.rooms import Room
from engine.territories.columns import every_pair
from engine.territories.exact import Exact, solve_exactly
from engine.territories.proof_job import program_of
from engine.territories.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.jobs.outcome import Outcome
    from engine.territories.budget import Budget
    from engine.territories.columns import Columns
    from engine.territories.problem import Problem

PROVABLE = 20_000
"""Account-seat pairs up to which branch and bound can raise the bound much."""

SEARCHED = 1 / 6
"""Share of the time that the search for a design has before."""

CARE = 1e-6
"""Share of its bound by which the solver, which counts in floats, may be wrong."""

ENDED_EARLY = (
    "The proof ended before its time, for want of memory most often; the best design and bound "
    "that were found before are kept."
)

_LOOK = 0.1  # seconds between two looks at whether somebody wants to stop
_PATIENCE = 5.0  # seconds after its time that the solver may take to end by itself


def provable(problem: Problem) -> bool:
    """Whether branch and bound over every pair gains more than searching on."""
    return problem.n_accounts * problem.n_seats <= PROVABLE


def prove(problem: Problem, design: NDArray[np.int64], seed: int, budget: Budget) -> Exact:
    """
    Search every pair until no better design can be, or the time is over.

    Where bands are rules, whole numbers decide whether any design keeps them; else SCIP is much
    faster. A solver that is killed, or runs out of memory, proves nothing.
    """
    if problem.hard:
        return solve_exactly(problem, design, seed, budget.left(), effort=1e9)
    columns = every_pair(problem)
    rows = Rows(problem, columns)
    with Room(Path(tempfile.gettempdir()), "evenfield-proof-") as room:
        path = room.path / "program.npz"
        np.savez(path, **program_of(rows, design))
        outcome = _worked(path, budget)
    if outcome is None:
        return Exact(None, None, note="" if budget.stop() else ENDED_EARLY)
    return _read(outcome, columns, rows.spread)


def _worked(program: Path, budget: Budget) -> Outcome | None:
    """What the job found; ``None`` where it did not end as it should."""
    left, jobs = budget.left(), Jobs()
    until = time.monotonic() + left
    asked = {"program": str(program), "until": until}
    name = jobs.submit("engine.territories.proof_job.run", asked)
    while jobs.wait(name, _LOOK) in ("waiting", "running"):
        if budget.stop() or time.monotonic() > until + _PATIENCE:
            jobs.cancel(name)
    status = jobs.status(name)
    return None if status is None else status.outcome


def _read(outcome: Outcome, columns: Columns, spread: float) -> Exact:
    """Design and bound in whole millionths."""
    proved, share = outcome.document["bound"], outcome.tables["shares"]["share"].to_numpy()
    design = None
    if share.size == len(columns) and np.isfinite(share).all():
        most = np.maximum.reduceat(share, columns.start)
        at = np.flatnonzero(share >= most[columns.account])
        first = at[np.flatnonzero(np.diff(columns.account[at], prepend=-1))]
        design = columns.seat[first]
    if proved is None:
        return Exact(design, None)
    return Exact(design, max(0, math.floor(proved * spread * (1 - CARE))))
