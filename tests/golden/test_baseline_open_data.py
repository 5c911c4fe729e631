"""The baseline on public extracts, against what was counted from their files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.cli.baseline import document, table
from engine.ingest.load import load
from engine.scenarios.as_is import as_is
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model.results import AsIs

pytestmark = pytest.mark.open_data

DATA = Path(__file__).parents[3] / "shared" / "data"
OF_QUOTA = (
    "median_attainment",
    "team_attainment",
    "participation",
    "share_in_80_120",
    "median_gap",
    "fair_median",
    "fit_in_band",
    "fit_spread",
    "fit_rank_correlation",
    "pipeline_coverage",
    "quota_to_ote",
)


@pytest.fixture(scope="module")
def maven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AsIs]:
    """Maven's CRM export: 8,800 deals, no quota, no pay, no activities."""
    folder = DATA / "maven_crm"
    if not folder.is_dir():
        pytest.skip("the public extracts are not beside the project: ../shared/data/maven_crm")
    workspace = Workspace(tmp_path_factory.mktemp("maven"))
    load(workspace, sorted(folder.glob("*.csv")))
    warehouse = workspace.open()
    yield as_is(warehouse)
    warehouse.close()


def test_bookings_and_win_rate_are_those_counted_from_the_file(maven: AsIs) -> None:
    assert maven.period.label == "FY2017"
    assert maven.metrics["bookings"] == 10_005_534
    assert maven.metrics["win_rate"] == 4_238 / 6_711


def test_thirty_agents_have_deals_and_carry_all_bookings(maven: AsIs) -> None:
    rows = [row for row in maven.reps_table.to_pylist() if row["deals"]]
    assert len(rows) == 30
    booked = sorted(row["booked"] for row in rows)
    assert (booked[0], booked[-1], sum(booked)) == (123_431, 1_153_214, 10_005_534)


def test_what_needs_a_quota_is_named_as_missing_and_never_zero(maven: AsIs) -> None:
    for key in OF_QUOTA:
        assert key not in maven.metrics
        assert "quota.amount" in maven.unavailable[key] or "rep." in maven.unavailable[key]
    assert "rep.target_incentive" in maven.unavailable["payout"]
    assert maven.activities == ()


def test_what_is_printed_holds_no_number_that_is_none(maven: AsIs) -> None:
    printed = json.dumps(document(maven), allow_nan=False)
    assert json.loads(printed)["metrics"]["bookings"] == 10_005_534
    assert "10,005,534" in table(maven)
    assert "63.2 %" in table(maven)
