"""What cannot be stated or computed is refused in a sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from engine.errors import DataError
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.certificate import pair_values, reduced_costs
from engine.territories.design import design_for
from engine.territories.obstacles import obstacles
from engine.territories.prices import no_prices
from engine.territories.rules import Rules
from engine.territories.solve import solve
from engine.territories.tables import Inputs


def inputs(potential, family="", share=(1, 1), locked=0):
    """Three accounts in seat S, and another seat T."""
    accounts = {"account_id": ["A", "B", "C"], "seat": ["S"] * 3, "potential": potential}
    accounts |= {"family": [family] * 3, "locked": [locked] * 3}
    return Inputs(pa.table(accounts), pa.table({"seat": ["S", "T"], "share": list(share)}))


def test_a_penalty_that_leaves_the_room_of_whole_numbers_is_refused_with_one_that_does_not():
    """2 to the 58 millionths are 2.88e11: at a potential of 5e11 a penalty of 0.57 is the most."""
    large = inputs([5e11, 1, 2])
    with pytest.raises(DataError, match="500,000,000,000 at a penalty of 1,000,000,000") as told:
        build(large, Rules(penalty_potential=1e9))
    assert "Set the penalty for potential to 0.57 or less" in told.value.hint
    found = solve(build(large, Rules(penalty_potential=0.57)).problem, Budget(rounds=2), gap=0.0)
    # Each seat's target is half of 5e11 + 3, so the account lies 2.25e11 above one band and the
    # other seat as much below its own; which seat it has, and the two small ones, change cents.
    assert found.objective == pytest.approx(0.57 * 4.5e11, rel=1e-9)
    assert found.bound <= found.evaluation.objective


@pytest.mark.parametrize(("family", "weight", "most"), [("", 1e9, "280"), ("F", 200.0, "96")])
def test_a_distance_weight_that_leaves_the_room_of_whole_numbers_is_refused(family, weight, most):
    """2.88e11 over a thousand visits at a distance of a million are 288; a third for a family."""
    given = inputs([1, 1, 1], family)
    visits = given.accounts.append_column("visits", pa.array([1000.0] * 3))
    pairs = {"account_id": [*"ABCABC"], "seat": [*"SSSTTT"], "distance": [1e6] * 6}
    given = replace(given, accounts=visits, distances=pa.table(pairs))
    with pytest.raises(DataError, match="The longest way") as told:
        build(given, Rules(distance_weight=weight))
    assert f"Set the distance weight to {most} or less" in told.value.hint
    lower = build(given, Rules(distance_weight=float(most), penalty_potential=0.0)).problem
    rows, seats = np.repeat(np.arange(lower.n_accounts), 2), np.tile([0, 1], lower.n_accounts)
    total = lower.costs(np.arange(lower.n_accounts))[:, 0].sum()
    assert total == int(most) * 3 * 10**9 * 10**6
    assert (lower.pair_costs(rows, seats) > 0).all()


def test_ways_between_places_are_held_to_half_the_earth():
    """Half the way round is 20,015 km: at one visit a weight of 14.4 million is the most."""
    here = {"latitude": [40.0] * 3, "longitude": [-90.0] * 3}
    given = inputs([1, 1, 1])
    accounts, seats = given.accounts, given.seats
    for name, values in here.items():
        accounts = accounts.append_column(name, pa.array(values))
        seats = seats.append_column(name, pa.array(values[:2]))
    given = replace(given, accounts=accounts, seats=seats)
    with pytest.raises(DataError, match="at 1,000,000,000 for each unit of distance") as told:
        build(given, Rules(distance_weight=1e9))
    assert "Set the distance weight to 14,000,000 or less" in told.value.hint
    build(given, Rules(distance_weight=1.4e7, penalty_potential=0.0))


def test_seats_without_any_share_are_told_by_their_column():
    with pytest.raises(DataError, match="Every seat has share 0") as told:
        build(inputs([1, 1, 1], share=(0, 0)), Rules())
    assert "at least one seat a share above 0" in told.value.hint


def two_measures(potential, workload, share, share_workload):
    """Accounts A and C in seat S, B in T, with what each seat should carry of each measure."""
    accounts = {"account_id": [*"ABC"], "seat": [*"STS"]}
    accounts |= {"potential": potential, "workload": workload}
    seats = {"seat": [*"ST"], "share": share, "share_workload": share_workload}
    return Inputs(pa.table(accounts), pa.table(seats))


def test_an_account_that_fits_each_band_in_another_seat_and_none_in_one_is_told():
    """
    S is to carry 12.6 of potential and 2.1 of workload, T 1.4 and 11.9, each and four tenths.

    C, with 4 of each, is too much work for S, which takes 2.94, and too much potential for T.
    S is nearer: it takes C from a tolerance of 4 / 2.1 - 1 = 0.90476 on.
    """
    given = two_measures([9, 1, 4], [2, 8, 4], [9, 1], [3, 17])
    tight = Rules(balance="both", hard=True, tolerance=0.4)
    found = design_for(build(given, tight), Budget(rounds=2))
    assert found.design.status == "infeasible"
    (told,) = found.obstacles
    assert told.rule == (
        "account C is within no seat's bands for potential and workload at once: in the nearest, "
        "seat S, it holds more workload than may be carried"
    )
    assert (told.needs, told.has) == (4.0, pytest.approx(2.94))
    assert told.least_relaxation == "a tolerance of 0.9048, or balance one measure alone"
    assert not obstacles(build(given, replace(tight, tolerance=0.9048)))
    assert obstacles(build(given, replace(tight, tolerance=0.9047)))


def test_an_account_that_fits_nowhere_is_told_beside_the_seat_that_is_not_filled_without_it():
    """S should carry 2 of 14 of workload; A alone may go there, with 1. C asks a tolerance of 1."""
    given = two_measures([9, 1, 4], [1, 9, 4], [9, 1], [1, 6])
    tight = Rules(balance="both", hard=True, tolerance=0.4)
    alone, unfilled = obstacles(build(given, tight))
    assert alone.rule.startswith("account C is within no seat's bands")
    assert alone.least_relaxation == "a tolerance of 1, or balance one measure alone"
    assert "seat S may have do not fill it with workload" in unfilled.rule
    assert unfilled.least_relaxation == "a tolerance of 0.5, or more accounts"
    assert not obstacles(build(given, replace(tight, tolerance=1.0)))


def test_a_band_that_lies_between_two_millionths_is_priced_alike_for_one_pair_and_for_all():
    """Half of 2.000001 is no whole number of millionths: the least is 1.000001, the most 1."""
    accounts = pa.table({"account_id": [*"AB"], "seat": [*"ST"], "potential": [1.000001, 1.0]})
    problem = build(Inputs(accounts, pa.table({"seat": [*"ST"]})), Rules(tolerance=0.0)).problem
    (measure,) = problem.measures
    assert (measure.low - measure.high).tolist() == [1, 1]
    none = no_prices(problem)
    prices = replace(none, high=none.high + 3)
    rows, seats = np.repeat([0, 1], 2), np.tile([0, 1], 2)
    every = reduced_costs(problem, prices, np.arange(2)).ravel()
    assert every.tolist() == pair_values(problem, prices, rows, seats).tolist()


@pytest.mark.parametrize("locked", [0, 1])
def test_a_family_too_large_for_a_seat_is_named_with_its_accounts(locked):
    """All three hold 9, a seat may carry 4.5 and a tenth of that."""
    stated = build(inputs([3, 3, 3], "F", locked=locked), Rules(hard=True))
    (told, *_) = obstacles(stated)
    assert "family of account A (3 accounts that move as one) holds more potential" in told.rule
    assert told.needs == 9.0
    assert told.has == pytest.approx(4.95)
    assert told.least_relaxation.endswith("or let families part")
