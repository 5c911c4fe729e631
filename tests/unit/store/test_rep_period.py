"""The rep-period table, one trap a test, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.model.period import quarter_period, year_period
from engine.store.periods import whole_period
from engine.store.rep_period import rep_period
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.warehouse import Warehouse

FY2025 = year_period(2025)


def deal(number: int, owner: str, amount: float, day: date, **more: Any) -> dict[str, Any]:
    return {
        "opportunity_id": f"d{number}",
        "owner_id": owner,
        "amount": amount,
        "is_closed": True,
        "is_won": True,
        "close_date": day,
        **more,
    }


def quota(rep: str, amount: float, **more: Any) -> dict[str, Any]:
    return {
        "rep_id": rep,
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 12, 31),
        "amount": amount,
        **more,
    }


def rows(warehouse: Warehouse, period: Any = FY2025) -> dict[str, dict[str, Any]]:
    return {row["rep_id"]: row for row in rep_period(warehouse, period).to_pylist()}


def test_split_deal_goes_by_direct_shares_and_overlay_is_kept_apart(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[
            deal(1, "a", 1000, date(2025, 3, 1)),
            deal(2, "a", 500, date(2025, 4, 1)),
        ],
        credit=[
            {"opportunity_id": "d1", "rep_id": "a", "role": "direct", "share": 0.6},
            {"opportunity_id": "d1", "rep_id": "b", "role": "direct", "share": 0.4},
            {"opportunity_id": "d1", "rep_id": "s", "role": "overlay", "share": 0.5},
            {"opportunity_id": "d2", "rep_id": "s", "role": "overlay", "share": 1.0},
            {"opportunity_id": "d2", "rep_id": "b", "role": "transition", "share": 0.2},
        ],
    )
    found = rows(house)
    # a: 0.6 x 1000, and d2 whole since nobody else has a direct share of it
    assert (found["a"]["booked"], found["a"]["credited"]) == (1100, 1100)
    # b: 0.4 x 1000 booked; transition credit 0.2 x 500 counts towards quota, is not booked
    assert (found["b"]["booked"], found["b"]["credited"]) == (400, 500)
    # s: 0.5 x 1000 + 1.0 x 500, all overlay
    assert (found["s"]["booked"], found["s"]["credited"]) == (0, 0)
    assert found["s"]["credited_overlay"] == 1000
    # the booking ledger is the company's bookings, each dollar once
    assert sum(row["booked"] for row in found.values()) == 1500


def test_other_years_lost_deals_and_foreign_money_stay_out(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[
            deal(1, "a", 1000, date(2025, 12, 31), currency="USD"),
            deal(2, "a", 70, date(2024, 12, 31)),
            deal(3, "a", 7, date(2026, 1, 1)),
            deal(4, "a", 9, date(2025, 5, 1), is_won=False),
            deal(5, "a", 8, date(2025, 5, 1), currency="EUR"),
        ],
        quota=[
            quota("a", 100),
            quota("a", 40, measure="units"),
            {**quota("a", 30), "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)},
        ],
    )
    row = rows(house)["a"]
    assert (row["booked"], row["deals"], row["quota"]) == (1000, 1, 100)


def test_negative_amount_keeps_its_sign(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal(1, "a", 300, date(2025, 3, 1)), deal(2, "a", -450, date(2025, 9, 1))],
    )
    assert rows(house)["a"]["credited"] == -150


def test_person_without_quota_is_there_with_a_blank_never_a_zero(tmp_path: Path) -> None:
    house = make_snapshot(tmp_path, opportunity=[deal(1, "a", 300, date(2025, 3, 1))])
    row = rows(house)["a"]
    assert (row["quota"], row["team_quota"], row["name"]) == (None, None, "a")


def test_quota_that_outlasts_the_stay_counts_by_days_and_the_leaver_is_kept(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[
            {"rep_id": "a", "hire_date": date(2020, 1, 1), "leave_date": date(2025, 3, 14)},
            {"rep_id": "b", "hire_date": date(2025, 10, 1)},
            {"rep_id": "gone", "leave_date": date(2024, 6, 1), "target_incentive": 1},
            {"rep_id": "clerk", "role": "Accountant"},
        ],
        opportunity=[deal(1, "a", 100, date(2025, 2, 1))],
        quota=[
            quota("a", 3650),
            {
                **quota("b", 920),
                "period_start": date(2025, 10, 1),
                "period_end": date(2025, 12, 31),
            },
        ],
    )
    found = rows(house)
    # 1 January to 14 March is 31 + 28 + 14 = 73 days of 365: 3650 x 73 / 365 = 730
    assert found["a"]["quota"] == pytest.approx(730)
    assert (found["a"]["active_days"], found["a"]["is_prorated"]) == (73, True)
    assert found["a"]["leave_date"] == date(2025, 3, 14)
    # b's row starts with the stay: whole
    assert (found["b"]["quota"], found["b"]["is_prorated"]) == (920, False)
    # 92 days from 1 October to 31 December; tenure counts 91 days, 91 / 30.4375
    assert (found["b"]["active_days"], found["b"]["tenure_months"]) == (
        92,
        pytest.approx(91 / 30.4375),
    )
    # who left a year before, and who sells nothing, are no sellers of this period
    assert set(found) == {"a", "b"}


def test_quota_that_outlasts_the_span_counts_by_days(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path, opportunity=[deal(1, "a", 9, date(2025, 2, 1))], quota=[quota("a", 3650)]
    )
    row = rows(house, quarter_period(2025, 1))["a"]
    # 31 + 28 + 31 = 90 days of 365
    assert (row["quota"], row["is_prorated"]) == (pytest.approx(900), True)


def test_rollups_are_shown_apart_and_never_added(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[
            {"rep_id": "vp"},
            {"rep_id": "m", "manager_id": "vp"},
            {"rep_id": "n", "manager_id": "vp"},
            {"rep_id": "a", "manager_id": "m"},
            {"rep_id": "b", "manager_id": "m"},
            {"rep_id": "c", "manager_id": "n"},
        ],
        quota=[
            quota("a", 100),
            quota("b", 200),
            quota("m", 300),  # the sum of a and b
            quota("c", 50),
            quota("n", 50, level="team"),
            quota("vp", 350),  # the sum of m and n
        ],
    )
    found = rows(house)
    assert {rep: row["quota"] for rep, row in found.items()} == {
        "a": 100,
        "b": 200,
        "c": 50,
        "m": None,
        "n": None,
        "vp": None,
    }
    assert found["m"]["team_quota"] == 300
    assert found["vp"]["team_quota"] == 350


def test_quarterly_numbers_make_a_yearly_rollup(tmp_path: Path) -> None:
    halves = [(date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31))]
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": r, "manager_id": "m"} for r in ("a", "b")],
        quota=[quota("m", 600)]
        + [
            {**quota(r, amount), "period_start": first, "period_end": last}
            for r, amount in (("a", 100), ("b", 200))
            for first, last in halves
        ],
    )
    found = rows(house)
    assert (found["a"]["quota"], found["b"]["quota"], found["m"]["quota"]) == (200, 400, None)


def test_total_carried_by_a_person_without_deals_is_a_rollup_without_manager_ids(
    tmp_path: Path,
) -> None:
    house = make_snapshot(
        tmp_path,
        opportunity=[deal(1, "big", 9, date(2025, 2, 1))],
        quota=[quota("a", 100), quota("b", 250), quota("head", 350)],
    )
    assert rows(house)["head"]["quota"] is None
    twin = make_snapshot(
        tmp_path / "twin",
        opportunity=[deal(1, "head", 9, date(2025, 2, 1))],
        quota=[quota("a", 100), quota("b", 250), quota("head", 350)],
    )
    assert rows(twin)["head"]["quota"] == 350  # sells: a large number of their own


def test_patch_quota_goes_to_its_holders_by_days(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        assignment=[
            {
                "rep_id": "a",
                "territory_id": "t",
                "start_date": date(2024, 1, 1),
                "end_date": date(2025, 3, 14),
            },
            {"rep_id": "b", "territory_id": "t", "start_date": date(2025, 8, 8)},
        ],
        quota=[{**quota("x", 365), "rep_id": None, "territory_id": "t"}],
    )
    found = rows(house)
    # a 73 days; b 8 August to 31 December is 24 + 30 + 31 + 30 + 31 = 146; 146 days vacant
    assert (found["a"]["quota"], found["b"]["quota"]) == (73, 146)


def test_main_seat_is_the_one_held_longest_and_fills_segment_and_region(tmp_path: Path) -> None:
    house = make_snapshot(
        tmp_path,
        rep=[{"rep_id": "a", "name": "Ana", "region": "West"}],
        territory=[
            {"territory_id": "t1", "segment": "SMB", "region": "East"},
            {"territory_id": "t2", "segment": "ENT", "region": "East"},
        ],
        assignment=[
            {
                "rep_id": "a",
                "territory_id": "t1",
                "start_date": date(2025, 1, 1),
                "end_date": date(2025, 3, 31),
            },
            {"rep_id": "a", "territory_id": "t2", "start_date": date(2025, 4, 1)},
        ],
    )
    row = rows(house)["a"]
    assert (row["territory_id"], row["segment"], row["region"]) == ("t2", "ENT", "West")
    assert rows(house, quarter_period(2025, 1))["a"]["territory_id"] == "t1"


def test_all_counts_only_quota_periods_in_which_a_deal_closed(tmp_path: Path) -> None:
    def year(number: int, amount: float) -> dict[str, Any]:
        first, last = date(number, 1, 1), date(number, 12, 31)
        return {**quota("a", amount), "period_start": first, "period_end": last}

    house = make_snapshot(
        tmp_path,
        opportunity=[
            deal(1, "a", 10, date(2022, 5, 1)),  # before any quota
            deal(2, "a", 100, date(2023, 5, 1)),
            deal(3, "a", 1000, date(2025, 5, 1)),
        ],
        quota=[year(2023, 200), year(2024, 400), year(2025, 800), year(2026, 1600)],
    )
    row = rows(house, whole_period(house))["a"]
    # 2024 and 2026 saw no deal close; the deal of 2022 has no quota to stand against
    assert (row["quota"], row["credited"], row["booked"]) == (1000, 1100, 1110)
