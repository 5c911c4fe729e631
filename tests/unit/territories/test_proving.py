"""Proving by branch and bound, in a process of its own, beside the best of all designs."""

from __future__ import annotations

import errno
import tempfile
import time
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
import pytest

from engine.jobs.outcome import Outcome
from engine.jobs.pool import Status
from engine.territories import proving
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.columns import every_pair
from engine.territories.evaluation import evaluate
from engine.territories.fixed_point import ONE
from engine.territories.obstacles import obstacles
from engine.territories.proof_job import program_of, run
from engine.territories.rounding import status_quo
from engine.territories.rows import Rows
from engine.territories.solve import Solver, solve
from tests.bench.territory_worlds import problem as world
from tests.support.territory_check import random_problem
from tests.unit.territories.test_brute_force import penalties
from tests.unit.territories.test_nonsense import problems, sound
from tests.unit.territories.test_properties import rows as middle_size
from tests.unit.territories.test_properties import stated
from tests.unit.territories.test_suitability import with_lack


def elastic(count):
    """Small problems whose bands may be left at a price, with the cost of the best design."""
    found = ((p, best) for p, best in problems(400) if not p.hard)
    return [next(found) for _ in range(count)]


def proved(problem, path):
    """What the job finds and proves, in this process."""
    columns = every_pair(problem)
    rows = Rows(problem, columns)
    np.savez(path, **program_of(rows, status_quo(problem, columns).design))
    outcome = run({"program": str(path), "until": time.monotonic() + 20}, None)
    return proving._read(outcome, columns, rows.spread)


def is_best(problem, exact, best):
    """Beside enumeration, to the millionth that the solver's floats may be wrong by."""
    found = evaluate(problem, exact.design)
    assert not found.broken
    assert found.objective / ONE == pytest.approx(best, rel=1e-6, abs=1e-3)
    assert exact.bound / ONE <= best + 1e-4
    assert exact.bound / ONE == pytest.approx(best, rel=3e-6, abs=1e-3)


def test_the_program_finds_the_best_of_all_designs_and_proves_it(tmp_path):
    for problem, best in elastic(40):
        is_best(problem, proved(problem, tmp_path / "program.npz"), best)


def test_families_and_what_seats_lack_are_in_the_program(tmp_path):
    """Families move as one, each account of theirs counts, and seats suit more or less."""
    joined = 0
    for seed in range(7000, 7060):
        plain, grounds, lacking = with_lack(seed)
        plain.rules = lacking.rules = replace(plain.rules, hard=False)
        made = build(replace(plain.inputs(), suited=grounds), plain.rules)
        best = lacking.brute_force(penalties(plain))
        if best is None or obstacles(made):
            continue
        joined += made.problem.n_accounts < made.accounts.n_accounts
        is_best(made.problem, proved(made.problem, tmp_path / "program.npz"), best)
    assert joined >= 10


def test_what_a_person_wants_together_or_apart_is_in_the_program(tmp_path):
    """The first account that has a choice is kept from its first seat, the next gets its last."""
    wished = 0
    for seed in range(60):
        plain = random_problem(seed)
        plain.rules = replace(plain.rules, hard=False)
        free = [a for a in plain.accounts if len(plain.by_rule(a)) > 1][:2]
        if len(free) < 2:
            continue
        apart, pinned = ((a["account_id"], sorted(plain.by_rule(a))) for a in free)
        plain.apart, plain.pinned = {(apart[0], apart[1][0])}, {pinned[0]: pinned[1][-1]}
        problem = build(plain.inputs(), plain.rules).problem
        at, seat = problem.account_ids.index, problem.seat_ids.index
        problem = problem.with_wishes(
            [(at(pinned[0]), seat(pinned[1][-1]))], [(at(apart[0]), seat(apart[1][0]))]
        )
        best = plain.brute_force(penalties(plain))
        if best is not None:
            wished += 1
            is_best(problem, proved(problem, tmp_path / "program.npz"), best)
    assert wished >= 20


def test_a_design_is_proved_in_a_process_of_its_own():
    """180 accounts and 10 seats are beyond what is solved to the end at once."""
    problem = stated(*middle_size(n=180, seats=10)).problem
    plain = solve(problem, Budget(rounds=2), gap=0.0)
    found = solve(problem, Budget(seconds=6.0, rounds=2), gap=0.0, prove=True)
    assert found.bound_by == "branch-and-bound"
    assert plain.price_bound < found.bound <= found.evaluation.objective
    assert found.gap < plain.gap
    assert found.note == ""


def test_a_proof_without_memory_leaves_the_best_design_and_says_so(monkeypatch):
    monkeypatch.setattr(proving, "Jobs", partial(proving.Jobs, memory_mb=100))
    problem = stated(*middle_size(n=180, seats=10)).problem
    found = solve(problem, Budget(seconds=60.0, rounds=2), gap=0.0, prove=True)
    assert found.note == proving.ENDED_EARLY
    assert found.bound_by == "prices"
    assert not found.evaluation.broken


def test_a_proof_on_a_full_disk_leaves_the_best_design_and_says_so(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(proving, "Room", full)
    problem = stated(*middle_size(n=180, seats=10)).problem
    found = solve(problem, Budget(seconds=60.0, rounds=2), gap=0.0, prove=True)
    assert found.note == proving.ENDED_EARLY
    assert not found.evaluation.broken


def test_a_solver_that_ignores_its_time_is_ended_and_nothing_is_said_to_lack(monkeypatch):
    """A second and a half, of which a sixth is for the search: it is ended while it works."""
    monkeypatch.setattr(proving, "_PATIENCE", -0.7)
    began = time.monotonic()
    found = solve(world("S", 8), Budget(seconds=1.5, rounds=0), gap=0.0, prove=True)
    assert time.monotonic() - began < 6
    assert found.note == ""
    assert not found.evaluation.broken


def test_what_a_killed_proof_left_goes_at_the_next(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "evenfield-proof-left").mkdir()
    problem, _ = elastic(1)[0]
    proving.prove(problem, np.maximum(problem.owner, 0), 0, Budget(seconds=20.0))
    assert not list(tmp_path.glob("evenfield-proof-*"))


def test_what_is_too_large_to_be_proved_to_the_end_says_so():
    """2,000 accounts and 50 seats are five times as many pairs as are tried."""
    found = solve(world("M", 8), Budget(rounds=0), gap=0.0, prove=True)
    assert found.note == proving.NOT_TRIED
    assert found.bound_by == "prices"


@pytest.mark.parametrize(("hard", "moved"), [(False, 0.2), (True, 1.0)])
def test_a_stopped_proof_ends_within_seconds_with_the_best_design(hard, moved):
    """To prove the best of 500 accounts and 15 seats takes half a minute and more."""
    problem, began = replace(world("S", 8, moved), hard=hard), time.monotonic()
    stop = partial(lambda at: time.monotonic() > at, began + 3)
    found = solve(problem, Budget(seconds=90.0, rounds=2, stop=stop), gap=0.0, prove=True)
    assert 3 < time.monotonic() - began < 7
    assert found.note == ""
    assert not found.evaluation.broken


@pytest.mark.parametrize(
    ("bound", "share"), [(1e15, np.nan), (1e15, 1.0), (None, 0.5), (-5.0, None)]
)
def test_a_solver_without_sense_is_not_believed(monkeypatch, bound, share):
    def nonsense(path, budget):
        size = 0 if share is None else np.load(path)["cost"].size
        shares = pa.table({"share": np.full(size, share or 0.0)})
        return Status("done", {}, Outcome({"bound": bound}, {"shares": shares}))

    monkeypatch.setattr(proving, "_worked", nonsense)
    for problem, best in elastic(10):
        solver = Solver(problem, Budget(rounds=4), prove=True)
        solver.small = 0
        sound(problem, solver.run(), best)
