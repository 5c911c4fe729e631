"""From a problem to a design with its proved bound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.territories.draws import improvements
from engine.territories.dual import FINE, solve_dual
from engine.territories.evaluation import Evaluation, evaluate
from engine.territories.exact import SMALL, Exact, solve_exactly
from engine.territories.fixed_point import ONE
from engine.territories.large_search import LargeSearch, better
from engine.territories.linear import (
    closed,
    divided,
    first_prices,
    first_shares,
    is_few,
    is_large,
)
from engine.territories.local import improve
from engine.territories.outcome import Design, Progress, Warm, gap_of, silent, status_of
from engine.territories.proving import NOT_TRIED, SEARCHED, provable, prove
from engine.territories.rounding import mended, round_shares, status_quo
from engine.territories.rows import Rows
from engine.territories.state import State
from engine.territories.threads import one_thread
from engine.territories.worths import Worths

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.territories.budget import Budget
    from engine.territories.by_seats import SeatProof
    from engine.territories.problem import Problem

GAP = 0.005
"""Default: a design this near the bound is good enough."""

BY_SEATS = 20_000
"""Accounts beyond which worths cost more time than they gain."""

MANY = 5_000
"""Accounts beyond which a first look at each seat gains more than raising the bound does."""

FIRST_SHARE = 0.5
"""Of the time left after the first design, at most, for that look."""

SEATS_SHARE = 0.25
"""Of the time left after it, for raising the bound seat by seat."""

ROUNDS_OF_A_STEP = 6
"""Rounds of a budget for which worths take one step, so that rounds alone still decide."""


class Solver:
    """One search, phase by phase, with the best design and bound so far."""

    def __init__(
        self,
        problem: Problem,
        budget: Budget,
        seed: int = 0,
        gap: float = GAP,
        report: Callable[[Progress], None] = silent,
        prove: bool = False,
    ) -> None:
        self.problem, self.budget, self.seed = problem, budget, seed
        self.gap, self.asked, self.note = 0.0 if prove else gap, gap, ""
        self.report = report
        self.small = SMALL
        self.prove = prove
        self.best: Evaluation | None = None
        self.design: NDArray[np.int64] | None = None
        self.bound = 0
        self.bound_by: Literal["prices", "branch-and-bound"] = "prices"
        self.by_seats: SeatProof | None = None
        self.stay: NDArray[np.int64] | None = None
        self.few, self.large = is_few(problem), is_large(problem)

    def run(self, warm: Warm | None = None) -> Design:
        """All phases, each as far as the budget goes; the first design always."""
        with one_thread():
            return self._run(warm)

    def _run(self, warm: Warm | None) -> Design:
        problem = self.problem
        self.few &= warm is None
        self.dual = first_prices(problem, warm, self.budget.stop)
        self.bound = max(self.bound, self.dual.bound)
        self.offer(status_quo(problem, self.dual.columns).design)
        if warm is not None:
            self.offer(warm.design)
            self.stay = warm.design if warm.stay else None
        self._tell("as it stands")
        infeasible = False
        if problem.n_accounts * problem.n_seats <= self.small:
            kept = self.design if self.best is not None and not self.best.broken else None
            infeasible = self._believed(solve_exactly(problem, kept, self.seed, self.budget))
        broken = self.best is None or self.best.broken  # then a first design even without time
        if not infeasible and (broken or not self.done()):
            self._construct()
            if self.prove and not provable(problem):
                self.note = NOT_TRIED
            elif self.prove and self.design is not None and not self.done():
                infeasible = self._believed(prove(problem, self.design, self.seed, self.budget))
        return self._result(infeasible)

    def done(self) -> bool:
        """Whether the design at hand is as good as asked, or time is up."""
        best = self.best
        if best is not None and not best.broken and gap_of(best.objective, self.bound) <= self.gap:
            return True
        return self.budget.ended()

    def offer(self, design: NDArray[np.int64]) -> None:
        """Keep a design where it is better than the best at hand."""
        found = evaluate(self.problem, design)
        if self.best is None or better(found, self.best):
            self.best, self.design = found, design.copy()

    def _believed(self, exact: Exact) -> bool:
        """Take what branch and bound found, as far as it can be; whether no design can be."""
        if exact.design is not None:
            self.offer(exact.design)
        self.note = exact.note
        kept = self.best is not None and not self.best.broken
        believed = exact.bound is not None and not (
            self.best is not None and kept and exact.bound > self.best.objective
        )
        if believed and exact.bound is not None and exact.bound > self.bound:
            self.bound, self.bound_by = exact.bound, "branch-and-bound"
        self._tell("solved to the end")
        return exact.infeasible and not kept

    def _construct(self) -> None:
        """Linear program, rounding, local search, then large neighbourhoods."""
        state = self._rounded()
        if self.stay is not None:
            state = mended(self.problem, self.dual.columns, self.stay)
        improve(state, self.budget.ended, lambda: self._found(state, "first design"))
        self._found(state, "first design")
        if self.done():
            return
        if self.large:
            self._raise_by_prices()
        elif self.few:
            self._close()
            state = self._drawn(State(self.problem, self.dual.columns, state.design))
        search = LargeSearch(state, self.dual.point, self.seed)
        looked = 0
        if (self.few or self.problem.n_accounts > MANY) and not self.large:
            looked = self._search(search, self.budget.left() * FIRST_SHARE, self.problem.n_seats)
        if not self.large:
            self._raise_by_seats()
        waits = self.prove and provable(self.problem) and self.budget.seconds is not None
        self._search(search, self.budget.left() * (SEARCHED if waits else 1.0), None, looked)

    def _search(
        self, search: LargeSearch, seconds: float, rounds: int | None, before: int = 0
    ) -> int:
        """Large neighbourhoods for some time, within the rounds left; returns how many."""
        if self.done():
            return 0
        left = None if self.budget.rounds is None else self.budget.rounds - before
        most = min((n for n in (rounds, left) if n is not None), default=None)
        share = self.budget.part(seconds, most)
        search.run(share, lambda: self._found(search.state, "searching"), self.done)
        self.offer(search.state.design)
        return share.done

    def _raise_by_prices(self) -> None:
        """Bring the prices nearer to their best, where no linear program did."""
        if self.done() or self.budget.rounds == 0:
            return
        dual = solve_dual(self.problem, self.dual.columns, self.dual.point, FINE, self.budget.ended)
        if dual.bound > self.dual.bound:
            self.dual = replace(dual, columns=self.dual.columns)
            self.bound = max(self.bound, dual.bound)
        self._tell("proving")

    def _close(self) -> None:
        """Raise the bound to the linear program's, without rounds too: coarse prices say little."""
        self.dual = closed(self.problem, self.dual, self.budget)
        self.bound = max(self.bound, self.dual.bound)
        self._tell("proving")

    def _drawn(self, best: State) -> State:
        """The best of a design and some that start from draws by the program's shares."""
        some = self.budget.rounds != 0
        share = first_shares(self.problem, self.dual, self.budget) if some else None
        if share is not None:
            for better_one in improvements(best, share, self.seed, self.done):
                self._found(better_one, "searching")
                best = better_one
        return best

    def _raise_by_seats(self) -> None:
        """Raise the bound by worths of accounts, under bands that may be left at a price."""
        whole, best = self.budget, self.best
        many = self.problem.n_accounts > BY_SEATS
        if best is None or self.done() or self.problem.hard or many:
            return
        rounds = None if whole.rounds is None else whole.rounds // ROUNDS_OF_A_STEP
        if rounds == 0:
            return
        seconds = None if whole.seconds is None else whole.left() * SEATS_SHARE
        share = whole.part(seconds, rounds)
        worths = Worths(self.problem, self.dual.columns, self.dual.point, share)
        bound, proof = worths.climb(best.objective, int(best.objective * (1 - self.gap)))
        if bound > self.bound:
            self.bound, self.bound_by, self.by_seats = bound, "prices", proof
        self._tell("proving")

    def _found(self, state: State, phase: str) -> None:
        self.offer(state.design)
        self._tell(phase)

    def _rounded(self) -> State:
        """A design from the linear program's shares, or from the prices where it has none."""
        problem, share = self.problem, None
        if self.few:
            share = first_shares(problem, self.dual, self.budget)
        elif not self.large:
            self.dual, share = divided(problem, self.dual, self.budget)
            self.bound = max(self.bound, self.dual.bound)
        if share is None:
            columns = self.dual.columns
            reduced = Rows(problem, columns).reduced(self.dual.point)
            least = np.minimum.reduceat(reduced, columns.start)
            share = (reduced <= least[columns.account]).astype(np.float64)
        return round_shares(problem, self.dual.columns, share)

    def _tell(self, phase: str) -> None:
        best, bound = self.best, self.bound
        objective = None if best is None or best.broken else best.objective
        gap = None if objective is None else gap_of(objective, bound)
        shown = None if objective is None else objective / ONE
        self.report(Progress(phase, self.budget.elapsed(), shown, bound / ONE, gap))

    def _result(self, infeasible: bool) -> Design:
        good = self.best is not None and not self.best.broken and not infeasible
        assert self.design is not None
        warm = Warm(self.dual.columns, self.dual.point, self.design)
        return Design(
            "infeasible" if infeasible else status_of(self.best, self.bound, self.asked),
            self.design if good else None,
            self.best if good else None,
            self.bound,
            self.bound_by,
            self.dual.prices,
            self.dual.bound,
            warm,
            self.by_seats,
            self.note,
        )


def solve(
    problem: Problem,
    budget: Budget,
    *,
    seed: int = 0,
    gap: float = GAP,
    warm: Warm | None = None,
    report: Callable[[Progress], None] = silent,
    prove: bool = False,
) -> Design:
    """
    Find a good design and prove how good it is.

    Parameters
    ----------
    problem : Problem
        Accounts, seats, bands and limits.
    budget : Budget
        Seconds and rounds; with rounds alone the same inputs give the same design.
    seed : int
        Of the search.
    gap : float
        Stop once no design can be better by more than this share of the objective.
    warm : Warm, optional
        Where a search of a problem like this one ended.
    report : callable
        Hears of each better design.
    prove : bool
        Search for a part of the seconds, then raise the bound by branch and bound to their end,
        where there are few enough pairs for it to gain.

    Returns
    -------
    Design
        ``infeasible`` and ``out_of_time`` are answers, with no design in them.
    """
    return Solver(problem, budget, seed, gap, report, prove).run(warm)
