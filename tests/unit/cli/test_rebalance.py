"""The command ``rebalance``, in its two-file form."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest

from engine.cli.main import main, parser
from engine.cli.rebalance import table
from engine.errors import EngineError
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.rules import Rules
from engine.territories.snapshot import ground
from engine.territories.wishes import Wishes
from tests.support.snapshots import make_snapshot

# Two seats, four accounts, tolerance 10 %, target 20 each:
#   today A holds 10 + 10 + 10 = 30, B holds 10. Moving one account (cost 2) makes it 20 : 20.
ACCOUNTS = """account_id,seat,potential,move_cost,locked,eligible
a1,A,10,2,0,
a2,A,10,1,0,
a3,A,10,3,0,
b1,B,10,1,0,
"""
SEATS = "seat\nA\nB\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    (tmp_path / "seats.csv").write_text(SEATS)
    return tmp_path


def both(folder):
    return ["--accounts", str(folder / "accounts.csv"), "--seats", str(folder / "seats.csv")]


def call(folder, capsys, *more):
    status = main(["rebalance", *both(folder), "--json", *map(str, more)])
    return status, json.loads(capsys.readouterr().out)


def test_the_cheapest_account_that_balances_moves(files, capsys):
    status, found = call(files, capsys, "--penalty-potential", 5)
    assert status == 0
    assert found["status"] == "optimal"
    assert (found["objective"], found["bound"], found["gap"]) == (1, 1, 0)
    assert found["objective_parts"] == {"travel": 0, "moves": 1, "imbalance": 0}
    assert [(x["account_id"], x["from"], x["to"]) for x in found["assignment"]] == [
        ("a2", "A", "B")
    ]
    assert "150 %" in found["assignment"][0]["why"]  # 30 of 20
    assert (found["moves"], found["moved_share"]) == (1, 0.25)
    assert found["max_deviation"] == {"potential": {"before": 0.5, "after": 0.0}}
    assert found["balance_cv"] == {"potential": {"before": 0.5, "after": 0.0}}  # sd 10, mean 20
    assert found["weights"] == {"distance": 1.0, "penalty_potential": 5.0, "tolerance": 0.1}


def test_no_move_allowed_leaves_what_lies_outside(files, capsys):
    """30 is 8 above 22, 10 is 8 below 18: 16 units at 5."""
    status, found = call(files, capsys, "--penalty-potential", 5, "--max-moves", 0)
    assert (status, found["objective"], found["moves"]) == (0, 80, 0)


def test_the_share_of_potential_is_a_limit(files, capsys):
    assert call(files, capsys, "--max-moved-share", 0.24)[1]["moves"] == 0
    assert call(files, capsys, "--max-moved-share", 0.25)[1]["moves"] == 1


def test_the_change_of_a_seat_is_a_limit(files, capsys):
    """B has one account and would gain one: a change of 1 / 1."""
    assert call(files, capsys, "--max-seat-change", 0.99)[1]["moves"] == 0
    assert call(files, capsys, "--max-seat-change", 1)[1]["moves"] == 1


def test_bands_that_no_design_meets_name_the_rule_and_the_least_relaxation(files, capsys):
    """Without a move A is 50 % off; with one all is even, so either limit may give."""
    status, found = call(files, capsys, "--hard-balance", "--max-moves", 0)
    assert (status, found["status"], found["objective"]) == (1, "infeasible", None)
    by_rule = {x["rule"]: x for x in found["infeasible_because"]}
    tolerance = next(x for rule, x in by_rule.items() if "within 10 %" in rule)
    assert (tolerance["needs"], tolerance["has"]) == (0.5, 0.1)
    moves = next(x for rule, x in by_rule.items() if "so few accounts" in rule)
    assert (moves["needs"], moves["has"]) == (1, 0)


def test_a_locked_account_larger_than_its_seat_is_told_before_the_search(files, capsys):
    """Total 60, target 30, upper end 33; a1 alone is 40, which a tolerance of 1/3 would take."""
    (files / "accounts.csv").write_text(
        "account_id,seat,potential,locked\na1,A,40,1\na2,A,10,0\nb1,B,10,0\n"
    )
    status, found = call(files, capsys, "--hard-balance")
    assert (status, found["status"]) == (1, "infeasible")
    first = found["infeasible_because"][0]
    assert "locked account a1" in first["rule"]
    assert (first["needs"], first["has"]) == (40, 33)
    assert "0.3334" in first["least_relaxation"]


def test_an_eligibility_that_leaves_nobody_is_told(files, capsys):
    (files / "accounts.csv").write_text(ACCOUNTS + "c1,,5,0,0,C\n")
    status, found = call(files, capsys)
    assert (status, found["status"]) == (1, "infeasible")
    assert "account c1" in found["infeasible_because"][0]["rule"]


def test_an_account_without_a_seat_gets_one_and_is_no_move(files, capsys):
    (files / "accounts.csv").write_text(ACCOUNTS + "c1,,10,7,1,\n")
    _, found = call(files, capsys, "--tolerance", 0.2)  # target 25: 30 and 20 fit
    assert found["moves"] == 0
    assert found["objective"] == 0
    assert found["assignment"][0]["from"] is None
    assert found["assignment"][0]["to"] == "B"


def test_every_account_is_written_and_the_proof_holds_without_a_solver(files, capsys):
    out, proof = files / "out.csv", files / "proof.json"
    _, found = call(files, capsys, "--out", out, "--certificate", proof, "--penalty-potential", 5)
    with out.open() as lines:
        assert {row["account_id"]: row["seat"] for row in csv.DictReader(lines)} == {
            "a1": "A",
            "a2": "B",
            "a3": "A",
            "b1": "B",
        }
    status, verdict = call(files, capsys, "--verify", proof)
    assert (status, verdict["holds"], verdict["objective"]) == (0, True, found["objective"])
    assert verdict["bound"] <= found["bound"]


@pytest.mark.parametrize("tamper", ["bound", "prices", "design", "tables"])
def test_a_proof_that_was_changed_does_not_hold(files, capsys, tamper):
    proof = files / "proof.json"
    call(files, capsys, "--certificate", proof, "--penalty-potential", 5)
    document = json.loads(proof.read_text())
    if tamper == "bound":
        document["bound_millionths"] = str(int(document["bound_millionths"]) + 1_000_000)
    elif tamper == "prices":
        document["prices"]["low"][0][0] = 1 << 60
    elif tamper == "design":
        document["design"][0] = 7
    else:
        (files / "accounts.csv").write_text(ACCOUNTS.replace("a3,A,10", "a3,A,11"))
    proof.write_text(json.dumps(document))
    status, verdict = call(files, capsys, "--verify", proof)
    assert (status, verdict["holds"]) == (1, False)
    assert verdict["faults"]


@pytest.mark.parametrize(
    ("accounts", "words"),
    [
        ("account_id,seat\na1,Z\n", "Account a1 sits in seat Z"),
        ("account_id,potential\na1,much\n", "potential of the accounts is 'much' in line 2"),
        ("account_id,potential\na1,-1\n", "potential of the accounts is -1 in line 2"),
        ("account_id,potential\na1,1\na1,2\n", "a1 occurs twice"),
        ("id,potential\na1,1\n", "no column account_id"),
        ("account_id,locked\na1,perhaps\n", "'perhaps' in line 2"),
        ("account_id,potential\n", "have no rows"),
    ],
)
def test_bad_input_gets_a_sentence(files, accounts, words):
    (files / "accounts.csv").write_text(accounts)
    options = parser().parse_args(["rebalance", *both(files)])
    with pytest.raises(EngineError, match=words):
        options.run(options)


def test_a_person_reads_a_short_table(files, capsys):
    assert main(["rebalance", *both(files), "--penalty-potential", "5"]) == 0
    told = capsys.readouterr().out
    assert "no better one exists (optimal, proved by " in told
    assert "1 account moves, 25.0 % of potential" in told


def test_a_gap_too_small_for_two_decimals_is_not_told_as_nil(files, capsys):
    _, found = call(files, capsys, "--penalty-potential", 5)
    assert "less than 0.01 % better exists" in table({**found, "gap": 1e-6})
    assert "at most 0.60 % better exists" in table({**found, "gap": 0.006})


def test_what_to_know_is_told_where_there_is_no_design_too(files, capsys):
    _, found = call(files, capsys, "--hard-balance", "--max-moves", 0)
    told = table({**found, "warnings": ["2 numbers were rounded."]})
    assert told.splitlines()[0] == "No design keeps these rules."
    assert told.splitlines()[-1] == "Note: 2 numbers were rounded."


def test_each_reason_is_told_with_its_sizes_and_its_own_change():
    because = [
        {"rule": "A is too large", "needs": 2_170_000.5, "has": 5.0, "least_relaxation": "B"},
        {"rule": "C", "needs": None, "has": None, "least_relaxation": "D"},
    ]
    none = {"objective": None, "status": "infeasible", "warnings": []}
    assert table({**none, "infeasible_because": because}).splitlines() == [
        "No design keeps these rules.",
        "  A is too large (needs 2,170,000.5, has 5): try B",
        "  C: try D",
        "Each change lifts its own reason.",
    ]
    late = table({**none, "status": "out_of_time", "infeasible_because": []})
    assert late == "No design was found in this time."


def test_more_than_six_decimals_are_rounded_half_to_even_and_counted(files, capsys):
    (files / "accounts.csv").write_text(
        "account_id,seat,potential,move_cost\na1,A,1.0000005,0\na2,A,1.0000015,0\nb1,B,2,0\n"
    )
    _, found = call(files, capsys)
    assert any(warning.startswith("2 numbers") for warning in found["warnings"])


def test_the_frontier_goes_from_no_move_to_the_best_balance(files, capsys):
    """No move costs 16 units outside at 5; one move costs 1 and leaves nothing outside."""
    _, found = call(files, capsys, "--penalty-potential", 5, "--frontier", 2)
    assert [(p["moves"], p["objective"], p["gap"]) for p in found["frontier"]] == [
        (0, 80, 0),
        (1, 1, 0),
    ]
    assert [p["balance_cv"]["potential"] for p in found["frontier"]] == [0.5, 0.0]


def test_a_person_reads_the_frontier_and_who_had_no_seat(files, capsys):
    with (files / "accounts.csv").open("a") as accounts:
        accounts.write("new,,0,0,0,\n")
    assert main(["rebalance", *both(files), "--penalty-potential", "5", "--frontier", "2"]) == 0
    told = capsys.readouterr().out
    assert "Frontier, 0 moves: objective 80.00, no better one exists" in told
    assert "; 1 that had no seat are given one" in told


def test_a_workspace_is_rebalanced_within_region_and_segment(tmp_path, capsys):
    """Seats t1 and t2 share a group and hold 30 and 10; t3 is alone in another."""
    account = [
        {"account_id": f"a{n}", "territory_id": "t1", "potential": 10, "segment": "S"}
        for n in range(3)
    ]
    account.append({"account_id": "b", "territory_id": "t2", "potential": 10, "segment": "S"})
    account.append({"account_id": "c", "territory_id": "t3", "potential": 99, "segment": "L"})
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": f"t{n}", "segment": "SSL"[n - 1]} for n in (1, 2, 3)],
        account=account,
        opportunity=[
            {
                "opportunity_id": "d",
                "account_id": "a0",
                "amount": 5,
                "created_date": date(2025, 12, 1),
                "close_date": date(2026, 1, 20),
            }
        ],
    )
    found = ground(house, Wishes())
    problem = build(found.inputs, Rules()).problem
    assert problem.locked.tolist() == [True, False, False, False, False]  # a0's deal is in flight
    assert (problem.measures[0].target / 1e6).tolist() == [20, 20, 99]
    design = design_for(build(found.inputs, Rules()), Budget(rounds=5)).design
    assert design.evaluation.moves == 1
    assert design.seat_of_account[0] == 0
    assert design.seat_of_account[4] == 2


@pytest.fixture
def named_and_regions(tmp_path):
    """Seats t1 and t2 of 30 and 10; a0 is a named account, a1 lies in the region North."""
    account = [
        {
            "account_id": f"a{n}",
            "territory_id": "t2" if n == 3 else "t1",
            "potential": 10,
            "is_named": n == 0,
            "region": "North" if n == 1 else "South",
        }
        for n in range(4)
    ]
    return make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        account=account,
    )


@pytest.mark.parametrize(
    ("wishes", "locked"),
    [
        ({}, [True, False, False, False]),
        ({"named_stay": False}, [False, False, False, False]),
        ({"named_stay": False, "locked": ("a2",)}, [False, False, True, False]),
        ({"locked_seats": ("t1",)}, [True, True, True, False]),
        ({"named_stay": False, "locked_regions": ("north",)}, [False, True, False, False]),
    ],
)
def test_named_accounts_patches_and_regions_are_locked_as_asked(named_and_regions, wishes, locked):
    found = ground(named_and_regions, Wishes(**wishes))
    assert build(found.inputs, Rules()).problem.locked.tolist() == locked


def test_a_patch_to_lock_that_does_not_exist_is_named(named_and_regions):
    with pytest.raises(EngineError, match="no patch tt1") as told:
        ground(named_and_regions, Wishes(locked_seats=("tt1",)))
    assert told.value.hint.startswith("Did you mean t1")


def test_an_account_to_lock_that_does_not_exist_is_named(named_and_regions):
    with pytest.raises(EngineError, match="no account a22") as told:
        ground(named_and_regions, Wishes(locked=("a1", "a22")))
    assert told.value.hint.startswith("Did you mean a2")


def test_rules_over_a_workspace_are_refused_with_two_files(files):
    options = parser().parse_args(["rebalance", *both(files), "--lock-seat", "A"])
    with pytest.raises(EngineError, match="do not hold for two files"):
        options.run(options)


def test_the_command_takes_the_rules_over_patches(tmp_path, capsys):
    """30 and 10: without t2 all is t1's; with half a patch more, 16 for each full one."""
    house = make_snapshot(
        tmp_path,
        territory=[{"territory_id": "t1"}, {"territory_id": "t2"}],
        rep=[{"rep_id": "r1", "fte": 1.0}, {"rep_id": "r2", "fte": 0.5}],
        assignment=[
            {"rep_id": f"r{n}", "territory_id": f"t{n}", "start_date": date(2020, 1, 1)}
            for n in (1, 2)
        ],
        account=[
            {"account_id": f"a{n}", "territory_id": "t2" if n == 3 else "t1", "potential": 10}
            for n in range(4)
        ],
    )
    house.close()

    def asked(*words):
        options = parser().parse_args(["rebalance", str(tmp_path), "--json", *words])
        assert options.run(options) == 0
        return json.loads(capsys.readouterr().out)

    gone = asked("--dissolve", "t2")
    assert [(row["account_id"], row["to"]) for row in gone["assignment"]] == [("a3", "t1")]
    assert gone["moves"] == 0
    halves = asked("--weigh-by", "part-time", "--hard-balance", "--tolerance", "0.3")
    assert halves["moves"] == 0  # 26.7 and 13.3 is what they should carry
    new = asked("--new-seat", "Hire", "--seat-weight", "Hire=0.5", "--seat-weight", "t2=0.5")
    assert [row["to"] for row in new["assignment"]] == ["Hire"]
    for words, told in (
        (("--seat-weight", "t1"), "has no number"),
        (("--new-seat", "a:b:c:d"), "too many parts"),
        (("--weigh-by", "ramp"), "Nobody has hire_date"),
    ):
        options = parser().parse_args(["rebalance", str(tmp_path), *words])
        with pytest.raises(EngineError, match=told):
            options.run(options)
