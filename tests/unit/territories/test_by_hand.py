"""A person's choices in a design: kept, improved around, and bounded, beside enumeration."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from engine.errors import DataError
from engine.territories.beside_free import beside_free
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.by_hand_job import chosen_by_hand, limit_of
from engine.territories.columns import allowed
from engine.territories.obstacles import obstacles
from engine.territories.outcome import Warm
from engine.territories.rules import Rules
from engine.territories.solve import Solver, solve
from tests.support.territory_check import Plain, random_problem


def with_choices(seed):
    """A problem with one account pinned where it may go, and one pair ruled out."""
    plain, draw = random_problem(seed), random.Random(seed)
    first = draw.choice(plain.accounts)
    may = sorted(plain.by_rule(first))
    if may:
        plain.pinned[first["account_id"]] = draw.choice(may)
    second = draw.choice(plain.accounts)
    if second is not first:
        plain.apart.add((second["account_id"], draw.choice(plain.names)))
    return plain


def penalties(plain):
    return {name: getattr(plain.rules, f"penalty_{name}") for name in plain.rules.measures}


def after_choices(plain):
    """The stated problem without the choices, and the problem with them."""
    stated = build(plain.inputs(), plain.rules)
    if obstacles(stated):
        return None
    asked = {"pinned": plain.pinned, "forbidden": sorted(plain.apart)}
    try:
        return stated.problem, chosen_by_hand(stated, asked)
    except DataError:
        return None


def test_started_from_the_free_design_the_best_around_the_choices_is_found():
    """60 problems solved to the end, and again by the way that large ones go."""
    compared = reached = 0
    for seed in range(3000, 3060):
        plain = with_choices(seed)
        problems = after_choices(plain)
        best = plain.brute_force(penalties(plain))
        if problems is None:
            assert best is None, seed
            continue
        free = solve(problems[0], Budget(rounds=20), gap=0.0)
        if free.seat_of_account is None:
            continue
        columns = allowed(problems[1], free.warm.columns)
        warm = Warm(columns, free.warm.point, free.seat_of_account, stay=True)
        for small in (None, 0):
            solver = Solver(problems[1], Budget(rounds=12), gap=0.0)
            solver.small = solver.small if small is None else small
            found = solver.run(warm)
            if best is None:
                assert found.seat_of_account is None, seed
                continue
            assert found.bound / 1e6 <= best + 1e-4, seed
            if small is None:
                assert found.objective == pytest.approx(best, abs=2e-4, rel=1e-9), seed
            if found.seat_of_account is not None:
                chosen = [plain.names[t] for t in found.seat_of_account]
                good, cost = plain.judge(chosen, penalties(plain))
                assert good, seed
                assert float(cost) >= best - 1e-4, seed
                if small == 0:
                    compared += 1
                    reached += float(cost) <= best * 1.000001 + 1e-3
    assert compared >= 20
    assert reached >= 0.8 * compared


def test_a_choice_of_what_is_not_there_is_named():
    plain = Plain([{"account_id": "A0", "seat": "S0", "potential": 1}], [{"seat": "S0"}], Rules())
    stated = build(plain.inputs(), plain.rules)
    with pytest.raises(DataError, match="no patch S9"):
        chosen_by_hand(stated, {"pinned": {"A0": "S9"}, "forbidden": []})
    with pytest.raises(DataError, match="no account A7"):
        chosen_by_hand(stated, {"pinned": {}, "forbidden": [["A7", "S0"]]})


def listed(eligible):
    """One account without a seat, and two seats."""
    account = {"account_id": "A0", "seat": "", "potential": 1, "eligible": eligible}
    plain = Plain([account], [{"seat": "S0"}, {"seat": "S1"}], Rules())
    return build(plain.inputs(), plain.rules)


def test_choices_that_leave_an_account_no_seat_are_told():
    asked = {"pinned": {}, "forbidden": [["A0", "S0"]]}
    with pytest.raises(DataError, match="leave account A0 no patch") as refused:
        chosen_by_hand(listed("S0"), asked)
    assert "Undo one of them" in refused.value.hint
    found = solve(chosen_by_hand(listed("S0;S1"), asked), Budget(rounds=2))
    assert found.seat_of_account.tolist() == [1]


def test_what_choices_cost_beside_the_design_without_them():
    """Bounds 90 and 60 hold from 5 and 10 moves; 8 moves may be compared with 10 alone."""
    free = pa.table({"limit": [0, 5, 10], "objective": [200.0, 100, 80], "bound": [190.0, 90, 60]})
    found = beside_free(free, 8, 120.0)
    assert found.gap == pytest.approx((120 - 60) / 120)
    assert found.cost == pytest.approx((120 - 80) / 80)
    beyond = beside_free(free, 99, 60.0)
    assert (beyond.gap, beyond.cost) == (0.0, pytest.approx(-0.25))


def test_a_seat_that_the_rules_close_is_named():
    """A0 is locked to S0, so S1 is closed to it."""
    accounts = [{"account_id": "A0", "seat": "S0", "potential": 1, "locked": 1}]
    plain = Plain(accounts, [{"seat": "S0"}, {"seat": "S1"}], Rules())
    stated = build(plain.inputs(), plain.rules)
    with pytest.raises(DataError, match="Account A0 may not have S1"):
        chosen_by_hand(stated, {"pinned": {"A0": "S1"}, "forbidden": []})


def test_a_family_kept_by_all_its_rows_raises_the_limit_once():
    """Three accounts move, whether one of them is kept or all three are."""
    accounts = [
        {"account_id": f"A{n}", "seat": "S0", "potential": 1, "family": "F"} for n in range(3)
    ]
    accounts.append({"account_id": "B", "seat": "S1", "potential": 1, "family": ""})
    plain = Plain(accounts, [{"seat": "S0"}, {"seat": "S1"}], Rules())
    stated = build(plain.inputs(), plain.rules)
    for kept in (["A0"], ["A0", "A1", "A2"]):
        asked = {"pinned": dict.fromkeys(kept, "S1"), "forbidden": []}
        assert limit_of(chosen_by_hand(stated, asked), 1) == 3
