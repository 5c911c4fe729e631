"""``run``: the contract of its JSON, and what a person reads."""

from __future__ import annotations

import argparse
import json
from contextlib import closing

import pytest

from engine.cli import run as command
from engine.errors import EngineError
from engine.scenarios.files import parse_scenario
from engine.scenarios.run import run
from tests.support.snapshots import make_snapshot
from tests.support.team import a_team

FILE = "scenario: 1\nname: Grow\nquota: {growth: 0.10}\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    a_team(folder).close()
    return folder


def call(*words):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    return command.run(parser.parse_args(["run", *map(str, words)]))


def answer(capsys, *words):
    assert call(*words, "--json") == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_without_scenarios_the_baseline_stands_alone(workspace, capsys):
    told = answer(capsys, workspace, "--draws", 30)
    assert [s["name"] for s in told["scenarios"]] == ["Baseline"]
    assert (told["draws"], told["seed"], told["period"]) == (30, 0, "FY2026")
    assert set(told) >= {"snapshot", "engine"}


def test_a_scenario_stands_beside_the_baseline(workspace, tmp_path, capsys):
    (tmp_path / "g.yaml").write_text(FILE)
    told = answer(capsys, workspace, tmp_path / "g.yaml")
    baseline, grown = told["scenarios"]
    assert (baseline["name"], grown["name"]) == ("Baseline", "Grow")
    assert grown["metrics"]["quota_total"] == 253_000  # 1.10 x 230,000
    assert grown["versus_baseline"]["quota_total"] == 23_000
    assert set(grown["versus_baseline"]["median_attainment"]) == {"p10", "p50", "p90"}
    assert grown["versus_baseline"]["median_attainment"]["p90"] < 0
    assert grown["solver"] is None
    assert "pay_spread" in grown["unavailable"]


def test_a_budget_comes_with_the_chance_of_paying_more(workspace, tmp_path, capsys):
    """
    The chance is the part of the years that pay more, and a baseline has no budget.

    Of 1,000 years the tenth percentile lies between the 100th and the 101st from below: above
    the budget, it leaves 900 or more above; not above, at most 900. So with the other two.
    """
    text = "scenario: 1\nname: B\nincentive: {budget: 1000000}\n"
    (tmp_path / "b.yaml").write_text(text)
    baseline, one = answer(capsys, workspace, tmp_path / "b.yaml")["scenarios"]
    assert "over_budget_chance" not in baseline["metrics"]
    chance, payout = one["metrics"]["over_budget_chance"], one["metrics"]["payout"]
    assert 0 < chance < 1
    for name, left in (("p10", 0.9), ("p50", 0.5), ("p90", 0.1)):
        assert chance >= left if payout[name] > 1e6 else chance <= left
    with closing(a_team(tmp_path / "again")) as house:
        paid = run(house, parse_scenario(text)).samples["payout"]
    assert chance == len([money for money in paid if money > 1e6]) / 1_000


def test_a_file_without_levers_equals_the_baseline(workspace, tmp_path, capsys):
    (tmp_path / "n.yaml").write_text("scenario: 1\nname: Nothing\n")
    baseline, nothing = answer(capsys, workspace, tmp_path / "n.yaml")["scenarios"]
    assert {**nothing, "name": "Baseline"} == baseline


def test_the_same_call_prints_the_same_bytes(workspace, capsys):
    call(workspace, "--json")
    first = capsys.readouterr().out
    call(workspace, "--json")
    assert capsys.readouterr().out == first


def test_a_person_reads_a_table_and_sentences(workspace, tmp_path, capsys):
    (tmp_path / "g.yaml").write_text(FILE)
    assert call(workspace, tmp_path / "g.yaml") == 0
    told = capsys.readouterr().out
    assert "The middle rep's result" in told
    assert "253,000" in told
    assert "Grow: The middle rep falls" in told
    assert "Note: 1 patch is vacant" in told


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("scenario: 1\nname: B\nperiod: FY2027\n", "different periods"),
        ("scenario: 1\nname: B\nperiod: soon\n", "not a period"),
    ],
)
def test_periods_that_do_not_go_together_are_refused(workspace, tmp_path, other, sentence):
    (tmp_path / "g.yaml").write_text(FILE)
    (tmp_path / "b.yaml").write_text(other)
    with pytest.raises(EngineError, match=sentence):
        call(workspace, tmp_path / "g.yaml", tmp_path / "b.yaml")


def test_what_is_not_known_comes_with_the_column_that_would_bring_it(tmp_path, capsys):
    make_snapshot(tmp_path / "people", rep=[{"rep_id": "R1", "name": "Ana", "role": "AE"}]).close()
    assert call(tmp_path / "people", "--draws", 20) == 0
    table, _, missing = capsys.readouterr().out.partition("Not available")
    assert table.count("not known") == 8
    for column in ("opportunity.close_date", "quota.amount", "target.amount"):
        assert column in missing
    handed_out = next(line for line in missing.splitlines() if "Quota handed out" in line)
    assert "Booked" not in handed_out  # one lacks quotas, the other deals


def test_an_empty_workspace_says_what_to_do(tmp_path):
    (tmp_path / "new").mkdir()
    with pytest.raises(EngineError, match="holds no data yet"):
        call(tmp_path / "new")


def test_limits_on_quotas_that_cannot_hold_are_told_with_status_1(workspace, tmp_path, capsys):
    (tmp_path / "g.yaml").write_text(
        "scenario: 1\nname: Much\nquota: {basis: expected, growth: 0.5}\n"
    )
    assert call(workspace, tmp_path / "g.yaml", "--json", "--draws", 20) == 1
    _, much = json.loads(capsys.readouterr().out)["scenarios"]
    (conflict,) = much["infeasible_because"]
    assert (conflict["rule"], conflict["needs"]) == ("max_change", 0.5)
    assert "would have to be 50 %" in much["warnings"][-1]
    assert much["metrics"]["quota_total"] == 345_000  # 1.5 x 230,000
