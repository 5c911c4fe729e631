"""One run of one method on one territory problem, in a process of its own; prints one JSON line."""

from __future__ import annotations

import contextlib
import gc
import itertools
import json
import resource
import sys
import time
from functools import partial

import numpy as np
import pyarrow as pa
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper
from ortools.sat.python import cp_model
from scipy.sparse import coo_matrix, csr_matrix, hstack, identity, vstack

from engine.territories.budget import Budget
from engine.territories.certificate import bound
from engine.territories.columns import cheapest, every_pair
from engine.territories.evaluation import evaluate
from engine.territories.fixed_point import ONE
from engine.territories.frontier import envelope, even_limits, frontier
from engine.territories.problem import Limits
from engine.territories.rounding import status_quo
from engine.territories.rows import Rows
from engine.territories.solve import solve
from tests.bench.territory_worlds import problem


def engine(p, seconds, seed):
    """Our own search: every better design with its second, objective and proved bound."""
    marks, began = [], time.process_time()

    def heard(progress):
        shown = (progress.objective, progress.gap, progress.phase)
        marks.append((progress.seconds, *shown, time.process_time() - began))

    budget = Budget(seconds, clock=CLOCKS[sys.argv[5]])
    found = solve(p, budget, seed=seed, report=heard, gap=0)
    start = time.perf_counter()
    checked = bound(p, found.prices)
    recheck = time.perf_counter() - start
    ours = evaluate(p, found.seat_of_account)
    assert checked == found.price_bound
    assert not ours.broken
    assert ours.objective == found.evaluation.objective
    return {
        "marks": marks,
        "objective": found.objective,
        "bound": found.bound / ONE,
        "recheck_seconds": recheck,
    }


def proof(p, seconds, seed):
    """The same asked to prove: what stays open at the end, and how many seconds it took."""
    start = time.perf_counter()
    found = solve(p, Budget(seconds), seed=seed, prove=True)
    ours = evaluate(p, found.seat_of_account)
    assert not ours.broken
    assert ours.objective == found.evaluation.objective
    assert found.bound <= ours.objective
    return {
        "proof_seconds": time.perf_counter() - start,
        "objective": found.objective,
        "gap": found.gap,
        "bound_by": found.bound_by,
        "note": found.note,
    }


def walk(p, seconds, seed):
    """A frontier of eight points, and how much looser its envelope is than a fresh bound."""
    free = p.but(Limits())
    start, cpu = time.perf_counter(), time.process_time()
    last = solve(free, Budget(rounds=0), seed=seed, gap=0.0)
    limits = even_limits(last, 8)
    points = frontier(free, limits, last, Budget(), seed)
    taken, used = time.perf_counter() - start, time.process_time() - cpu
    looser = []
    for low, high in itertools.pairwise(limits):
        middle = (low + high) // 2
        fresh = solve(free.but(Limits(moves=middle)), Budget(rounds=0), warm=last.warm, gap=0.0)
        looser.append(1 - envelope(points, middle) / fresh.price_bound)
    return {
        "walk_seconds": taken,
        "walk_cpu": used,
        "gaps": [point.gap for point in points],
        "looser": looser,
    }


def naive(p, seconds, seed):
    """What an engineer would write first: a Boolean for each eligible pair, two workers."""
    return _modelled(p, seconds, every_pair)


def pruned(p, seconds, seed):
    """The same over the eight nearest, from the status quo; its bound proves nothing."""
    nearest = partial(cheapest, count=8)
    return _modelled(p, seconds, nearest, hinted=True) | {"bound": None}


def _modelled(p, seconds, pairs, hinted=False):
    """CP-SAT over some pairs, as an engineer writes it."""
    start, cpu = time.perf_counter(), time.process_time()
    columns = pairs(p)
    model = cp_model.CpModel()
    take = [model.new_bool_var("") for _ in range(len(columns))]
    ends = np.append(columns.start, len(columns)).tolist()
    for first, last in itertools.pairwise(ends):
        model.add_exactly_one(take[first:last])
    terms, prices = list(take), np.rint(p.travel.cost(columns.account, columns.seat) / ONE)
    prices = prices + np.where(columns.moved, p.move_cost[columns.account] / ONE, 0)
    prices = [10 * int(x) for x in prices]
    for measure in p.measures:
        unit = ONE if measure.penalty < ONE else ONE // 10  # dollars; tenths of an hour
        price = max(1, round(10 * measure.penalty / ONE * unit / ONE))
        for seat in range(p.n_seats):
            inside = np.flatnonzero(columns.seat == seat)
            weight = (measure.weight[columns.account[inside]] // unit).tolist()
            load = cp_model.LinearExpr.weighted_sum([take[n] for n in inside], weight)
            under, over = (model.new_int_var(0, sum(weight), "") for _ in range(2))
            model.add(load + under >= int(measure.low[seat] // unit))
            model.add(load - over <= int(measure.high[seat] // unit))
            terms += [under, over]
            prices += [price, price]
    model.add(sum(take[n] for n in np.flatnonzero(columns.moved)) <= p.limits.moves)
    model.minimize(cp_model.LinearExpr.weighted_sum(terms, prices))
    if hinted:
        held = status_quo(p, columns).design[columns.account] == columns.seat
        for n, one in enumerate(take):
            model.add_hint(one, bool(held[n]))
    built = time.perf_counter() - start
    watch = _Watch(p, columns, take, start, cpu)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = max(1.0, seconds - built)
    solver.solve(model, watch)
    best = watch.marks[-1][1] if watch.marks else None
    return {
        "marks": watch.marks,
        "objective": best,
        "bound": solver.best_objective_bound / 10,
        "build_seconds": built,
    }


class _Watch(cp_model.CpSolverSolutionCallback):
    """Evaluates each plan of the rival with our own whole numbers."""

    def __init__(self, p, columns, take, start, cpu):
        super().__init__()
        self.p, self.columns, self.take, self.marks = p, columns, take, []
        self.start, self.cpu = start, cpu

    def on_solution_callback(self):
        seconds = time.perf_counter() - self.start
        value = np.array([self.boolean_value(x) for x in self.take])
        found = evaluate(self.p, self.columns.seat[value])
        if not self.marks or found.objective / ONE < self.marks[-1][1]:
            cpu = time.process_time() - self.cpu
            self.marks.append((seconds, found.objective / ONE, None, "", cpu))


def highs(p, seconds, seed):
    """HiGHS on the eight nearest seats of each account, one thread; its bound proves nothing."""
    start = time.perf_counter()
    columns = cheapest(p, 8)
    rows, n = Rows(p, columns), len(columns)
    k = rows.band
    one = csr_matrix((np.ones(n), (columns.account, np.arange(n))), shape=(p.n_accounts, n))
    slack = coo_matrix(-identity(rows.n).tocsr()[:, :k])
    whole = vstack(
        [hstack([one, csr_matrix((p.n_accounts, k))]), hstack([rows.by_column.T, slack])]
    ).tocsr()
    model, solver = ModelBuilderHelper(), ModelSolverHelper("HIGHS")
    model.fill_model_from_sparse_data(
        np.zeros(n + k),
        np.concatenate([np.ones(n), np.full(k, np.inf)]),
        np.concatenate([rows.cost, rows.ceiling[:k]]) / ONE,
        np.concatenate([np.ones(p.n_accounts), np.full(rows.n, -np.inf)]),
        np.concatenate([np.ones(p.n_accounts), -rows.rhs]),
        whole,
    )
    for column in range(n):
        model.set_var_integrality(column, True)
    solver.set_time_limit_in_seconds(max(1.0, seconds - (time.perf_counter() - start)))
    solver.solve(model)
    if not solver.has_solution():
        return {"marks": [], "objective": None, "bound": None}
    value = np.asarray(solver.variable_values())[:n]
    at = np.array([part.argmax() for part in np.split(value, columns.start[1:])]) + columns.start
    found = evaluate(p, columns.seat[at])
    marks = [(time.perf_counter() - start, found.objective / ONE, None, "")]
    return {"marks": marks, "objective": found.objective / ONE, "bound": None}


def settle():
    """Give back what making the problem took, so that the peak is the search's own."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")


CLOCKS = {"wall": time.monotonic, "cpu": time.process_time}
METHODS = {run.__name__: run for run in (engine, proof, walk, naive, highs, pruned)}


def main():
    """Run ``METHOD SIZE SEED SECONDS CLOCK``; on the clock ``cpu`` a busy machine matters less."""
    method, size, seed, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    p = problem(size, seed)
    settle()
    p.costs(np.arange(1))
    cpu, start = time.process_time(), time.perf_counter()
    found = METHODS[method](p, seconds, 0)
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    found["wall"] = time.perf_counter() - start
    found["cpu"] = time.process_time() - cpu
    found["peak_mb"] = own + children
    print(json.dumps(found))


if __name__ == "__main__":
    main()
