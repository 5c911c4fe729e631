"""What stands out on a sheet, after the patch: a world alike, and one with a planted difference."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from engine.model.diagnosis import Behaviour, StructuredTest
from engine.response.model import fit_model
from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.diagnosis.behaviours import behaviours
from engine.scenarios.diagnosis.coaching import NOTHING, in_words, patch_first
from engine.scenarios.diagnosis.diagnose import diagnose
from engine.scenarios.diagnosis.ground import Ground, cell_quotas
from engine.scenarios.diagnosis.judged import judge
from engine.scenarios.history import read_history
from tests.support.sales_force import force_rows
from tests.support.snapshots import make_snapshot

SEATS, OPEN_DEALS = 40, 30
AS_OF = date(2025, 12, 31)


def with_open_deals(rows, quiet):
    """Each person who is still there has thirty open deals, so many of them untouched."""
    there = sorted(
        {
            (row["rep_id"], row["territory_id"])
            for row in rows["assignment"]
            if row["end_date"] == AS_OF
        }
    )
    for at, (rep, seat) in enumerate(there):
        rows["opportunity"] += [
            {
                "opportunity_id": f"open-{rep}-{n}",
                "account_id": f"a{seat.removeprefix('s').lstrip('0') or '0'}",
                "owner_id": rep,
                "amount": 1000.0,
                "is_closed": False,
                "is_won": False,
                "last_activity_date": AS_OF - timedelta(days=60 if n < quiet(at) else 5),
            }
            for n in range(OPEN_DEALS)
        ]
    return [rep for rep, _ in there]


def diagnosed(folder, quiet, **options):
    rows = force_rows(make_world(WorldSpec(seats=SEATS), seed=3))
    people = with_open_deals(rows, quiet)
    return diagnose(make_snapshot(folder, **rows), draws=200, **options), people


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The first person leaves 27 of 30 deals untouched, everyone else 9."""
    return diagnosed(tmp_path_factory.mktemp("planted"), lambda at: 27 if at == 0 else 9)


def suggested(found):
    return {
        (sheet.rep_id, one.behaviour)
        for sheet in found.reps
        for one in sheet.behaviours
        if one.is_suggested
    }


def test_a_planted_difference_is_found_and_nothing_else(planted) -> None:
    found, people = planted
    assert {rep for rep, _ in suggested(found)} == {people[0]}
    sheet = next(one for one in found.reps if one.rep_id == people[0])
    assert sheet.first.startswith("First the patch")
    assert "Worth talking about: " in sheet.coaching
    assert "90 % of 30 deals" in sheet.coaching
    quiet = next(one for one in sheet.behaviours if "without activity" in one.behaviour)
    assert quiet.value == pytest.approx(0.9)
    assert quiet.peers == pytest.approx(0.3)
    assert quiet.lo > quiet.peers


def test_everyone_else_hears_that_nothing_stands_out(planted) -> None:
    found, people = planted
    others = [s for s in found.reps if s.rep_id in people[1:] and s.fit is not None]
    assert others
    assert {sheet.coaching for sheet in others} == {NOTHING}


def test_sheets_keep_the_order_of_ids(planted) -> None:
    ids = [sheet.rep_id for sheet in planted[0].reps]
    assert ids == sorted(ids)


def test_it_is_said_how_many_are_luck(planted) -> None:
    found, _ = planted
    assert "comparisons with peers of the same segment" in found.coaching
    assert "expected to be luck" in found.coaching


def test_people_alike_get_no_suggestion(tmp_path) -> None:
    found, _ = diagnosed(tmp_path, lambda _: 9)
    assert suggested(found) == set()
    assert found.coaching.endswith(" 0 stand out.")


def test_team_only_shows_none(tmp_path) -> None:
    found, _ = diagnosed(tmp_path, lambda at: 27 if at == 0 else 9, team_only=True)
    assert found.reps == ()
    assert found.coaching == ""
    assert not any("rep_id" in row for test in found.tests for row in test.rows)


@pytest.mark.parametrize(
    ("fit", "said"),
    [(1.3, "that comes before anything else"), (1.0, "which fits"), (0.7, "less than it could")],
)
def test_the_patch_comes_first(fit, said) -> None:
    assert said in patch_first(fit, told_apart=True)


def test_without_a_quota_nothing_is_said_of_the_person() -> None:
    assert "quota.amount" in patch_first(None, told_apart=True)


@pytest.mark.parametrize("fit", [1.31, 1.0, 0.7])
def test_no_verdict_on_a_patch_that_cannot_be_told_from_its_person(fit) -> None:
    assert patch_first(fit, told_apart=False) == (
        f"First the patch: its quota is {fit:.2f} times what it can be expected to give, as far "
        "as the patch can be told from the person."
    )


def test_where_nobody_moved_no_sheet_judges_the_patch(tmp_path) -> None:
    rows = force_rows(make_world(WorldSpec(seats=SEATS, moves=0.0, turnover=0.0), seed=3))
    found = diagnose(make_snapshot(tmp_path, **rows), draws=50)
    assert found.identification.state == "C"
    said = {sheet.first.rpartition(", ")[2] for sheet in found.reps if sheet.fit is not None}
    assert said == {"as far as the patch can be told from the person."}


def test_deals_in_two_segments_are_one_comparison(tmp_path) -> None:
    """Twelve deals each at home, eight of them on, and twelve elsewhere, four on: 12 of 24."""
    world = make_world(WorldSpec(seats=SEATS), seed=3)
    rows = force_rows(world)
    there = {
        row["rep_id"]: int(row["territory_id"].removeprefix("s"))
        for row in rows["assignment"]
        if row["end_date"] == AS_OF
    }
    rows["stage_change"] = []
    for rep, seat in there.items():
        other = int(np.flatnonzero(world.segment != world.segment[seat])[0])
        for account, went_on in ((seat, 8), (other, 4)):
            for n in range(12):
                deal = f"lost-{rep}-{account}-{n}"
                rows["opportunity"].append(
                    {
                        "opportunity_id": deal, "account_id": f"a{account}", "owner_id": rep,
                        "amount": 1000.0, "is_closed": True, "is_won": False,
                        "close_date": date(2025, 11, 30),
                    }
                )  # fmt: skip
                steps = ("Discovery", "Proposal", "Closed Lost")
                if n >= went_on:
                    steps = ("Discovery", "Closed Lost")
                rows["stage_change"] += [
                    {"opportunity_id": deal, "stage": stage, "entered_at": date(2025, 11, 1 + at)}
                    for at, stage in enumerate(steps)
                ]
    found = diagnose(make_snapshot(tmp_path, **rows), draws=50)
    seen = 0
    for sheet in found.reps:
        names = [one.behaviour for one in sheet.behaviours]
        assert len(names) == len(set(names))
        for one in sheet.behaviours:
            if one.behaviour == "deals taken on from Discovery":
                seen += 1
                assert (one.n, one.value) == (24, 0.5)
    assert seen > SEATS / 2


def test_activities_a_quarter_are_beside_peers(tmp_path) -> None:
    """The first of those still there makes 6 calls a quarter, everyone else 30."""
    rows = force_rows(make_world(WorldSpec(seats=SEATS, moves=0.3, turnover=0.0), seed=3))
    few = min(row["rep_id"] for row in rows["assignment"])
    rows["activity"] = [
        {
            "activity_id": f"{row['rep_id']}-{row['start_date']}-{n}",
            "rep_id": row["rep_id"],
            "kind": "call",
            "date": row["start_date"] + timedelta(days=n),
        }
        for row in rows["assignment"]
        for n in range(6 if row["rep_id"] == few else 30)
    ]
    ground = grounded(make_snapshot(tmp_path, **rows))
    linked = StructuredTest("activity_call", "", 0.2, found=True)
    calls = [one for one in behaviours(ground, [linked]) if one.shown.behaviour == "calls"]
    assert {one.rep_id for one in calls if one.shown.is_suggested} == {few}
    shown = next(one.shown for one in calls if one.rep_id == few)
    assert (shown.value, shown.peers, shown.unit) == (
        pytest.approx(6.0),
        pytest.approx(30.0),
        "a quarter",
    )
    assert "6.0 a quarter" in in_words(shown)
    unlinked = StructuredTest("activity_call", "", 0.2, found=False)
    assert not [one for one in behaviours(ground, [unlinked]) if one.shown.behaviour == "calls"]


def grounded(house) -> Ground:
    history = read_history(house)
    model = fit_model(history.panel)
    judged = judge(house, history)
    quotas = cell_quotas(house, history)
    return Ground(house, history, judged, model, model.draw(0, 20), quotas, None, 0)


def test_a_behaviour_in_words() -> None:
    one = Behaviour("deals taken on from Proposal", 0.31, 0.28, 0.36, 0.44, 120)
    assert in_words(one) == (
        "deals taken on from Proposal (31 % of 120 deals, which speaks for 28 to 36 %, against "
        "44 % of peers')"
    )
