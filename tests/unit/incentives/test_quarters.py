"""Pay by quarter: hand arithmetic of each window, and the year that the quarters sum to."""

from __future__ import annotations

import numpy as np
import pytest

from engine.incentives.library import shipped_plan, shipped_plans
from engine.incentives.quarters import quarter_pay
from engine.incentives.read import read_plan
from engine.incentives.year import BOOKINGS, year_pay

SOLD = np.array([100.0, 100.0, 200.0, 100.0]).reshape(4, 1, 1)
QUOTA, TARGET = np.array([400.0]), np.array([100.0])
PLAN = """schema: plan/1
plan: Try
measures: {arr: {sum: amount}}
components:
  - id: core
    weight: 1.0
    input: {attainment: arr}
    curve: {method: marginal, tiers: [[0, 1.0], [1.0, 2.0]]}
"""


@pytest.mark.parametrize(
    ("lines", "paid"),
    [
        # each quarter on a quota of 100 for 25: 200 of it pays 25 + 2 x 25
        ("    window: period\n", [25, 25, 75, 25]),
        # 100, 200, 400, 500 of the year's 400: 25, 50, 100, 150 to date
        ("    window: ytd_delta\n    against: year\n", [25, 25, 50, 50]),
        # 100 of 100, 200 of 200, 400 of 300, 500 of 400: 25, 50, 75 + 2 x 25, 150 to date
        ("    window: ytd_delta\n", [25, 25, 75, 25]),
        ("    window: annual\n", [0, 0, 0, 150]),
        # on account at most 100 % of the target to date: 25, 50, 75
        ("    window: annual\n    interim: {share: 1.0, cap: 1.0}\n", [25, 25, 25, 75]),
        # the year's pay to date is held at 1.2 x 25, 50, 75, 100
        ("    window: ytd_delta\nadjustments: {plan_cap: 1.2}\n", [25, 25, 40, 30]),
    ],
)
def test_each_window_settles_as_written(lines, paid):
    found = quarter_pay(read_plan(PLAN + lines, "The plan"), SOLD, QUOTA, TARGET)
    np.testing.assert_allclose(found[:, 0, 0], paid)


PLANS = [read_plan(shipped_plan(name).text, name) for name in shipped_plans()]
OVER_THE_YEAR = [p for p in PLANS if all(c.window != "period" for c in p.components)]


@pytest.mark.parametrize("plan", OVER_THE_YEAR, ids=lambda plan: plan.name)
def test_the_quarters_sum_to_the_year(plan):
    sold = np.random.default_rng(1).gamma(2.0, 60.0, (4, 5, 50))
    quota, target = np.full(5, 400.0), np.linspace(50.0, 90.0, 5)
    attained = {BOOKINGS: sold.sum(axis=0) / quota[:, None]}
    found = quarter_pay(plan, sold, quota, target).sum(axis=0)
    np.testing.assert_allclose(found, year_pay(plan, attained, quota, target), atol=1e-9)
