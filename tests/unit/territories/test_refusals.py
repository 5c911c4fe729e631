"""What cannot be stated or computed is refused in a sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from engine.errors import DataError
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.obstacles import obstacles
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


def test_an_account_that_fits_each_band_in_another_seat_and_none_in_one_is_told():
    """
    S is to carry 12.6 of 14 of potential and 1.4 of workload, T the other way round.

    C, with 4 of each, is too much work for S and too much potential for T; a seat that should
    carry 1.4 takes 4 from a tolerance of 4 / 1.4 - 1 = 1.8571... on.
    """
    accounts = {"account_id": [*"ABC"], "seat": [*"STS"]}
    accounts |= {"potential": [9, 1, 4], "workload": [1, 9, 4]}
    seats = {"seat": [*"ST"], "share": [9, 1], "share_workload": [1, 9]}
    given = Inputs(pa.table(accounts), pa.table(seats))
    tight = Rules(balance="both", hard=True, tolerance=0.4)
    found = design_for(build(given, tight), Budget(rounds=2))
    assert found.design.status == "infeasible"
    (told,) = found.obstacles
    assert told.rule.startswith("account C holds too much for every seat that it may have")
    assert (told.needs, told.has) == (4.0, pytest.approx(1.96))
    assert told.least_relaxation == "a tolerance of 1.8572, or balance one measure alone"
    assert not obstacles(build(given, replace(tight, tolerance=1.8572)))
    assert obstacles(build(given, replace(tight, tolerance=1.857)))


@pytest.mark.parametrize("locked", [0, 1])
def test_a_family_too_large_for_a_seat_is_named_with_its_accounts(locked):
    """All three hold 9, a seat may carry 4.5 and a tenth of that."""
    stated = build(inputs([3, 3, 3], "F", locked=locked), Rules(hard=True))
    (told, *_) = obstacles(stated)
    assert "family of account A (3 accounts that move as one) holds more potential" in told.rule
    assert told.needs == 9.0
    assert told.has == pytest.approx(4.95)
    assert told.least_relaxation.endswith("or let families part")
