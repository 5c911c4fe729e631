"""Every key that a file may hold is explained, and no other."""

from __future__ import annotations

from engine.incentives.form.plan import PlanForm
from engine.ingest.load import load
from engine.ingest.loading.report import as_json
from engine.model.levers import LEVERS
from engine.scenarios.form import ScenarioForm
from engine.store.workspace import Workspace
from pages._shared import file_formats


def test_every_key_of_a_plan_file_is_explained():
    silent = [k for k, field in file_formats.keys(PlanForm).items() if not field.description]
    assert silent == []


def test_every_key_of_a_scenario_file_is_explained():
    levers = {lever.key for lever in LEVERS}

    assert set(file_formats.keys(ScenarioForm)) == levers | set(file_formats.SCENARIO_KEYS)


def test_every_key_that_a_load_prints_is_explained(tmp_path):
    extract = tmp_path / "deals.csv"
    extract.write_text("Deal ID,Amount,Stage,Close Date\n1,5,Closed Won,2025-01-31\n")
    document = as_json(load(Workspace(tmp_path / "w"), [extract]))
    top = {key for key in document if key != "files"}
    of_files = {f"files.{key}" for key in document["files"][0]}

    assert top | of_files == set(file_formats.LOAD_KEYS)


def test_what_must_be_given_is_said():
    needed = [row["Key"] for row in file_formats.scenario_rows() if "must" in row["Left out"]]

    assert needed == ["scenario", "name"]


def test_keys_that_do_not_act_yet_are_there_and_say_so():
    (row,) = [r for r in file_formats.scenario_rows() if r["Key"] == "model.behaviour"]

    assert "nothing acts on it yet" in row["What it does"]
