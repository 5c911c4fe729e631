"""What must hold for any problem: names do not matter, limits cost, money scales, odd cases end."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.certificate import bound, reduced_costs
from engine.territories.columns import Columns, cheapest, every_pair
from engine.territories.dual import solve_dual
from engine.territories.enclaves import own_neighbours
from engine.territories.evaluation import evaluate
from engine.territories.exact import ExactModel, make_solver
from engine.territories.fixed_point import ONE
from engine.territories.frontier import envelope, even_limits, frontier
from engine.territories.problem import Limits
from engine.territories.rules import Rules
from engine.territories.solve import Solver, solve
from tests.support.territory_check import Plain

RULES = Rules(balance="both", penalty_potential=3.0, penalty_workload=2.0, max_moves=25)


def rows(seed=0, n=120, seats=8, **changes):
    """A problem of middle size: places in a square, lognormal potential, nearest seat mostly."""
    draw = np.random.default_rng(seed)
    home = draw.uniform((35, -100), (40, -90), (seats, 2))
    place = draw.uniform((35, -100), (40, -90), (n, 2))
    owner = np.argmin(((place[:, None] - home) ** 2).sum(axis=2), axis=1)
    potential = np.round(draw.lognormal(3, 0.8, n), 2)
    accounts = [
        {
            "account_id": f"A{i:03}",
            "seat": f"S{owner[i]}",
            "potential": potential[i],
            "workload": round(float(potential[i] ** 0.5), 2),
            "latitude": round(place[i, 0], 5),
            "longitude": round(place[i, 1], 5),
            "visits": 1,
            "move_cost": round(float(draw.uniform(1, 20)), 2),
            "locked": int(draw.random() < 0.05),
            "eligible": "",
        }
        | changes
        for i in range(n)
    ]
    seat_rows = [
        {"seat": f"S{t}", "latitude": round(a, 5), "longitude": round(b, 5)}
        for t, (a, b) in enumerate(home)
    ]
    return accounts, seat_rows


def stated(accounts, seats, rules=RULES):
    return build(Plain(accounts, seats, rules).inputs(), rules)


def solved(accounts, seats, rules=RULES, rounds=6):
    return solve(stated(accounts, seats, rules).problem, Budget(rounds=rounds), gap=0.0)


@pytest.fixture(scope="module")
def first():
    """A design of the problem of middle size."""
    return solved(*rows())


def test_the_same_inputs_and_seed_give_the_same_design_and_prices(first):
    second = solved(*rows())
    assert first.seat_of_account.tolist() == second.seat_of_account.tolist()
    assert (first.bound, first.price_bound) == (second.bound, second.price_bound)
    assert (first.prices.low == second.prices.low).all()


def test_new_names_in_the_same_order_change_nothing(first):
    accounts, seats = rows()
    named = [a | {"account_id": f"Z-{a['account_id']}", "seat": f"Q{a['seat']}"} for a in accounts]
    other = solved(named, [s | {"seat": f"Q{s['seat']}"} for s in seats])
    assert other.seat_of_account.tolist() == first.seat_of_account.tolist()


def test_another_order_of_accounts_and_seats_changes_no_optimum():
    accounts, seats = rows(n=40, seats=3)
    first = solved(accounts, seats)
    draw = random.Random(1)
    draw.shuffle(accounts)
    draw.shuffle(seats)
    second = solved(accounts, seats)
    assert first.status == second.status == "optimal"
    assert first.objective == pytest.approx(second.objective, rel=1e-9)


def test_a_looser_limit_on_moves_never_costs_more():
    accounts, seats = rows(n=60, seats=4)
    found = [solved(accounts, seats, replace(RULES, max_moves=k)) for k in (0, 3, 8, 20, None)]
    assert [d.status for d in found] == ["optimal"] * 5
    objectives = [d.objective for d in found]
    assert objectives == sorted(objectives, reverse=True)
    bounds = [d.bound for d in found]
    assert bounds == sorted(bounds, reverse=True)


def test_ten_times_the_money_is_ten_times_the_objective_and_the_bound():
    accounts, seats = rows(n=60, seats=4, visits=0)
    rules = replace(RULES, balance="potential")
    first = solved(accounts, seats, rules)
    dear = [
        a | {"potential": a["potential"] * 10, "move_cost": a["move_cost"] * 10} for a in accounts
    ]
    second = solved(dear, seats, rules)
    assert second.objective == pytest.approx(10 * first.objective, rel=1e-9)
    assert second.bound == pytest.approx(10 * first.bound, rel=1e-9)


def test_with_nothing_to_gain_the_design_is_as_it_stands_with_gap_nought():
    accounts = [
        {"account_id": f"A{i}", "seat": f"S{i % 4}", "potential": 5, "workload": 2, "move_cost": 1}
        for i in range(400)
    ]
    found = solved(accounts, [{"seat": f"S{t}"} for t in range(4)])
    assert (found.status, found.gap, found.evaluation.moves) == ("optimal", 0.0, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"potential": 7, "workload": 3},  # duplicates
        {"potential": 0, "workload": 0},
        {"latitude": "", "longitude": ""},
    ],
)
def test_odd_accounts_end_in_a_design_that_keeps_the_rules(changes):
    accounts, seats = rows(n=60, seats=5, **changes)
    problem = stated(accounts, seats).problem
    found = solve(problem, Budget(rounds=2), gap=0.0)
    good, cost = Plain(accounts, seats, RULES).judge(
        [f"S{t}" for t in found.seat_of_account], {"potential": 3.0, "workload": 2.0}
    )
    assert good
    assert found.objective == pytest.approx(float(cost), abs=1e-3)
    assert found.bound <= found.evaluation.objective


def test_a_third_without_an_owner_all_get_a_seat():
    accounts, seats = rows()
    for account in accounts[::3]:
        account["seat"] = ""
    problem = stated(accounts, seats).problem
    found = solve(problem, Budget(rounds=2), gap=0.0)
    assert evaluate(problem, found.seat_of_account).broken == ()
    assert found.evaluation.moves <= 25


def test_one_seat_takes_all():
    accounts, seats = rows(n=30, seats=1)
    found = solved(accounts, seats)
    assert (found.status, set(found.seat_of_account)) == ("optimal", {0})


def test_a_seat_that_nobody_may_have_stays_empty():
    accounts, seats = rows(eligible="S0;S1;S2")
    accounts = [a | {"seat": f"S{i % 3}"} for i, a in enumerate(accounts)]
    found = solved(accounts, seats)
    assert set(found.seat_of_account) <= {0, 1, 2}


def test_a_bound_from_a_pruned_graph_is_no_bound_of_the_problem():
    """The optimum over each account's own and nearest seat lies above a design that exists."""
    accounts, seats = rows(n=30, seats=4, seed=3)
    rules = replace(RULES, tolerance=0.02, distance_weight=0.001)
    problem = stated(accounts, seats, rules).problem
    found = solve(problem, Budget(rounds=5), gap=0.0)
    pruned = ExactModel(problem, cheapest(problem, 1))
    pruned.add_bands()
    pruned.add_limits()
    divisor = pruned.add_costs()
    solver = make_solver(0, 30)
    solver.solve(pruned.model)
    claimed = solver.best_objective_bound * divisor / ONE
    assert found.status == "optimal"
    assert claimed > found.evaluation.objective  # "proved", and wrong
    assert found.bound <= found.evaluation.objective
    # prices found on the pruned graph alone still prove a bound, as all pairs are priced
    dual = solve_dual(problem, cheapest(problem, 1))
    assert bound(problem, dual.prices) <= found.evaluation.objective


def test_the_bound_is_the_dense_sum_over_every_pair():
    """Recomputed pair by pair in whole numbers of any size, from the formula."""
    accounts, seats = rows(n=40, seats=5)
    problem = stated(
        accounts, seats, replace(RULES, max_moved_share=0.3, max_seat_change=0.9)
    ).problem
    prices = solve_dual(problem).prices
    total, pairs = 0, every_pair(problem)
    least: dict[int, int] = {}
    limits = problem.limits
    for account, seat, cost, moved in zip(
        *(x.tolist() for x in (pairs.account, pairs.seat, pairs.cost, pairs.moved)), strict=True
    ):
        value = cost << prices.bits
        for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
            weight = int(measure.weight[account])
            value -= int(low[seat]) * min(weight, int(measure.low[seat]))
            value += int(high[seat]) * min(weight, int(measure.high[seat]))
        if moved:
            value += prices.move + prices.moved_potential * int(problem.potential[account])
            value += int(prices.seat_change[seat])
            value += int(prices.seat_change[problem.owner[account]])
        least[account] = min(value, least.get(account, value))
    for measure, low, high in zip(problem.measures, prices.low, prices.high, strict=True):
        total += sum(int(p) * int(x) for p, x in zip(low, measure.low, strict=True))
        total -= sum(int(p) * int(x) for p, x in zip(high, measure.high, strict=True))
    total += sum(least.values()) - prices.move * limits.moves
    total -= prices.moved_potential * limits.moved_potential
    total -= sum(
        int(p) * int(x) for p, x in zip(prices.seat_change, limits.seat_change, strict=True)
    )
    assert bound(problem, prices) == -(-total >> prices.bits)
    assert reduced_costs(problem, prices, np.arange(40)).min(axis=1).tolist() == [
        least[n] for n in range(40)
    ]


def test_prices_outside_their_boxes_prove_nothing():
    problem = stated(*rows(n=20, seats=3)).problem
    prices = solve_dual(problem).prices
    assert bound(problem, replace(prices, low=prices.low - 1 - prices.low.max())) is None
    assert bound(problem, replace(prices, high=prices.high + (1 << 60))) is None
    free = problem.but(Limits())
    assert bound(free, replace(prices, move=1)) is None


def test_the_frontier_falls_and_its_envelope_bounds_every_number_of_moves():
    accounts, seats = rows(n=60, seats=4)
    problem = stated(accounts, seats, replace(RULES, max_moves=None)).problem
    last = solve(problem, Budget(rounds=5), gap=0.0)
    points = frontier(problem, even_limits(last, 5), last, Budget(rounds=5))
    objectives = [p.design.objective for p in points]
    assert objectives == sorted(objectives, reverse=True)
    assert [p.design.evaluation.moves <= p.limit for p in points] == [True] * len(points)
    for limit in range(0, points[-1].limit, 3):
        best = solve(problem.but(Limits(moves=limit)), Budget(rounds=5), gap=0.0)
        assert best.status == "optimal"
        assert envelope(points, limit) <= best.evaluation.objective


def test_what_a_person_pins_and_forbids_holds():
    accounts, seats = rows()
    problem = stated(accounts, seats).problem
    free = next(n for n in range(120) if not problem.locked[n])
    other = (int(problem.owner[free]) + 1) % 8
    wished = problem.with_wishes([(free, other)], [(free + 7, int(problem.owner[free + 7]))])
    found = solve(wished, Budget(rounds=2), gap=0.0)
    assert found.seat_of_account[free] == other
    assert found.seat_of_account[free + 7] != problem.owner[free + 7]


def test_stopping_keeps_the_best_so_far():
    problem = stated(*rows(n=400, seats=12)).problem
    solver = Solver(problem, Budget(stop=lambda: True), gap=0.0)
    found = solver.run()
    assert found.seat_of_account is not None
    assert found.bound <= found.evaluation.objective


def test_columns_without_pairs_have_no_length():
    none = np.zeros(0, dtype=np.int64)
    assert len(Columns(none, none, none, none.astype(bool))) == 0


def test_proving_never_lowers_the_bound_and_says_who_proved_it():
    """180 accounts and 10 seats are beyond what is solved to the end at once."""
    problem = stated(*rows(n=180, seats=10)).problem
    plain = solve(problem, Budget(rounds=2), gap=0.0)
    proved = solve(problem, Budget(seconds=2.5, rounds=2), gap=0.0, prove=True)
    assert proved.bound >= plain.price_bound
    assert proved.bound <= min(plain.evaluation.objective, proved.evaluation.objective)
    assert (proved.bound_by == "branch-and-bound") == (proved.bound > proved.price_bound)


@pytest.mark.parametrize(("design", "share"), [([0, 0, 1, 1], 1 / 3), ([0, 0, 0, 1], 0.5)])
def test_no_account_is_its_own_neighbour_where_all_share_one_place(design, share):
    """By hand: of the three others of each, one has its seat; or two, two, two and none."""
    accounts, seats = rows(n=4, seats=2)
    for account in accounts:
        account["latitude"], account["longitude"] = 40.0, -90.0
    problem = stated(accounts, seats).problem
    assert own_neighbours(problem, np.array(design)) == pytest.approx(share)
