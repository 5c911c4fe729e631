"""Raising the bound of a design to the end by branch and bound, while nobody stops it."""

from __future__ import annotations

import math
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs.pool import Jobs
from engine.rooms import Room, sweep
from engine.territories.columns import every_pair
from engine.territories.exact import LOOK, Exact, solve_exactly
from engine.territories.proof_job import program_of
from engine.territories.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.jobs.outcome import Outcome
    from engine.jobs.pool import Status
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
    "The proof ended before its time, most often for want of memory or disk; the best design and "
    "bound that were found before are kept."
)

NOT_TRIED = (
    f"Branch and bound is tried on up to {PROVABLE:,} pairs of an account and a seat; these are "
    "more, so all the time went into the search and its prices."
)

_PREFIX = "evenfield-proof-"
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
        return solve_exactly(problem, design, seed, budget, effort=1e9)
    columns = every_pair(problem)
    rows = Rows(problem, columns)
    home = Path(tempfile.gettempdir())
    try:
        sweep(home, _PREFIX)
        with Room(home, _PREFIX) as room:
            path = room.path / "program.npz"
            np.savez(path, **program_of(rows, design))
            status = _worked(path, budget)
    except OSError:  # the disk is full: the design at hand is worth more than its proof
        return Exact(None, None, note=ENDED_EARLY)
    if status.outcome is None:
        early = status.state == "failed" and not budget.stop()
        return Exact(None, None, note=ENDED_EARLY if early else "")
    return _read(status.outcome, columns, rows.spread)


def _worked(program: Path, budget: Budget) -> Status:
    """How the job ended: by itself, or because somebody stopped it or it ignored its time."""
    jobs, until = Jobs(), time.monotonic() + budget.left()
    asked = {"program": str(program), "until": until}
    name = jobs.submit("engine.territories.proof_job.run", asked)
    try:
        while jobs.wait(name, LOOK) in ("waiting", "running"):
            if budget.stop() or time.monotonic() > until + _PATIENCE:
                break
    finally:
        jobs.cancel(name)  # also where we are interrupted; it does nothing to a job that is over
    jobs.wait(name)
    status = jobs.status(name)
    assert status is not None
    return status


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
