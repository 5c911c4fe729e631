"""What a seat has ahead of it, by hand."""

from __future__ import annotations

from datetime import date

from engine.model.period import year_period
from engine.store.seat_outlook import seat_outlook
from tests.support.snapshots import make_snapshot

SINCE = date(2024, 1, 1)


def deal(name, account, amount, *, won=None, days=30, **more):
    closed = None if won is None else date(2025, 6, 1)
    return {
        "opportunity_id": name,
        "account_id": account,
        "amount": amount,
        "is_closed": won is not None,
        "is_won": bool(won),
        "created_date": date.fromordinal(date(2025, 6, 1).toordinal() - days),
        "close_date": closed,
        **more,
    }


def test_whitespace_pipeline_and_cycle_of_each_seat(tmp_path):
    house = make_snapshot(
        tmp_path,
        assignment=[{"rep_id": "a", "territory_id": "T1", "start_date": SINCE}],
        account=[
            {"account_id": "A1", "territory_id": "T1", "potential": 100, "current_revenue": 30},
            {"account_id": "A2", "owner_id": "a", "potential": 10, "current_revenue": 40},
            {"account_id": "A3", "territory_id": "T1", "potential": 50},
            {"account_id": "B1", "territory_id": "T2"},
            {"account_id": "C1"},
        ],
        opportunity=[
            deal("1", "A1", 5),
            deal("2", "A2", 7),
            deal("3", "A1", 9, currency="EUR"),
            deal("4", "A1", 100, won=True, days=10),
            deal("5", "A1", 100, won=True, days=50),
            deal("6", "A1", 100, won=False, days=400),
        ],
    )
    first, second = seat_outlook(house, year_period(2025)).to_pylist()
    house.close()
    # A2 is a's; what is sold beyond its potential leaves no room, not less than none
    assert first == {
        "territory_id": "T1",
        "accounts": 3,
        "whitespace": 70.0,
        "pipeline": 12.0,
        "cycle_days": 30.0,
    }
    assert second == {
        "territory_id": "T2",
        "accounts": 1,
        "whitespace": None,
        "pipeline": None,
        "cycle_days": None,
    }
