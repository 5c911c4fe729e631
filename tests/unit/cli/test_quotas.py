"""``quotas``: the contract of its JSON, exact to the cent, and what a person reads."""

from __future__ import annotations

import argparse
import csv
import json
from decimal import Decimal

import pytest

from engine.cli import quotas as command
from engine.errors import EngineError
from tests.support.snapshots import make_snapshot
from tests.support.team import SINCE, YEAR, a_team, rows_of_a_team

RESET = "scenario: 1\nname: Reset\nquota: {basis: expected, over_assignment: 0.05}\n"
TOO_MUCH = "scenario: 1\nname: Much\nquota: {basis: expected, growth: 0.5}\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    a_team(folder).close()
    return folder


def call(*words):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    return command.run(parser.parse_args(["quotas", "--draws", "40", *map(str, words)]))


def answer(capsys, *words, status=0):
    assert call(*words, "--json") == status
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail, parse_float=Decimal)


def written(folder, text):
    path = folder / "s.yaml"
    path.write_text(text)
    return path


def test_without_a_scenario_every_quota_is_last_years(workspace, capsys):
    told = answer(capsys, workspace)
    assert [(q["rep_id"], q["territory_id"], q["amount"]) for q in told["quotas"]] == [
        ("ann", "T1", 100_000),
        ("bob", "T2", 80_000),
        (None, "T3", 50_000),  # Cy has left; the quota stays with the seat
    ]
    assert (told["basis"], told["over_assignment"], told["target"]) == ("keep", 0, 230_000)
    assert (told["period"], told["measure"]) == ("FY2026", "bookings")
    assert told["quotas"][2]["flags"] == ["vacant"]
    assert told["infeasible_because"] == []


@pytest.mark.parametrize(
    ("lever", "target", "is_what"),
    [
        ("growth: 0", 230_000, "the sum of last year's quotas"),
        ("growth: -0.1", 207_000, "the sum of last year's quotas x 0.9"),
        ("target: 250000", 250_000, "the scenario's quota.target"),
    ],
)
def test_what_quotas_are_scaled_to_is_not_taken_for_what_the_company_must_book(
    lever, target, is_what, workspace, tmp_path, capsys
):
    path = written(tmp_path, f"scenario: 1\nname: T\nquota: {{{lever}}}\n")
    told = answer(capsys, workspace, path)
    assert (told["target"], told["target_is"]) == (target, is_what)
    assert told["company_target"] == 290_000


def test_amounts_and_stages_sum_to_the_cent(workspace, tmp_path, capsys):
    told = answer(capsys, workspace, written(tmp_path, RESET))
    total = sum(q["amount"] for q in told["quotas"])
    assert total == told["target"] * (1 + told["over_assignment"]) == Decimal("241500")
    for quota in told["quotas"]:
        assert sum(stage["amount"] for stage in quota["stages"]) == quota["amount"]
        assert sum(quota["order_free"].values()) + quota["previous"] == quota["amount"]
        assert all(stage["input"].endswith(".") for stage in quota["stages"])
        assert abs(quota["amount"] / quota["previous"] - 1) <= Decimal("0.2500001")


def test_every_basis_is_judged_beside_the_chosen_one(workspace, tmp_path, capsys):
    fairness = answer(capsys, workspace, written(tmp_path, RESET))["fairness"]
    assert set(fairness) == {"chosen", "keep", "history", "potential", "expected"}
    for fair in fairness.values():
        assert set(fair) >= {
            "seat_spread",
            "potential_correlation",
            "skill_correlation",
            "median",
            "participation",
            "largest_change",
            "sum",
        }
        assert fair["sum"] == Decimal("241500")
    assert fairness["expected"]["seat_spread"] < fairness["keep"]["seat_spread"]
    assert fairness["keep"]["largest_change"] == pytest.approx(Decimal("0.05"))


def test_limits_that_cannot_hold_are_an_answer_with_status_1(workspace, tmp_path, capsys):
    told = answer(capsys, workspace, written(tmp_path, TOO_MUCH), status=1)
    (conflict,) = told["infeasible_because"]
    assert (conflict["rule"], conflict["needs"], conflict["has"]) == (
        "max_change",
        Decimal("0.5"),
        Decimal("0.25"),
    )
    assert conflict["least_relaxation"] == Decimal("0.25")
    assert sum(q["amount"] for q in told["quotas"]) == 345_000


def test_the_same_call_prints_the_same_bytes(workspace, tmp_path, capsys):
    path = written(tmp_path, RESET)
    call(workspace, path, "--json")
    first = capsys.readouterr().out
    call(workspace, path, "--json")
    assert capsys.readouterr().out == first


def test_a_person_reads_a_table(workspace, tmp_path, capsys):
    assert call(workspace, written(tmp_path, TOO_MUCH)) == 1
    told = capsys.readouterr().out
    assert "FY2026, bookings: 345,000.00 USD, 345,000.00 before over-assignment" in told
    assert "(the sum of last year's quotas x 1.5)" in told
    assert "the company must book 290,000.00" in told
    assert "+50.0 %  at_limit" in told
    assert "Infeasible: max_change is 25 % and would have to be 50 %" in told
    assert "Note: 1 patch is vacant" in told


def test_nothing_to_set_quotas_from_is_a_sentence(tmp_path):
    a_team(tmp_path, leave_out=("quota",)).close()
    with pytest.raises(EngineError, match=r"No quotas are loaded .*quota\.amount.*quota\.target"):
        call(tmp_path)


def test_a_target_and_a_basis_make_quotas_where_there_were_none(tmp_path, capsys):
    a_team(tmp_path, leave_out=("quota",)).close()
    text = "scenario: 1\nname: New\nquota: {basis: potential, target: 90000}\n"
    told = answer(capsys, tmp_path, written(tmp_path, text))
    # 200,000 and 100,000 of potential; the vacant patch had no quota and gets none
    assert [(q["rep_id"], q["amount"]) for q in told["quotas"]] == [
        ("ann", 60_000),
        ("bob", 30_000),
    ]


def led_team(folder):
    """The team under two managers, with an engineer on T1 and T2 and a specialist on none."""
    rows = rows_of_a_team()
    rows["rep"] += [
        {"rep_id": "sid", "role": "Sales Engineer"},
        {"rep_id": "pat", "role": "Product Specialist"},
        {"rep_id": "meg", "name": "Meg", "manager_id": "vic"},
        {"rep_id": "vic", "name": "Vic"},
    ]
    for rep in rows["rep"][:3]:
        rep["manager_id"] = "meg" if rep["rep_id"] != "bob" else "vic"
    rows["assignment"] += [
        {"rep_id": "sid", "territory_id": seat, "start_date": SINCE, "role": "Overlay"}
        for seat in ("T1", "T2")
    ]
    rows["quota"].append({"rep_id": "pat", "amount": 40_000, "level": "rep", **YEAR})
    make_snapshot(folder, **rows).close()


def test_roll_ups_and_shared_quotas_stand_apart_from_the_sum(tmp_path, capsys):
    led_team(tmp_path)
    text = "scenario: 1\nname: Grow\nquota: {growth: 0.10}\n"
    told = answer(capsys, tmp_path, written(tmp_path, text))
    assert sum(q["amount"] for q in told["quotas"]) == told["target"] == 253_000
    # Cy left; his patch stays with Meg, who had 150 of Vic's 230 thousand
    rows = [tuple(one.values()) for one in told["roll_ups"]]
    assert list(told["roll_ups"][0]) == [
        "manager_id",
        "reports_to",
        "amount",
        "carries",
        "previous",
    ]
    assert rows == [
        ("meg", "vic", 165_000, 165_000, 150_000),
        ("vic", None, 253_000, 253_000, 230_000),
    ]
    shared = {one["rep_id"]: one for one in told["shared"]}
    assert (shared["sid"]["amount"], shared["sid"]["covers"]) == (198_000, ["T1", "T2"])
    assert (shared["pat"]["amount"], shared["pat"]["previous"]) == (44_000, 40_000)
    assert "counted there, not here" in shared["sid"]["input"]
    assert "no patch is left out" in told["notes"][0]


def test_a_managers_commitment_moves_their_team_and_not_the_sum(tmp_path, capsys):
    led_team(tmp_path)
    said = "commitments: [{who: meg, amount: 130000}], top_down: 0.5"
    text = f"scenario: 1\nname: Met\nquota: {{{said}}}\n"
    told = answer(capsys, tmp_path, written(tmp_path, text))
    assert sum(q["amount"] for q in told["quotas"]) == 230_000
    # halfway from 150 to 130 is 140; beside Bob's 80 that leaves 10 to share as 150 : 80
    (meg, _) = told["roll_ups"]
    assert float(meg["amount"]) == pytest.approx(140_000 + 10_000 * 150 / 230, abs=0.01)


def test_letters_and_an_upload_file_agree_with_the_answer_to_the_cent(workspace, tmp_path, capsys):
    path, upload = written(tmp_path, RESET), tmp_path / "upload.csv"
    told = answer(capsys, workspace, path, "--letters", tmp_path / "letters", "--upload", upload)
    amounts = {q["rep_id"]: q["amount"] for q in told["quotas"] if q["rep_id"]}
    rows = list(csv.DictReader(upload.open(encoding="utf-8")))
    assert {row["user"]: Decimal(row["amount"]) for row in rows} == amounts
    assert {row["start_date"] for row in rows} == {"2026-01-01"}
    texts = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "letters").iterdir()}
    assert sorted(texts) == ["0001-ann.md", "0002-bob.md"]  # nobody to write to about T3
    assert f"is **{amounts['ann']:,.2f} USD**" in texts["0001-ann.md"]


REDRAWN = "scenario: 1\nname: R\nterritory: {design: rebalance}\nquota: {moved: %s, growth: 0.1}\n"


def uneven_team(folder):
    """Ann's T1 holds three accounts and a quota of 90,000, Bob's T2 one and 30,000."""
    rows = rows_of_a_team()
    for name in ("rep", "territory", "assignment"):
        rows[name] = rows[name][:2]
    rows["account"] = [
        {"account_id": f"A{n}", "owner_id": rep, "territory_id": seat, "potential": 100_000}
        for n, (rep, seat) in enumerate([("ann", "T1")] * 3 + [("bob", "T2")])
    ]
    rows["opportunity"] = [d for d in rows["opportunity"] if d["owner_id"] != "cy"]
    for deal in rows["opportunity"]:
        deal["account_id"] = "A0" if deal["owner_id"] == "ann" else "A3"
    rows["quota"] = [
        {"rep_id": rep, "amount": amount, "level": "rep", **YEAR}
        for rep, amount in (("ann", 90_000), ("bob", 30_000))
    ]
    make_snapshot(folder, **rows).close()


def test_quota_stays_when_an_account_moves(tmp_path, capsys):
    uneven_team(tmp_path)
    told = answer(capsys, tmp_path, written(tmp_path, REDRAWN % "stays"))
    assert [q["amount"] for q in told["quotas"]] == [99_000, 33_000]
    assert told["moved"] == "stays"
    assert told["notes"][0].startswith("1 accounts, 25.0 % of potential, change patch")
    assert "stays with the patch (quota.moved)" in told["notes"][1]


def test_quota_follows_an_account_that_moves(tmp_path, capsys):
    """One of three equal accounts takes 30,000 of 90,000 along; then all grow by a tenth."""
    uneven_team(tmp_path)
    told = answer(capsys, tmp_path, written(tmp_path, REDRAWN % "follows"))
    assert [q["amount"] for q in told["quotas"]] == [66_000, 66_000]
    steps = [{s["step"]: s["amount"] for s in q["stages"]} for q in told["quotas"]]
    assert steps == [
        {"last_year": 90_000, "moved": -30_000, "total": 6_000},
        {"last_year": 30_000, "moved": 30_000, "total": 6_000},
    ]
    assert [q["previous"] for q in told["quotas"]] == [90_000, 30_000]
    for quota in told["quotas"]:
        assert sum(quota["order_free"].values()) + quota["previous"] == quota["amount"]
    assert "follows it, pro rata by potential" in told["notes"][1]


def test_a_name_that_nobody_knows_is_said_and_needs_a_look(workspace, tmp_path, capsys):
    text = "scenario: 1\nname: N\nquota: {overrides: [{territory_id: T9, amount: 5}]}\n"
    told = answer(capsys, workspace, written(tmp_path, text), status=1)
    assert told["unheard"] == [
        "5.00 is set by hand for “T9”, which is no patch of this plan, so it is left out."
    ]
    assert sum(q["amount"] for q in told["quotas"]) == 230_000
    call(workspace, written(tmp_path, text))
    assert "Left out: 5.00 is set by hand for “T9”" in capsys.readouterr().out
