"""The command ``baseline``: one JSON object, or a table for a person."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engine.cli import baseline
from engine.errors import DataError, StoreError
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path


def options(folder: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    baseline.add_parser(parser.add_subparsers())
    return parser.parse_args(["baseline", str(folder), *words])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    won = {"is_closed": True, "is_won": True, "close_date": date(2025, 3, 1)}
    make_snapshot(
        folder,
        opportunity=[
            {"opportunity_id": "1", "owner_id": "a", "amount": 50, **won},
            {"opportunity_id": "2", "owner_id": "b", "amount": 10, **won},
        ],
        quota=[{"rep_id": "a", "amount": 100, **year}],
    ).close()
    return folder


def test_json_holds_the_contracts_keys_and_null_for_what_is_none(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert baseline.run(options(workspace, "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) >= {
        "snapshot", "period", "as_of", "reps", "metrics", "unavailable", "reps_table",
        "activities",
    }  # fmt: skip
    assert (found["period"], found["as_of"], found["reps"]) == ("FY2025", "2025-12-31", 2)
    assert found["metrics"]["bookings"] == 60
    assert set(found["metrics"]["fair_median"]) == {"p10", "p50", "p90"}
    assert set(found["metrics"]["median_gap"]) == {"level", "weighting", "skew"}
    one, other = found["reps_table"]
    assert (one["rep_id"], one["quota"], one["attainment"], one["flags"]) == ("a", 100, 0.5, [])
    assert (other["quota"], other["attainment"], other["fit"]) == (None, None, None)
    assert other["flags"] == ["no_quota"]


def test_a_person_gets_figures_in_their_units_and_what_is_missing(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert baseline.run(options(workspace, "--period", "FY2025-Q1")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "FY2025-Q1, as of 2025-12-31, 2 reps"
    # quota of the quarter 100 x 90 / 365 = 24.66, credited 50
    assert [line.split()[-2:] for line in lines if line.startswith("The middle rep's result")] == [
        ["202.8", "%"]
    ]
    assert "Not available" in lines
    assert any("rep.target_incentive" in line for line in lines)


def test_nonsense_periods_and_empty_workspaces_are_refused(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a period"):
        baseline.run(options(workspace, "--period", "lately"))
    (tmp_path / "new").mkdir()
    with pytest.raises(StoreError, match="holds no data yet"):
        baseline.run(options(tmp_path / "new"))
