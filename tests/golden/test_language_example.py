"""A plan that uses every part of the language, worked by hand to the cent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.plans import closed, paid

PLAN = (Path(__file__).parent / "plans" / "ae_field.yaml").read_text(encoding="utf-8")
#        quarter, amount, discount, months, product, margin
DEALS = [
    (1, 120_000, 0.10, 12, "core", 0.72),
    (1, 80_000, 0.25, 24, "core", 0.72),
    (2, 200_000, 0.05, 36, "strategic", 0.66),
    (2, 90_000, 0.0, 12, "core", 0.66),
    (3, 40_000, 0.40, 12, "core", 0.58),
    (4, 700_000, 0.10, 12, "core", 0.70),
]
LAST_DAYS = {1: "2026-03-31", 2: "2026-06-30", 3: "2026-09-30", 4: "2026-12-31"}


@pytest.fixture
def answer(tmp_path, capsys):
    rows = closed(
        *(deal[1] for deal in DEALS),
        type=["new"] * 6,
        discount=[deal[2] for deal in DEALS],
        term_months=[deal[3] for deal in DEALS],
        product=[deal[4] for deal in DEALS],
        margin=[deal[5] for deal in DEALS],
        move_date=[""] * 6,
        prior_owner=[""] * 6,
    )
    deals = [
        {**row, "close_date": LAST_DAYS[deal[0]]} for row, deal in zip(rows, DEALS, strict=True)
    ]
    quotas = [
        {"rep_id": "R1", "period": f"FY2026-Q{q}", "measure": "arr", "amount": 250_000}
        for q in (1, 2, 3, 4)
    ]
    return paid(tmp_path, capsys, PLAN, deals=deals, quotas=quotas)


def payouts_of(answer, component):
    return [row for row in answer["payouts"] if row["component"] == component]


def test_core_is_paid_on_the_year_to_date(answer):
    rows = payouts_of(answer, "core")
    # Credited: 120,000 + 80,000 x .8 x 1.05 = 187,200; 200,000 x 1.10 x 1.25 + 90,000 = 365,000;
    # 40,000 x .5 = 20,000; 500,000 + half of the 200,000 above it = 600,000. Of 1,000,000 a year:
    assert [row["input"] for row in rows] == [0.1872, 0.5522, 0.5722, 1.1722]
    # 80,000 x 1.6666666667 x .1522 = 20,293.33; x .1722 = 22,960.00; 80,000 + 80,000 x 2 x .1722
    assert [row["payout"] for row in rows] == [0.0, 20_293.33, 2_666.67, 84_592.0]


def test_margin_is_paid_once_at_year_end(answer):
    (row,) = payouts_of(answer, "margin")
    # Margin 848,600 / 1,230,000 = .689919, over .70 = .985598. Row 1.0: .6 + .4 x .85598 =
    # .942393; row 1.2: .9 + .5 x .85598 = 1.327991; at 1.1722, .861 of the way: 1.274393
    assert row["period"] == "FY2026-Q4"
    assert row["second"] == pytest.approx(0.985598, abs=1e-6)
    assert row["payout"] == 25_487.85


def test_spif_and_guarantee_of_the_first_quarter(answer):
    first, *others = answer["totals"]
    # Two new deals at 500; three months guaranteed: .75 x 25,000, less the 1,000
    assert first["adjustments"] == {"spif": 1_000.0, "guarantee": 17_750.0, "draw": 0.0}
    assert first["paid"] == 18_750.0
    assert all(row["paid"] == row["earned"] and row["balance"] == 0.0 for row in others)


def test_what_cannot_be_computed_is_named(answer):
    assert any("prior_plan_payout" in note for note in answer["notes"])
