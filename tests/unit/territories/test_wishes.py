"""The analyst's rules over a snapshot, on a few accounts whose answer is plain."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest

from engine.errors import EngineError
from engine.store.held_account import open_stages
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.rules import Rules
from engine.territories.snapshot import ground
from engine.territories.wishes import NewSeat, Wishes, read_wishes
from tests.support.snapshots import make_snapshot

FREE = Rules(distance_weight=0)


def accounts(holding, **more):
    """Accounts of potential 10, named after their seat: t1 holds as many as ``holding`` says."""
    return [
        {"account_id": f"{seat}{n}", "territory_id": seat, "potential": 10, **more}
        for seat, count in holding.items()
        for n in range(count)
    ]


def deal(name, account, **more):
    return {"opportunity_id": name, "account_id": account, "amount": 5, **more}


def locked(warehouse, **wishes):
    found = ground(warehouse, Wishes(hold_in_flight_days=0, **wishes))
    problem = build(found.inputs, FREE).problem
    return {name for name, tied in zip(problem.account_ids, problem.locked, strict=True) if tied}


def designed(warehouse, **wishes):
    """Seat of each account in the best design, and the moves it counts."""
    stated = build(ground(warehouse, Wishes(FREE, **wishes)).inputs, FREE)
    found = design_for(stated, Budget(rounds=5), gap=0.0).design
    chosen = [stated.problem.seat_ids[seat] for seat in found.seat_of_account]
    return dict(zip(stated.problem.account_ids, chosen, strict=True)), found.evaluation.moves


STAGES = [
    deal("d1", "t10", stage="Discovery", probability=0.1),
    deal("d2", "t11", stage="Proposal", probability=0.5),
    deal("d3", "t12", stage="Contract", probability=0.9),
    deal("d4", "t13", stage="Contract", probability=1.0, is_closed=True, is_won=True),
]
HISTORY = [
    {"opportunity_id": "d3", "stage": stage, "entered_at": f"2025-0{n + 1}-01 00:00:00"}
    for n, stage in enumerate(["Discovery", "Proposal", "Contract"])
]


def test_deals_at_a_stage_or_past_it_hold_their_accounts(tmp_path):
    """The closed deal of t13 holds nothing."""
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=accounts({"t1": 4}),
        opportunity=STAGES,
    )
    assert open_stages(house).names == ("Discovery", "Proposal", "Contract")
    assert locked(house, hold_from_stage="proposal") == {"t11", "t12"}
    assert locked(house, hold_from_stage="Contract") == {"t12"}
    with pytest.raises(EngineError, match="no stage of an open deal contact to hold") as told:
        locked(house, hold_from_stage="Contact")
    assert "contract" in told.value.hint


@pytest.mark.parametrize("history", [True, False])
def test_without_chances_the_order_of_stages_is_read_from_their_history(tmp_path, history):
    plain = [{k: v for k, v in row.items() if k != "probability"} for row in STAGES]
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}],
        account=accounts({"t1": 4}),
        opportunity=plain,
        **({"stage_change": HISTORY} if history else {}),
    )
    if history:
        assert locked(house, hold_from_stage="Proposal") == {"t11", "t12"}
        return
    with pytest.raises(EngineError, match="not known") as told:
        locked(house, hold_from_stage="Proposal")
    assert "probability" in told.value.hint


def test_accounts_whose_seller_is_new_stay(tmp_path):
    """Of four patches as of the end of 2025: t1 passed on in May, t2 in 2023, t3 has had one
    holder, hired in June, and t4's came back to it in 2024 by two rows of one person."""
    spans = [
        ("r1", "t1", date(2020, 1, 1), date(2025, 4, 30)),
        ("r2", "t1", date(2025, 5, 1), None),
        ("r3", "t2", date(2020, 1, 1), date(2023, 4, 30)),
        ("r4", "t2", date(2023, 5, 1), None),
        ("r5", "t3", date(2025, 6, 1), None),
        ("r6", "t4", date(2020, 1, 1), date(2024, 1, 1)),
        ("r7", "t4", date(2024, 1, 2), date(2025, 9, 1)),
        ("r7", "t4", date(2025, 9, 2), None),
    ]
    names = ("rep_id", "territory_id", "start_date", "end_date")
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": f"t{n}"} for n in (1, 2, 3, 4)],
        account=accounts({"t1": 2, "t2": 1, "t3": 1, "t4": 1}),
        assignment=[dict(zip(names, span, strict=True)) for span in spans],
    )
    assert locked(house) == set()
    assert locked(house, hold_changed_days=365) == {"t10", "t11"}
    assert locked(house, hold_changed_days=730) == {"t10", "t11", "t40"}


def test_a_change_of_seller_needs_its_column(tmp_path):
    house = make_snapshot(tmp_path, territory=[{"territory_id": "t1"}], account=accounts({"t1": 1}))
    with pytest.raises(EngineError, match="is not known") as told:
        locked(house, hold_changed_days=365)
    assert "start_date of assignment" in told.value.hint


def test_a_patch_that_should_carry_half_gets_half_of_a_full_one(tmp_path):
    """60 over 1 + 1/2: 40 and 20."""
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=accounts({"t1": 3, "t2": 3}),
    )
    chosen, moves = designed(house, seat_weights=(("t2", 0.5),))
    assert list(chosen.values()).count("t2") == 2
    assert moves == 1
    with pytest.raises(EngineError, match="no patch t3 to weigh"):
        designed(house, seat_weights=(("t3", 0.5),))
    with pytest.raises(EngineError, match="should carry anything"):
        designed(house, seat_weights=(("t1", 0.0), ("t2", 0.0)))
    with pytest.raises(EngineError, match="0 to 10"):
        Wishes(seat_weights=(("t1", 11.0),))


def test_a_patch_that_goes_leaves_its_accounts_to_the_others(tmp_path):
    """Even without t3 are three and three; what t3 leaves is no move, and is told."""
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": f"t{n}"} for n in (1, 2, 3)],
        account=accounts({"t1": 2, "t2": 2, "t3": 2}, is_locked=True),
    )
    found = ground(house, Wishes(FREE, dissolved=("t3",)))
    chosen, moves = designed(house, dissolved=("t3",))
    assert found.seats["territory_id"].to_pylist() == ["t1", "t2"]
    assert sorted(chosen.values()) == ["t1"] * 3 + ["t2"] * 3
    assert moves == 0
    assert "2 accounts of patch t3, which goes" in build(found.inputs, FREE).warnings[0]
    with pytest.raises(EngineError, match="no patch t9 to dissolve"):
        ground(house, Wishes(dissolved=("t9",)))
    with pytest.raises(EngineError, match="t3 is to be dissolved and its accounts are to stay"):
        ground(house, Wishes(dissolved=("t3",), locked_seats=("t3",)))


def test_a_new_patch_is_filled_from_its_region_and_lies_in_the_middle_of_it(tmp_path):
    """80 in the north over 1 + 1 + 2: the new patch takes four of eight; the south keeps its."""
    rows = accounts({"t1": 4, "t2": 4}, region="North", latitude=40.0)
    for n, row in enumerate(rows):
        row["longitude"] = -100.0 + n
    house = make_snapshot(
        tmp_path,
        territory=[
            {"territory_id": "t1", "region": "North"},
            {"territory_id": "t2"},
            {"territory_id": "t3", "region": "South"},
        ],
        account=[*rows, *accounts({"t3": 3}, region="South")],
    )
    new = NewSeat("Hire 1", "north", "", 2.0)
    found = ground(house, Wishes(FREE, keep=("region",), new_seats=(new,)))
    at = found.inputs.seats.to_pylist()[-1]
    assert (at["seat"], at["latitude"], at["longitude"]) == ("Hire 1", 40.0, -96.5)
    chosen, moves = designed(house, keep=("region",), new_seats=(new,))
    assert [*chosen.values()].count("Hire 1") == 4
    assert [chosen[f"t3{n}"] for n in range(3)] == ["t3"] * 3
    assert moves == 4
    for odd, told in ((NewSeat("t1"), "cannot be called 't1'"), (NewSeat(""), "called ''")):
        with pytest.raises(EngineError, match=told):
            ground(house, Wishes(keep=(), new_seats=(odd,)))
    with pytest.raises(EngineError, match="no region nord to put a new patch in") as hint:
        ground(house, Wishes(keep=("region",), new_seats=(NewSeat("Hire 1", "Nord"),)))
    assert hint.value.hint == "Did you mean north?"


def test_wishes_are_read_back_as_written():
    wishes = Wishes(
        Rules(max_seat_change=0.5),
        locked=("a",),
        seat_weights=(("t1", 0.5),),
        new_seats=(NewSeat("n", "West", "SMB", 0.7),),
        hold_from_stage="Proposal",
    )
    assert read_wishes(json.loads(json.dumps(asdict(wishes)))) == wishes
