"""``quotas`` where little is known: a sentence for each odd seat, never a silent zero."""

from __future__ import annotations

import json
from datetime import date

import pytest

from engine.cli.main import main
from tests.support.snapshots import make_snapshot
from tests.support.team import rows_of_a_team

TOMORROW = date(2026, 1, 2)
KNOWS_NOTHING = "Nothing is known of this patch to set a quota from"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """T1 has no potential, T2 no history, T3 a rep who starts; nobody reports to Max."""
    rows = rows_of_a_team()
    rows["account"][0]["potential"] = 0
    rows["opportunity"] = [deal for deal in rows["opportunity"] if deal["owner_id"] != "bob"]
    rows["rep"] += [
        {"rep_id": "dee", "name": "Dee", "hire_date": TOMORROW, "role": "AE"},
        {"rep_id": "max", "name": "Max", "role": "Sales Manager"},
    ]
    rows["assignment"][2]["end_date"] = date(2025, 12, 30)
    rows["assignment"].append({"rep_id": "dee", "territory_id": "T3", "start_date": TOMORROW})
    folder = tmp_path_factory.mktemp("odd")
    make_snapshot(folder, as_of=TOMORROW, **rows).close()
    return folder


def told(workspace, capsys, tmp_path, quota):
    path = tmp_path / "s.yaml"
    path.write_text(f"scenario: 1\nname: Odd\nquota: {{{quota}}}\n", encoding="utf-8")
    status = main(["quotas", str(workspace), str(path), "--draws", "40", "--json"])
    printed = capsys.readouterr()
    return status, json.loads(printed.out), printed.err


@pytest.mark.parametrize(
    ("basis", "unknown"),
    [("keep", ""), ("history", "T2"), ("potential", "T1"), ("expected", "T1")],
)
def test_what_a_basis_does_not_know_is_said_and_given_a_number(
    workspace, capsys, tmp_path, basis, unknown
):
    status, plan, _ = told(workspace, capsys, tmp_path, f"basis: {basis}, over_assignment: 0.05")
    assert status == 0
    assert round(sum(q["amount"] for q in plan["quotas"]), 2) == 241_500
    by_seat = {q["territory_id"]: q for q in plan["quotas"]}
    assert [*by_seat] == ["T1", "T2", "T3"]
    assert all(q["amount"] > 0 for q in by_seat.values())
    assert [seat for seat, q in by_seat.items() if "nothing_known" in q["flags"]] == [
        *unknown.split()
    ]
    said = {s: [step["input"] for step in q["stages"]] for s, q in by_seat.items()}
    assert [s for s, words in said.items() if any(KNOWS_NOTHING in w for w in words)] == [
        *unknown.split()
    ]


def test_a_rep_who_starts_tomorrow_carries_the_rest_of_the_year(workspace, capsys, tmp_path):
    _, plan, _ = told(workspace, capsys, tmp_path, "basis: expected")
    seat = plan["quotas"][2]
    assert (seat["rep_id"], seat["flags"][:2]) == ("dee", ["starts_later", "ramping"])
    said = {step["step"]: step["input"] for step in seat["stages"]}
    assert said["start"].endswith("of the year's season lies after the start date.")
    assert said["ramp"].startswith("Still ramping: ")


def test_a_manager_without_reports_has_no_team_and_a_sentence(workspace, capsys, tmp_path):
    status, plan, _ = told(workspace, capsys, tmp_path, "commitments: [{who: max, amount: 5}]")
    assert status == 1
    assert plan["roll_ups"] == []
    assert plan["unheard"] == [
        "5.00 is committed to by “max”, which is no patch, rep or manager of this plan, "
        "so it is left out."
    ]


@pytest.mark.parametrize("wrong", ["target: -5", "target: 0", "growth: -1.5", "handed_out: -1"])
def test_a_total_that_means_nothing_is_refused_with_its_line(workspace, capsys, tmp_path, wrong):
    status, plan, sentence = told(workspace, capsys, tmp_path, wrong)
    assert status == 2
    assert sentence.startswith("s.yaml, line 3: ")
    assert "it may be " in sentence
    assert plan == {"error": sentence.strip(), "hint": ""}
