"""What a frontier counts where a patch goes, and what a new one must say."""

from __future__ import annotations

import pytest

from engine.errors import LeverError
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.frontier import Point, price_of_a_move
from engine.territories.frontier_tables import frontier_tables
from engine.territories.snapshot import ground
from engine.territories.solve import solve
from engine.territories.wishes import NewSeat, Wishes
from tests.support.snapshots import make_snapshot


def test_accounts_of_a_patch_that_goes_are_placed_and_their_deals_touched(tmp_path):
    """t1 goes with a, 10 of 40 and one open deal; b holds the rest and has no deal."""
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=[
            {"account_id": "a", "territory_id": "t1", "potential": 10},
            {"account_id": "b", "territory_id": "t2", "potential": 30},
        ],
        opportunity=[
            {"opportunity_id": "d", "account_id": "a", "amount": 5, "is_closed": False},
        ],
    )
    wishes = Wishes(dissolved=("t1",))
    found = ground(house, wishes)
    stated = build(found.inputs, wishes.rules)
    design = solve(stated.problem, Budget(rounds=2))
    point = Point(0, design, price_of_a_move(design), design.bound)
    row = frontier_tables(found, stated, (point,))["points"].to_pylist()[0]
    assert (row["moves"], row["placed"], row["placed_share"]) == (0, 1, 0.25)
    assert (row["open_deals"], row["open_amount"]) == (1, 5.0)


def test_a_new_patch_in_a_company_with_regions_must_say_which(tmp_path):
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1", "region": "East"}],
        account=[{"account_id": "a", "territory_id": "t1", "potential": 10}],
    )
    with pytest.raises(LeverError, match="Which region a new patch") as told:
        ground(house, Wishes(new_seats=(NewSeat("t2"),)))
    assert told.value.hint == "Say which region."
