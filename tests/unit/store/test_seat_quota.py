"""Quota by patch: it belongs to the seat that its rep held."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.period import year_period
from engine.store.seat_quota import quota_year, seat_quotas
from tests.support.snapshots import make_snapshot

YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
LONG_AGO = date(2020, 1, 1)


def sat(rep, seat, start=LONG_AGO, end=None):
    return {"rep_id": rep, "territory_id": seat, "start_date": start, "end_date": end}


def quotas(folder, **tables):
    tables.setdefault("rep", [{"rep_id": rep} for rep in "ABCM"])
    house = make_snapshot(folder, **tables)
    rows = seat_quotas(house, quota_year(house)).to_pylist()
    return {row["territory_id"] or row["rep_id"]: pytest.approx(row["quota"]) for row in rows}


def test_a_leavers_quota_stays_with_the_seat(tmp_path):
    assert quotas(
        tmp_path,
        rep=[{"rep_id": "A", "leave_date": date(2025, 3, 31)}],
        assignment=[sat("A", "T1")],
        quota=[{"rep_id": "A", "amount": 100, **YEAR}],
    ) == {"T1": 100}


def test_a_successor_takes_over_from_their_first_day(tmp_path):
    # A carries 365 over 365 days and leaves on 30 June; B carries 92 from 1 October.
    # Days to 30 September are A's: 273; then B's own 92. A's last 92 days are not doubled.
    assert quotas(
        tmp_path,
        rep=[{"rep_id": "A", "leave_date": date(2025, 6, 30)}, {"rep_id": "B"}],
        assignment=[sat("A", "T1"), sat("B", "T1", date(2025, 10, 1))],
        quota=[
            {"rep_id": "A", "amount": 365, **YEAR},
            {
                "rep_id": "B",
                "amount": 92,
                "period_start": date(2025, 10, 1),
                "period_end": YEAR["period_end"],
            },
        ],
    ) == {"T1": 365}


def test_a_rep_who_changes_seat_splits_the_period_by_days(tmp_path):
    # 31 days of January, 334 after: 365 at one a day
    assert quotas(
        tmp_path,
        assignment=[sat("A", "T1", end=date(2025, 1, 31)), sat("A", "T2", date(2025, 2, 1))],
        quota=[{"rep_id": "A", "amount": 365, **YEAR}],
    ) == {"T1": 31, "T2": 334}


def test_two_seats_at_once_share_evenly(tmp_path):
    assert quotas(
        tmp_path,
        assignment=[sat("A", "T1"), sat("A", "T2")],
        quota=[{"rep_id": "A", "amount": 100, **YEAR}],
    ) == {"T1": 50, "T2": 50}


def test_roll_ups_other_measures_and_other_years_are_never_added(tmp_path):
    assert quotas(
        tmp_path,
        rep=[{"rep_id": "M"}, *({"rep_id": rep, "manager_id": "M"} for rep in "AB")],
        assignment=[sat("A", "T1"), sat("B", "T2")],
        quota=[
            {"rep_id": "A", "amount": 100, **YEAR},
            {"rep_id": "B", "amount": 60, **YEAR},
            {"rep_id": "M", "amount": 160, **YEAR},
            {"rep_id": "B", "amount": 999, "level": "team", **YEAR},
            {"rep_id": "A", "amount": 7, "measure": "logos", **YEAR},
            {
                "rep_id": "A",
                "amount": 90,
                "period_start": date(2024, 1, 1),
                "period_end": date(2024, 12, 31),
            },
        ],
    ) == {"T1": 100, "T2": 60}


def test_a_patchs_own_quota_and_that_of_somebody_without_a_patch(tmp_path):
    assert quotas(
        tmp_path,
        assignment=[sat("A", "T1")],
        quota=[
            {"territory_id": "T9", "amount": 30, **YEAR},
            {"rep_id": "C", "amount": 20, **YEAR},
        ],
    ) == {"T9": 30, "C": 20}


def test_the_year_is_the_latest_that_began_by_as_of(tmp_path):
    house = make_snapshot(
        tmp_path / "a",
        as_of=date(2025, 6, 30),
        quota=[
            {"rep_id": "A", "amount": 1, **YEAR},
            {
                "rep_id": "A",
                "amount": 1,
                "period_start": date(2026, 1, 1),
                "period_end": date(2026, 12, 31),
            },
        ],
    )
    assert quota_year(house) == year_period(2025)
    assert quota_year(make_snapshot(tmp_path / "b", rep=[{"rep_id": "A"}])) is None
