"""Each question of the structured tests, counted by hand on one small company."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from engine.model.period import quarters, year_period
from engine.store.activity_quarter import activity_quarters
from engine.store.capacity_hours import capacity_hours
from engine.store.discount_timing import discount_timing
from engine.store.follow_up_gap import follow_up_gaps
from engine.store.lead_flow import lead_flow
from engine.store.overlay_load import overlay_load
from engine.store.partner_deal import partner_deals
from engine.store.product_outcome import product_outcomes
from engine.store.pushed_deal import pushed_deals
from engine.store.quota_quarter import quota_quarters
from engine.store.stage_exit import stage_exits
from tests.support.snapshots import make_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.store.warehouse import Warehouse

YEAR, QUARTERS = year_period(2025), quarters(2025)


def deal(number: str, owner: str, account: str, closed: date, **more: Any) -> dict[str, Any]:
    base = {"opportunity_id": number, "owner_id": owner, "account_id": account, "amount": 100}
    return {**base, "close_date": closed, "is_closed": True, "is_won": True, **more}


def entry(number: str, stage: str, day: date, close: date | None = None) -> dict[str, Any]:
    moment = datetime(day.year, day.month, day.day)
    return {"opportunity_id": number, "stage": stage, "entered_at": moment, "close_date": close}


OPEN = {"is_closed": False, "is_won": False}
LOST = {"is_won": False}
DEALS = [
    deal("w1", "ann", "A1", date(2025, 3, 25), product="Atlas", discount=0.25, partner="Halden"),
    deal("w2", "ann", "A1", date(2025, 9, 20), product="Atlas", discount=0.20, partner=" "),
    deal("w3", "bob", "A2", date(2025, 9, 21), product="Pulse", discount=0.30),
    deal("l1", "ann", "A1", date(2025, 4, 1), product="Atlas", **LOST),
    deal("l2", "bob", "A2", date(2025, 9, 25), product="Atlas", **LOST),
    deal("o1", "ann", "A1", date(2026, 1, 10), last_activity_date=date(2025, 12, 20),
         next_step="call", **OPEN),
    deal("o2", "ann", "A1", date(2025, 12, 1), last_activity_date=date(2025, 11, 30), **OPEN),
    deal("o3", "bob", "A3", date(2026, 2, 1), last_activity_date=date(2025, 12, 1), **OPEN),
]  # fmt: skip
STAGES = [
    entry("w1", "Discovery", date(2025, 1, 1)), entry("w1", "Proposal", date(2025, 2, 1)),
    entry("w1", "Closed Won", date(2025, 3, 25)),
    entry("w2", "Discovery", date(2025, 7, 1)), entry("w2", "Closed Won", date(2025, 9, 20)),
    entry("l1", "Discovery", date(2025, 1, 1)), entry("l1", "Proposal", date(2025, 2, 1)),
    entry("l1", "Discovery", date(2025, 2, 20)), entry("l1", "Closed Lost", date(2025, 4, 1)),
    entry("l2", "Discovery", date(2025, 8, 1)), entry("l2", "Closed Lost", date(2025, 9, 25)),
    entry("o1", "Discovery", date(2025, 10, 1), date(2025, 11, 15)),
    entry("o1", "Proposal", date(2025, 12, 5), date(2025, 12, 20)),
    entry("o1", "Negotiation", date(2025, 12, 22), date(2026, 1, 10)),
    entry("o2", "Discovery", date(2025, 10, 1), date(2025, 12, 1)),
]  # fmt: skip
LEADS = [
    ("1", "ann", "Web", date(2025, 2, 1), date(2025, 2, 4), date(2025, 3, 1)),
    ("2", "ann", "Web", date(2025, 2, 1), date(2025, 2, 2), None),
    ("3", "cy", "Web", date(2025, 7, 1), None, None),
    ("4", "cy", "Fair", date(2025, 6, 1), None, None),
    ("5", "who", "Fair", date(2025, 6, 1), None, None),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Ann and Bob hold T1 and T2; nobody holds T3 since Cy left on 30 June."""
    span = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    opened = make_snapshot(
        tmp_path_factory.mktemp("causes"),
        rep=[
            {"rep_id": "ann", "region": "East", "capacity_hours": 300},
            {"rep_id": "bob", "region": "West"},
            {"rep_id": "cy", "region": "West", "leave_date": date(2025, 6, 30)},
        ],
        territory=[{"territory_id": seat} for seat in ("T1", "T2", "T3")],
        assignment=[
            {"rep_id": rep, "territory_id": seat, "start_date": date(2024, 1, 1)}
            for rep, seat in (("ann", "T1"), ("bob", "T2"), ("cy", "T3"))
        ],
        account=[
            {"account_id": "A1", "territory_id": "T1", "segment": "ent"},
            {"account_id": "A2", "territory_id": "T2", "segment": "mid"},
            {"account_id": "A3", "territory_id": "T3", "segment": "mid"},
        ],
        opportunity=DEALS,
        stage_change=STAGES,
        credit=[
            {"opportunity_id": "w1", "rep_id": "ann", "role": "direct", "share": 1.0},
            {"opportunity_id": "w1", "rep_id": "eve", "role": "overlay", "share": 0.5},
            {"opportunity_id": "w3", "rep_id": "bob", "role": "direct", "share": 1.0},
        ],
        lead=[
            {"lead_id": n, "routed_to": to, "source": source, "created_date": created,
             "accepted_date": accepted, "converted_date": converted}
            for n, to, source, created, accepted, converted in LEADS
        ],
        product=[
            {"product_id": "1", "name": "Atlas", "launch_date": date(2025, 9, 15)},
            {"product_id": "2", "name": "Pulse", "launch_date": date(2020, 1, 1)},
        ],
        target=[
            {"scope": "Atlas", "kind": "plan", "amount": 0, "period_start": date(2025, 1, 1),
             "period_end": date(2025, 3, 31)},
            {"scope": "Atlas", "kind": "plan", "amount": 600, "period_start": date(2025, 4, 1),
             "period_end": date(2025, 12, 31)},
        ],
        quota=[{"rep_id": "ann", "amount": 365, **span}, {"territory_id": "T3", "amount": 730,
                                                          **span}],
        activity=[
            {"activity_id": str(n), "rep_id": "ann", "kind": kind, "date": day}
            for n, (kind, day) in enumerate(
                [("call", date(2025, 1, 1)), ("call", date(2025, 3, 31)),
                 ("call", date(2025, 4, 1)), ("meeting", date(2025, 12, 31)),
                 ("call", date(2024, 12, 31))]
            )
        ],
    )  # fmt: skip
    yield opened
    opened.close()


def test_products_before_and_after_launch(warehouse: Warehouse) -> None:
    """Won in March and lost in April before 15 September; won on the 20th, lost on the 25th."""
    atlas, pulse = product_outcomes(warehouse, YEAR).to_pylist()
    assert (atlas["planned_from"], atlas["planned"], atlas["sold"]) == (date(2025, 4, 1), 600, 200)
    counts = [f"{how}_{when}" for when in ("before", "after") for how in ("won", "lost")]
    assert [atlas[name] for name in counts] == [1, 1, 1, 1]
    assert (pulse["planned"], [pulse[name] for name in counts]) == (None, [0, 0, 1, 0])


def test_leads_astray_waiting_and_converted(warehouse: Warehouse) -> None:
    """Three days and one day to accept; one of Cy's two came after he had left."""
    rows = {(r["region"], r["source"]): r for r in lead_flow(warehouse, YEAR).to_pylist()}
    web = rows["East", "Web"]
    assert (web["leads"], web["accepted"], web["wait_days"], web["converted"]) == (2, 2, 4, 1)
    assert [rows["West", source]["to_leavers"] for source in ("Fair", "Web")] == [0, 1]
    assert rows[None, "Fair"]["leads"] == 1


def test_partner_deals_of_seats(warehouse: Warehouse) -> None:
    """A blank partner is none."""
    rows = partner_deals(warehouse, YEAR).to_pylist()
    assert [(r["territory_id"], r["won"], r["with_partner"]) for r in rows] == [
        ("T1", 2, 1),
        ("T2", 1, 0),
    ]


def test_overlay_credit_on_deals_with_credits(warehouse: Warehouse) -> None:
    """Of w1 and w3, which carry credits: 150 for 100, and 100 for 100."""
    rows = {r["segment"]: r for r in overlay_load(warehouse, YEAR).to_pylist()}
    assert (rows["ent"]["deals"], rows["ent"]["with_overlay"]) == (1, 1)
    assert (rows["ent"]["booked"], rows["ent"]["credited"]) == (100, 150)
    assert (rows["mid"]["with_overlay"], rows["mid"]["credited"]) == (0, 100)


def test_discounts_in_the_last_ten_days(warehouse: Warehouse) -> None:
    """25 March and 21 September lie in the last ten days, 20 September not; 20 % is not deep."""
    rows = {r["is_late"]: r for r in discount_timing(warehouse, QUARTERS).to_pylist()}
    assert (rows[True]["deals"], rows[True]["deep"]) == (2, 2)
    assert (rows[False]["deals"], rows[False]["deep"]) == (1, 0)


def test_exits_from_stages_of_decided_deals(warehouse: Warehouse) -> None:
    """
    Ann entered Discovery with w1, w2 and l1, and left it with all three; w2 skipped Proposal.

    l1 came back from Proposal, was lost there all the same: its furthest stage. Closing stages
    are none.
    """
    rows = {(r["rep_id"], r["stage"]): r for r in stage_exits(warehouse, YEAR).to_pylist()}
    assert {stage for _, stage in rows} == {"Discovery", "Proposal"}
    discovery, proposal = rows["ann", "Discovery"], rows["ann", "Proposal"]
    assert (discovery["entered"], discovery["went_on"], discovery["place"]) == (3, 3, 0)
    assert (proposal["entered"], proposal["went_on"], proposal["place"]) == (2, 1, 1)
    assert (rows["bob", "Discovery"]["entered"], rows["bob", "Discovery"]["went_on"]) == (1, 0)


def test_close_dates_put_off(warehouse: Warehouse) -> None:
    """o1 was put off twice, the second time from December into January; o2 is overdue."""
    rows = {
        r["rep_id"]: r
        for r in pushed_deals(warehouse, date(2025, 12, 1), date(2025, 12, 31)).to_pylist()
    }
    ann = rows["ann"]
    assert (ann["open_deals"], ann["open_amount"], ann["overdue_amount"]) == (2, 200, 100)
    assert (ann["pushed_twice"], ann["past_year_end"]) == (1, 1)
    assert rows["bob"]["past_year_end"] == 0


def test_open_deals_nobody_touches(warehouse: Warehouse) -> None:
    """o2 has been quiet for 31 days, o3 for 30, which is not more; one deal has a next step."""
    gap = follow_up_gaps(warehouse)
    assert (gap.open_deals, gap.open_amount) == (3, 300)
    assert (gap.quiet_deals, gap.quiet_amount) == (1, 100)
    assert gap.no_step_amount == 200
    assert gap.vacant_share == 0


def test_quota_of_quarters_by_days(warehouse: Warehouse) -> None:
    """365 a year is one a day; the seat's 730 is Cy's until 30 June: two a day."""
    rows = quota_quarters(warehouse, QUARTERS).to_pylist()
    assert [(r["rep_id"], r["quarter"], r["quota"]) for r in rows] == [
        ("ann", 0, 90),
        ("ann", 1, 91),
        ("ann", 2, 92),
        ("ann", 3, 92),
        ("cy", 0, 180),
        ("cy", 1, 182),
    ]


def test_activities_of_quarters_and_hours(warehouse: Warehouse) -> None:
    rows = activity_quarters(warehouse, QUARTERS).to_pylist()
    assert [(r["kind"], r["quarter"], r["count"]) for r in rows] == [
        ("call", 0, 2),
        ("call", 1, 1),
        ("meeting", 3, 1),
    ]
    assert capacity_hours(warehouse).to_pylist() == [{"rep_id": "ann", "hours": 300}]
