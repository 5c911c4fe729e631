"""What was handed out and what the company must book, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.model.period import Period, quarter_period, year_period
from engine.store.company_target import company_target
from engine.store.quota_total import quota_total
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

FY2025 = year_period(2025)


def spanning(period: Period, amount: float, **more: Any) -> dict[str, Any]:
    return {
        "period_start": period.first,
        "period_end": period.last,
        "amount": amount,
        **more,
    }


def test_handed_out_keeps_leavers_and_vacant_seats_whole_and_no_rollup(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": "a", "leave_date": date(2025, 3, 14)}],
        quota=[
            spanning(FY2025, 3650, rep_id="a"),
            spanning(FY2025, 100, territory_id="nobody's"),
            spanning(FY2025, 9999, rep_id="m", level="team"),
        ],
    )
    assert quota_total(house, FY2025) == 3750
    # 90 of 365 days
    assert quota_total(house, quarter_period(2025, 1)) == pytest.approx(3750 * 90 / 365)
    assert quota_total(house, year_period(2024)) is None


def test_target_is_the_companys_plan_else_budget_and_counts_once(tmp_path: Path) -> None:
    quarter = quarter_period(2025, 1)
    house = make_snapshot(
        tmp_path,
        target=[
            spanning(FY2025, 1000, scope="company", kind="plan"),
            spanning(quarter, 400, kind="plan"),
            spanning(quarter_period(2025, 2), 600, kind="plan"),
            spanning(FY2025, 7000, scope="West", kind="plan"),
            spanning(FY2025, 8000, kind="budget"),
            spanning(FY2025, 5, kind="forecast"),
            spanning(FY2025, 6, kind="plan", measure="margin"),
            spanning(year_period(2026), 3650, kind="budget"),
        ],
    )
    assert company_target(house, FY2025) == 1000  # the year beside its quarters, once
    assert company_target(house, quarter) == 400
    assert company_target(house, quarter_period(2026, 1)) == pytest.approx(900)  # 90 of 365 days
    assert company_target(house, year_period(2023)) is None


def test_quarters_alone_sum_to_the_year(tmp_path: Path) -> None:
    quarters = [spanning(quarter_period(2025, k), 100 * k, kind="plan") for k in (1, 2, 3, 4)]
    assert company_target(make_snapshot(tmp_path, target=quarters), FY2025) == 1000
