"""From a snapshot to the history that the model reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.fitted import fitted
from engine.scenarios.history import read_history, whole_quarters
from tests.support.sales_force import force_rows
from tests.support.snapshots import make_snapshot
from tests.support.team import a_team
from tests.support.truth import panel_of

if TYPE_CHECKING:
    from pathlib import Path

WON = {"is_closed": True, "is_won": True, "amount": 10, "owner_id": "a"}


def test_a_world_written_down_is_read_back_as_it_was(tmp_path: Path) -> None:
    """Cells, exposure, ramp, bookings and potential; deals are rounded to whole dollars."""
    world = make_world(WorldSpec(seats=12), seed=1)
    warehouse = make_snapshot(tmp_path, **force_rows(world))
    found, truth = read_history(warehouse), panel_of(world)
    warehouse.close()
    assert found is not None
    panel = found.panel
    names = [int(name[1:]) for name in found.rep_ids]
    assert [names[rep] for rep in panel.rep] == truth.rep.tolist()
    np.testing.assert_array_equal(panel.seat, truth.seat)
    np.testing.assert_array_equal(panel.quarter, truth.quarter)
    np.testing.assert_allclose(panel.exposure, 1.0)
    np.testing.assert_allclose(panel.booked, truth.booked, atol=1.01)
    np.testing.assert_allclose(panel.ramp, truth.ramp, atol=0.02)
    np.testing.assert_allclose(panel.seats.log_potential - np.log(1e6), truth.seats.log_potential,
                               atol=1e-5)  # fmt: skip
    assert found.year.label == "FY2025-Q1 to FY2025-Q4"
    assert found.proxy == ""


def test_a_quarter_that_has_not_ended_does_not_count(tmp_path: Path) -> None:
    days = [date(2024, 11, 5), date(2025, 2, 1), date(2025, 5, 20)]
    deals = [{"opportunity_id": str(n), "close_date": day, **WON} for n, day in enumerate(days)]
    warehouse = make_snapshot(tmp_path, as_of=date(2025, 5, 20), opportunity=deals)
    found = [quarter.label for quarter in whole_quarters(warehouse)]
    warehouse.close()
    assert found == ["FY2024-Q4", "FY2025-Q1"]


def test_a_first_quarter_that_starts_late_is_left_out(tmp_path: Path) -> None:
    days = [date(2024, 12, 5), date(2025, 2, 1), date(2025, 5, 20)]
    deals = [{"opportunity_id": str(n), "close_date": day, **WON} for n, day in enumerate(days)]
    warehouse = make_snapshot(tmp_path, as_of=date(2025, 6, 30), opportunity=deals)
    found = [quarter.label for quarter in whole_quarters(warehouse)]
    warehouse.close()
    assert found == ["FY2025-Q1", "FY2025-Q2"]


@pytest.mark.parametrize("without", ["opportunity", "assignment"])
def test_without_deals_or_seats_there_is_no_history(tmp_path: Path, without: str) -> None:
    leave_out = (without,) if without == "opportunity" else (without, "account", "territory")
    warehouse = a_team(tmp_path, leave_out=leave_out)
    assert read_history(warehouse) is None
    warehouse.close()


def test_bookings_never_stand_for_potential(tmp_path: Path) -> None:
    """Without potential the number of accounts stands for it, and says so."""
    world = make_world(WorldSpec(seats=4), seed=1)
    rows = force_rows(world)
    for account in rows["account"]:
        del account["potential"]
    rows["account"].append({"account_id": "more", "territory_id": "s000"})
    warehouse = make_snapshot(tmp_path, **rows)
    found = read_history(warehouse)
    warehouse.close()
    assert found is not None
    np.testing.assert_allclose(np.exp(found.panel.seats.log_potential), [2, 1, 1, 1])
    assert found.proxy == "a patch's number of accounts stands for it"


def test_a_snapshot_is_fitted_once_for_each_opening(tmp_path):
    """The past and the coming year ask for the same fit; another elasticity is another fit."""
    house = a_team(tmp_path)
    once = fitted(house)

    assert fitted(house) is once
    assumed = fitted(house, 0.5)
    assert assumed.history is once.history
    assert assumed.model.elasticity[0] == pytest.approx(0.5, abs=1e-6)
    assert fitted(house) is once
