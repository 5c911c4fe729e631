"""The form of patches: what it shows, and what its edited cells make of the plan."""

from __future__ import annotations

import pyarrow as pa

from engine.territories.wishes import NewSeat
from pages._shared.patch_plan import PatchPlan, edited, frame

TODAY = ["t1", "t2"]
TABLE = pa.table({"territory_id": TODAY, "rep_id": ["r1", None]})
PLAN = PatchPlan((("t1", 0.5),), ("t2",), (NewSeat("Hire 1", weight=0.7),))


def test_the_form_shows_each_patch_of_today_and_each_new_one():
    assert frame(TABLE, PLAN).to_numpy().tolist() == [
        ["t1", "held", 50, False],
        ["t2", "vacant", 100, True],
        ["Hire 1", "new", 70, False],
    ]
    assert PLAN.count == 3


def test_edited_cells_change_what_they_name_alone():
    changes = {0: {"Carries, %": 100}, 1: {"Goes": False, "Carries, %": 60}, 2: {"Carries, %": 90}}
    found = edited(PLAN, TODAY, changes)
    assert found == PatchPlan((("t2", 0.6),), (), (NewSeat("Hire 1", weight=0.9),))


def test_a_new_patch_that_goes_is_taken_out_again():
    assert edited(PLAN, TODAY, {2: {"Goes": True}}) == PatchPlan(PLAN.weights, PLAN.dissolved)
