"""Who answers for a seat, days off inside a period, and who shares in others' quotas."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.period import year_period
from engine.store.seat_person import absences, latest_holders, people_terms
from engine.store.shared_quota import shared_quotas
from tests.support.snapshots import make_snapshot

OLD, AS_OF = date(2023, 1, 1), date(2025, 12, 31)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    def sits(rep, seat, start, end=None, role=None):
        names = ("rep_id", "territory_id", "start_date", "end_date", "role")
        return dict(zip(names, (rep, seat, start, end, role), strict=True))

    return make_snapshot(
        tmp_path_factory.mktemp("people"),
        rep=[
            {"rep_id": "a", "manager_id": "m", "fte": 0.5, "hire_date": OLD},
            {"rep_id": "b", "leave_date": date(2025, 6, 30)},
            {"rep_id": "gone", "leave_date": date(2025, 6, 30)},
            {"rep_id": "m", "name": "Meg"},
            {"rep_id": "s", "role": "Sales Engineer"},
        ],
        assignment=[
            sits("b", "T1", OLD, date(2024, 12, 31)),
            sits("a", "T1", date(2025, 1, 1)),
            sits("a", "T2", OLD, date(2024, 1, 31)),
            sits("b", "T2", date(2024, 2, 1)),
            sits("later", "T2", date(2026, 2, 1)),
            sits("s", "T1", OLD, None, "Overlay"),
            sits("s", "T2", OLD, date(2024, 1, 1), "overlay"),
            sits("gone", "T2", OLD, None, "overlay"),
        ],
        absence=[
            {"rep_id": "a", "start_date": date(2025, 12, 20), "end_date": date(2026, 1, 5)},
            {"rep_id": "a", "start_date": date(2025, 1, 1), "end_date": date(2025, 2, 1)},
        ],
    )


def test_the_latest_holder_answers_for_a_seat_and_nobody_who_comes_later(house):
    rows = latest_holders(house, AS_OF).to_pylist()
    assert [tuple(row.values()) for row in rows] == [("T1", "a"), ("T2", "b")]


def test_terms_of_people(house):
    ann, *_, meg, _ = people_terms(house).to_pylist()
    assert (ann["manager_id"], ann["hire_date"], ann["fte"]) == ("m", OLD, 0.5)
    assert (meg["rep_id"], meg["name"]) == ("m", "Meg")


def test_days_off_that_touch_the_period(house):
    (row,) = absences(house, year_period(2026)).to_pylist()
    assert (row["rep_id"], row["end_date"]) == ("a", date(2026, 1, 5))


def test_overlays_are_those_assigned_today_and_carriers_still_there(house):
    rows = shared_quotas(house, ["m", "b"]).to_pylist()
    assert [(row["rep_id"], row["covers"]) for row in rows] == [("m", []), ("s", ["T1"])]
