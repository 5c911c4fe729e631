"""The command ``diagnose``: its keys, its words and its exit status."""

from __future__ import annotations

import argparse
import json
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from engine.cli import diagnose
from engine.errors import DataError
from engine.ingest.load import load
from engine.settings import settings
from engine.store.workspace import Workspace
from tests.support.sales_force import a_force

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDS = {"lo", "mid", "hi"}


def options(folder: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    diagnose.add_parser(parser.add_subparsers())
    return parser.parse_args(["diagnose", str(folder), *words])


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("force")
    a_force(folder).close()
    return folder


@pytest.fixture
def team_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EVENFIELD_TEAM_ONLY", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


def answer(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def found(force: Path) -> dict:
    """The answer of the force, printed once."""
    with redirect_stdout(StringIO()) as printed:
        assert diagnose.run(options(force, "--json", "--draws", "200", "--seed", "4")) == 0
    return json.loads(printed.getvalue())


def test_every_key_of_the_contract_is_there(found: dict) -> None:
    assert {"shares", "system", "people", "bounds", "verdict", "identification", "elasticity",
            "reps", "tests", "model_card"} <= found.keys()  # fmt: skip
    assert found["shares"].keys() == {"fit", "territory", "rep", "luck"}
    assert all(share.keys() == ENDS for share in [*found["shares"].values(), found["elasticity"]])
    assert sum(share["mid"] for share in found["shares"].values()) == pytest.approx(1.0)
    assert found["system"]["mid"] + found["people"]["mid"] == pytest.approx(1.0)
    for share in (found["system"], found["people"]):
        assert 0 <= share["lo"] <= share["mid"] <= share["hi"] <= 1
    assert found["identification"].keys() >= {"state", "seat_changes", "se_split", "message"}
    assert found["model_card"]["held_out"] == "FY2025-Q4"
    assert len(found["model_card"]["naive"]) == 4


def test_reps_are_ordered_by_id_and_their_steps_lead_to_what_they_attained(found: dict) -> None:
    reps = found["reps"]
    assert [rep["rep_id"] for rep in reps] == sorted(rep["rep_id"] for rep in reps)
    judged = [rep for rep in reps if rep["attainment"] is not None]
    assert len(judged) >= 25
    for rep in judged:
        assert 1 + sum(rep["steps"].values()) == pytest.approx(rep["attainment"])
        assert rep["lo"] <= rep["effect"] <= rep["hi"]
        assert 0 <= rep["credibility"] <= 1


def test_the_same_seed_prints_the_same(
    found: dict, force: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    diagnose.run(options(force, "--json", "--draws", "200", "--seed", "4"))
    assert answer(capsys) == found


@pytest.mark.usefixtures("team_only")
def test_a_team_only_installation_names_nobody(
    force: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diagnose.run(options(force, "--json", "--draws", "100")) == 0
    printed = capsys.readouterr().out
    assert "reps" not in json.loads(printed)
    assert '"r0' not in printed


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (("quota",), "quota.amount"),
        (("assignment", "territory", "account"), "assignment.rep_id"),
        (("opportunity",), "opportunity.close_date"),
    ],
)
def test_what_cannot_be_told_says_why(
    tmp_path: Path, without: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_force(tmp_path, leave_out=without, seats=12).close()
    assert diagnose.run(options(tmp_path, "--json")) == 1
    found = answer(capsys)
    assert found["verdict"] == "cannot tell"
    assert not {"shares", "system", "people"} & found.keys()
    assert said in found["identification"]["message"]


def test_a_small_team_gets_no_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_force(tmp_path, seats=12).close()
    assert diagnose.run(options(tmp_path)) == 1
    printed = capsys.readouterr().out
    assert "Cannot tell" in printed
    assert "below 20 shares would say nothing" in printed


def test_a_person_reads_the_verdict_first(force: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diagnose.run(options(force, "--draws", "100"))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FY2025-Q1 to FY2025-Q4, as of 2025-12-31")
    assert lines[2] in {"Mostly system", "Mostly people", "Cannot tell"}


def test_rows_of_a_test_are_printed_as_csv(force: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diagnose.run(options(force, "--rows", "quota_fit", "--draws", "50")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "rep_id,quota,fit"
    assert len(lines) > 20


def test_a_test_that_is_not_there_names_those_that_are(force: Path) -> None:
    with pytest.raises(DataError, match="no test 'luck'") as refusal:
        diagnose.run(options(force, "--rows", "luck", "--draws", "50"))
    assert "quota_fit" in refusal.value.hint


def test_a_test_without_rows_says_what_would_bring_them(force: Path) -> None:
    with pytest.raises(DataError) as refusal:
        diagnose.run(options(force, "--rows", "stage_exit", "--draws", "50"))
    assert "stage_change" in refusal.value.hint


def test_sheets_say_the_patch_before_the_person(
    force: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    diagnose.run(options(force, "--json", "--draws", "50"))
    sheets = answer(capsys)["reps"]
    assert all(sheet["first"] for sheet in sheets)
    assert all(not sheet["behaviours"] for sheet in sheets if sheet["fit"] is None)


def test_data_without_a_year_to_judge_say_so_first(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Employee ID,Name,Hire Date\n1,Ana,2024-02-01\n2,Ben,2025-06-01\n")
    load(Workspace(tmp_path / "work"), [people])
    with redirect_stdout(StringIO()) as out:
        diagnose.run(options(tmp_path / "work"))
    assert out.getvalue().splitlines()[0] == "Data as of 2025-06-01: no year to judge yet"
