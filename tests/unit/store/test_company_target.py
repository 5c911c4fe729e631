"""The company's target: plan before budget, the whole before its parts."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.period import quarters, year_period
from engine.store.company_target import company_target
from tests.support.snapshots import make_snapshot

WHOLE = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31), "scope": "Company"}
PLAN = {"amount": 90, "kind": "plan", **WHOLE}
BUDGET = {"amount": 95, "kind": "budget", **WHOLE}
PARTS = [
    {"period_start": q.first, "period_end": q.last, "amount": 20, "kind": "plan"}
    for q in quarters(2026)
]


@pytest.mark.parametrize(
    ("rows", "expected", "why"),
    [
        ([PLAN, BUDGET], 90, "plan"),
        ([BUDGET], 95, "budget where there is no plan"),
        (PARTS, 80, "four quarters of 20, scope blank"),
        ([*PARTS, {"amount": 92, "kind": "plan", **WHOLE}], 92, "the year, not 172"),
        ([{"amount": 50, "kind": "plan", **WHOLE, "scope": "West"}], None, "a region"),
        ([{"amount": 50, "kind": "forecast", **WHOLE}], None, "a forecast is no target"),
        ([{"amount": 50, "kind": "plan", "measure": "logos", **WHOLE}], None, "another measure"),
        ([], None, "nothing loaded"),
    ],
)  # fmt: skip
def test_which_rows_are_the_target(tmp_path, rows, expected, why):
    house = make_snapshot(tmp_path, target=rows)
    assert company_target(house, year_period(2026)) == expected, why
    assert company_target(house, year_period(2027)) is None
