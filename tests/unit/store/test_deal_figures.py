"""Deals counted, summed and aged, worked by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from engine.model.period import quarter_period, year_period
from engine.store.activity_count import activity_counts
from engine.store.deal_age import deal_ages
from engine.store.deal_outcome import deal_outcome
from engine.store.deal_size import deal_sizes
from engine.store.stale_pipeline import stale_pipeline
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from pathlib import Path

FY2025 = year_period(2025)
STATE = {"won": (True, True), "lost": (True, False), "open": (False, False)}


def deal(name: str, state: str, amount: float | None, close: date | None, **more: Any) -> dict:
    closed, won = STATE[state]
    return {
        "opportunity_id": name,
        "owner_id": "a",
        "amount": amount,
        "close_date": close,
        "is_closed": closed,
        "is_won": won,
        **more,
    }


def test_outcome_counts_by_close_date_and_sums_one_currency(tmp_path: Path) -> None:
    deals = [
        deal("1", "won", 100, date(2025, 1, 1)),
        deal("2", "won", -30, date(2025, 12, 31), owner_id=None),
        deal("3", "won", 500, date(2025, 6, 1), currency="EUR"),
        deal("4", "won", 900, date(2024, 12, 31)),
        deal("5", "lost", 70, date(2025, 6, 1)),
        deal("6", "open", 40, date(2025, 12, 31)),
        deal("7", "open", 80, date(2026, 1, 1)),
        deal("8", "open", 5, None),
    ]
    house = make_snapshot(tmp_path, opportunity=deals)
    found = deal_outcome(house, FY2025)
    # the euro deal is won, and no part of the money
    assert (found.won, found.lost, found.foreign_won) == (3, 1, 1)
    assert (found.bookings, found.pipeline) == (70, 40)
    mine = deal_outcome(house, FY2025, ["a"])
    assert (mine.won, mine.bookings) == (2, 100)
    assert deal_outcome(house, FY2025, []).won == 0


def test_ages_count_what_was_open_at_the_periods_end_and_leave_lost_deals_out(
    tmp_path: Path,
) -> None:
    deals = [
        deal("1", "won", 1, date(2025, 1, 31), created_date=date(2025, 1, 1)),
        deal("2", "won", 1, date(2025, 3, 2), created_date=date(2025, 1, 31)),
        deal("3", "lost", 1, date(2025, 3, 2), created_date=date(2025, 1, 1)),
        deal("4", "open", 1, date(2026, 3, 2), created_date=date(2025, 3, 21)),
        deal("5", "won", 1, date(2025, 5, 1), created_date=date(2025, 3, 1)),  # later than Q1
        deal("6", "open", 1, None, created_date=date(2025, 4, 1)),  # not yet there
        deal("7", "won", 1, date(2025, 1, 10), created_date=date(2024, 12, 22)),  # 10 days old
        deal("8", "won", 1, date(2024, 12, 31), created_date=date(2024, 12, 1)),  # before Q1
    ]
    house = make_snapshot(tmp_path, opportunity=deals)
    # on 31 March: two won at 30 days; open for 10 (deal 4) and 30 days (deal 5, won later)
    rows = deal_ages(house, quarter_period(2025, 1)).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (0, 10, False, 1),
        (0, 30, False, 1),
        (0, 30, True, 2),
        (10, 19, True, 1),
    ]


def test_ages_of_a_period_after_the_data_are_none(tmp_path: Path) -> None:
    deals = [deal("1", "open", 1, None, created_date=date(2025, 12, 1))]
    house = make_snapshot(tmp_path, opportunity=deals)
    assert deal_ages(house, year_period(2026)).num_rows == 0


def test_stale_without_stage_history_is_quiet_or_past_its_close_date(tmp_path: Path) -> None:
    later = date(2026, 3, 1)
    deals = [
        deal("fresh", "open", 1000, later, last_activity_date=date(2025, 12, 1)),
        deal("quiet", "open", 100, later, last_activity_date=date(2025, 11, 30)),
        deal("called", "open", 10, later, last_activity_date=date(2025, 1, 1)),
        deal("past", "open", 1, date(2025, 12, 30), last_activity_date=date(2025, 12, 30)),
        deal("unknown", "open", 5000, later),
        deal("won", "won", 7, date(2025, 12, 1), last_activity_date=date(2025, 1, 1)),
    ]
    called = {
        "rep_id": "a",
        "opportunity_id": "called",
        "kind": "call",
        "date": date(2025, 12, 15),
    }
    found = stale_pipeline(make_snapshot(tmp_path, opportunity=deals, activity=[called]))
    # 31 December less 30 days is 1 December: fresh just about, quiet not
    assert (found.open_amount, found.stale_amount, found.by_stage) == (6111, 101, False)
    assert found.known_amount == 6111  # a close date to come is a clock as well


def test_stale_with_stage_history_is_longer_than_three_quarters_of_won_deals(
    tmp_path: Path,
) -> None:
    def entered(name: str, stage: str, day: date) -> dict[str, Any]:
        return {
            "opportunity_id": name,
            "stage": stage,
            "entered_at": datetime(day.year, day.month, day.day),
        }

    history = []
    deals = []
    for k, days in enumerate([1, 2, 3, 4, 25]):  # P75 of the five is 4
        deals.append(deal(f"w{k}", "won", 1, date(2025, 6, 1 + days), account_id="ent"))
        history += [
            entered(f"w{k}", "Proposal", date(2025, 6, 1)),
            entered(f"w{k}", "Won", date(2025, 6, 1 + days)),
        ]
    later = date(2026, 2, 1)
    deals += [
        deal("young", "open", 1000, later, account_id="ent"),
        deal("old", "open", 100, later, account_id="ent"),
        deal("smb", "open", 10, later, account_id="smb"),
        deal("past", "open", 1, date(2025, 12, 1), account_id="ent"),
    ]
    history += [
        entered("young", "Proposal", date(2025, 12, 27)),  # 4 days: not longer than 4
        entered("old", "Proposal", date(2025, 12, 26)),  # 5 days
        entered("smb", "Proposal", date(2025, 12, 1)),  # no clock of its own: the stage's, 4
        entered("past", "Proposal", date(2025, 12, 31)),
    ]
    accounts = [{"account_id": "ent", "segment": "ENT"}, {"account_id": "smb", "segment": "SMB"}]
    house = make_snapshot(tmp_path, opportunity=deals, stage_change=history, account=accounts)
    found = stale_pipeline(house)
    assert (found.open_amount, found.stale_amount, found.by_stage) == (1111, 111, True)


def test_sizes_keep_the_largest_and_the_sums_of_own_credited_deals(tmp_path: Path) -> None:
    deals = [deal(str(k), "won", k, date(2025, 3, k)) for k in (1, 2, 3, 4)]
    deals.append(deal("back", "won", -9, date(2025, 3, 5)))
    credit = [{"opportunity_id": "4", "rep_id": "a", "role": "direct", "share": 0.25}]
    house = make_snapshot(tmp_path, opportunity=deals, credit=credit)
    row = deal_sizes(house, FY2025, largest=2).to_pylist()[0]
    # credited 1, 2, 3 and 0.25 x 4 = 1: total 7, squares 1 + 4 + 9 + 1
    assert (row["total"], row["squares"], row["largest"]) == (7, pytest.approx(15), [3, 2])


def test_activities_are_counted_by_person_and_kind(tmp_path: Path) -> None:
    rows = [
        {"rep_id": rep, "kind": kind, "date": day}
        for rep, kind, day in [
            ("a", "call", date(2025, 1, 1)),
            ("a", "call", date(2025, 12, 31)),
            ("a", "call", date(2024, 12, 31)),
            ("b", "demo", date(2025, 5, 1)),
        ]
    ]
    found = activity_counts(make_snapshot(tmp_path, activity=rows), FY2025).to_pylist()
    assert [tuple(row.values()) for row in found] == [("a", "call", 2), ("b", "demo", 1)]
