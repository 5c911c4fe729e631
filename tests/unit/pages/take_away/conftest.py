"""A comparison of two people made by hand, one scenario with a hostile name."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.scenario import QuotaLevers, Scenario
from engine.model.snapshot import Snapshot
from pages._shared.charts.side import sides
from pages._shared.take_away.story import Story
from tests.support.results import band, result

HOSTILE = "=1+1"


@pytest.fixture
def story():
    baseline = result([0.5, 0.9], [1.0, 1.3], median_attainment=band(0.7, 0.1), fit_in_band=0.5)
    lower = result([0.6, 1.1], [1.0, 1.3], median_attainment=band(0.85, 0.1), fit_in_band=0.5)
    changes = ({"median_attainment": band(0.15, 0.02), "fit_in_band": 0.0},)
    return Story(
        sides(("If we carry on", HOSTILE), (baseline, lower)),
        (Scenario(HOSTILE, note="@SUM(1)", quota=QuotaLevers(growth=-0.1)),),
        changes,
        Snapshot("ab" * 8, date(2025, 12, 31), 1, "USD", {}, {}),
    )
