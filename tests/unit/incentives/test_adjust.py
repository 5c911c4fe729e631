"""Pay beside the components. Expected money is worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.incentives.from_results import from_results
from engine.incentives.pay import pay
from engine.incentives.read import read_plan
from engine.incentives.sheet import read_sheet
from tests.support.plans import component, paid, plan_text, write_rows

FLAT = component({"method": "marginal", "tiers": [[0, 1.0]]}, input={"amount": "sales"})


@pytest.fixture
def run(tmp_path, capsys):
    """Totals of a plan."""
    return lambda plan, *options, **tables: paid(tmp_path, capsys, plan, *options, **tables)


def months(*earned, first=1):
    return [
        {"rep_id": "R1", "period": f"2026-{n + first:02d}", "measure": "sales", "actual": e}
        for n, e in enumerate(earned)
    ]


def column(answer, name):
    return [row[name] for row in answer["totals"]]


def test_a_draw_ends_and_what_is_owed_is_paid_back_later(run):
    plan = plan_text(FLAT, adjustments={"draw": {"amount": 1_000, "months": 2}})
    answer = run(plan, results=months(400, 700, 500, 900))
    # Advanced 600 and 300; then all that is earned goes to the 900 owed
    assert column(answer, "paid") == [1_000, 1_000, 0, 500]
    assert column(answer, "balance") == [600, 900, 400, 0]


def test_a_draw_counts_from_the_hire_date(run):
    plan = plan_text(FLAT, adjustments={"draw": {"amount": 1_000, "months": 2}})
    people = [{"rep_id": "R1", "hire_date": "2026-02-10"}]
    answer = run(plan, results=months(0, 0, 0, 0), people=people)
    assert column(answer, "paid") == [0, 1_000, 1_000, 0]


def test_a_quarterly_settlement_draws_three_months_at_once(run):
    plan = plan_text(FLAT, adjustments={"draw": {"amount": 1_000, "months": 4}})
    rows = [{**months(500)[0], "period": f"FY2026-Q{q}"} for q in (1, 2)]
    # 3 months x 1,000, then 1 month x 1,000
    assert column(run(plan, results=rows), "paid") == [3_000, 1_000]


def test_a_guarantee_is_no_advance(run):
    plan = plan_text(
        FLAT,
        pay={"target_incentive": 24_000},
        adjustments={
            "guarantee": {"share_of_target": 0.5, "months": 1},
            "draw": {"amount": 900, "recoverable": True},
        },
    )
    answer = run(plan, results=months(200, 200, 2_000))
    # Guaranteed 1,000 in the first month, above the draw; then 700 is advanced and paid back
    assert column(answer, "paid") == [1_000, 900, 1_300]
    assert column(answer, "balance") == [0, 700, 0]


def test_hold_harmless_lifts_to_a_share_of_the_earlier_plan(run):
    plan = plan_text(FLAT, adjustments={"hold_harmless": {"floor": 0.9, "quarters": 1}})
    earlier = [{**row, "measure": "prior_plan_payout"} for row in months(*[1_000] * 4)]
    answer = run(plan, results=[*months(500, 950, 500, 500), *earlier])
    # 900 for three months
    assert column(answer, "paid") == [900, 950, 900, 500]


def test_the_earlier_plan_may_be_named(run, tmp_path):
    double = component({"method": "marginal", "tiers": [[0, 2.0]]}, input={"amount": "sales"})
    (tmp_path / "prior.yaml").write_text(plan_text(double))
    plan = plan_text(FLAT, adjustments={"hold_harmless": {"floor": 0.75}})
    answer = run(plan, "--prior", str(tmp_path / "prior.yaml"), results=months(400))
    assert column(answer, "paid") == [600]  # .75 x 800


def test_a_plan_cap_holds_the_year_to_date(run):
    plan = plan_text(FLAT, pay={"target_incentive": 12_000}, adjustments={"plan_cap": 1.5})
    answer = run(plan, results=months(1_800, 500, 1_000))
    # At most 1,500, 3,000, 4,500 to date: 300 of the first month come with the second
    assert column(answer, "paid") == [1_500, 800, 1_000]


def test_a_spif_pays_deals_by_direct_share_up_to_its_most(run):
    spif = {"id": "push", "where": "type = 'new'", "pay": 500, "max": 1_200, "to": "2026-02-28"}
    plan = plan_text(FLAT, pays="monthly", adjustments={"spif": [spif]}).replace(
        "'2026-02-28'", "2026-02-28"
    )
    deals = [
        {"deal_id": n, "rep_id": "R1", "close_date": day, "amount": 0, "type": kind, "share": s}
        for n, (day, kind, s) in enumerate(
            [
                ("2026-01-03", "new", 1.0),
                ("2026-01-04", "renewal", 1.0),
                ("2026-02-01", "new", 0.5),
                ("2026-02-02", "new", 1.0),
                ("2026-03-01", "new", 1.0),
            ]
        )
    ]  # fmt: skip
    answer = run(plan, deals=deals)
    # 500; then 250 + 500, of which 700 are left; then it is over
    assert [row["adjustments"]["spif"] for row in answer["totals"]] == [500, 700, 0]


def test_what_cannot_be_adjusted_is_said_and_left_out(run):
    plan = plan_text(
        FLAT,
        adjustments={"spif": [{"id": "s", "pay": 5}], "hold_harmless": {"floor": 0.9}},
    )
    answer = run(plan, results=months(100))
    assert column(answer, "paid") == [100]
    assert len([n for n in answer["notes"] if "left out" in n]) == 2


def in_cents(money):
    """Whole cents, which sum without remainder; every amount is some."""
    cents = np.rint(100 * money)
    assert 100 * money == pytest.approx(cents, rel=1e-12, abs=1e-9)
    return cents.astype(np.int64)


@settings(max_examples=25)
@example(earned=[2, 273_183, 0, 0, 2, 85_927], draw=20_776, limit=None)
@given(
    earned=st.lists(st.integers(0, 300_000), min_size=1, max_size=12),
    draw=st.integers(1, 200_000),
    limit=st.none() | st.integers(1, 12),
)
def test_payments_are_earnings_and_what_is_owed(tmp_path_factory, earned, draw, limit):
    """In cents: what a recoverable draw has paid is what was earned and what is still owed."""
    terms = {"amount": draw / 100, "recoverable": True, **({"months": limit} if limit else {})}
    plan = read_plan(plan_text(FLAT, adjustments={"draw": terms}), "plan")
    folder = tmp_path_factory.mktemp("draw")
    sheet = read_sheet(write_rows(folder / "r.csv", months(*(e / 100 for e in earned))))
    totals = pay(plan, from_results(sheet, plan)).totals
    handed, due, owed = (in_cents(x[0]) for x in (totals.paid, totals.earned, totals.balance))
    assert (handed.cumsum() - due.cumsum()).tolist() == owed.tolist()
    assert (totals.balance >= 0).all()
    assert (totals.paid >= 0).all()
