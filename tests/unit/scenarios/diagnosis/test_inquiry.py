"""The structured tests on forces whose quotas are made to fit, or not to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engine.model.tables import TABLE
from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.diagnosis.diagnose import diagnose
from tests.support.sales_force import force_rows
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model.diagnosis import Diagnosis, StructuredTest

SPEC = WorldSpec(seats=60, stretch=0.05, quota_exponent=0.0)
FITTING = WorldSpec(seats=60, stretch=0.05, quota_exponent=SPEC.elasticity)


def diagnosis(folder: Path, spec: WorldSpec, *, team_only: bool = False) -> Diagnosis:
    warehouse = make_snapshot(folder, **force_rows(make_world(spec, seed=8)))
    try:
        return diagnose(warehouse, draws=200, team_only=team_only)
    finally:
        warehouse.close()


def by_name(found: Diagnosis) -> dict[str, StructuredTest]:
    return {test.test: test for test in found.tests}


@pytest.fixture(scope="module")
def skewed(tmp_path_factory: pytest.TempPathFactory) -> Diagnosis:
    """Quotas do not follow potential at all, results with exponent 0.70."""
    return diagnosis(tmp_path_factory.mktemp("skewed"), SPEC)


def test_quotas_that_follow_potential_too_little_are_found(skewed: Diagnosis) -> None:
    fit = by_name(skewed)["quota_fit"]
    assert fit.found
    assert fit.size == pytest.approx(0.0, abs=0.05)
    assert "too low in rich patches" in fit.finding


def test_quotas_that_follow_potential_as_results_do_are_no_finding(tmp_path: Path) -> None:
    tests = by_name(diagnosis(tmp_path, FITTING))
    assert not tests["quota_fit"].found
    assert not tests["same_skill"].found
    assert not tests["ramp"].found


def test_quotas_that_ramp_as_people_do_are_no_finding(skewed: Diagnosis) -> None:
    """They ask 25, 60 and 85 %, as the truth has it, to within how far medians scatter."""
    ramp = by_name(skewed)["ramp"]
    assert not ramp.found
    asked = [row["quota_asks"] for row in ramp.rows]
    assert asked == pytest.approx([0.25, 0.60, 0.85], abs=0.05)


def test_what_is_missing_is_named_by_a_column_that_exists(skewed: Diagnosis) -> None:
    """No leads, products, credits, activities, stages, hours: each says which column."""
    missing = [test for test in skewed.tests if test.unavailable]
    assert len(missing) >= 10
    for test in missing:
        assert test.finding == ""
        assert test.size is None
        named = re.findall(r"([a-z_]+)\.([a-z_]+)", test.unavailable)
        assert named, test.unavailable
        for table, column in named:
            assert TABLE[table].field(column).name == column


def test_rows_are_never_ordered_by_what_they_say_of_people(skewed: Diagnosis) -> None:
    """Rows of people come by id; the pair of the same skill names who is compared."""
    for test in skewed.tests:
        ids = [row["rep_id"] for row in test.rows if "rep_id" in row]
        assert test.test == "same_skill" or ids == sorted(ids)


def test_a_team_only_diagnosis_has_no_rows_of_people_and_no_activity(tmp_path: Path) -> None:
    found = diagnosis(tmp_path, SPEC, team_only=True)
    assert found.reps == ()
    assert not any({"rep_id", "team"} & row.keys() for test in found.tests for row in test.rows)
    assert not any(test.test.startswith("activity") for test in found.tests)
