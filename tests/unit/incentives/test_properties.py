"""What holds for any plan, on plans and results made at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.incentives.check import check_curve
from engine.incentives.from_deals import from_deals
from engine.incentives.pay import pay
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import read_plan
from engine.incentives.report import payout_rows, total_rows
from engine.incentives.results import Measured, Results
from engine.incentives.sheet import Sheet
from engine.incentives.year import BOOKINGS, year_pay
from engine.model.period import quarters
from tests.support.plans import component, plan_text

FEW = settings(max_examples=40)
cents = st.integers(0, 40_000_00).map(lambda c: c / 100)
levels = st.integers(0, 300).map(lambda n: n / 100)


@st.composite
def schedules(draw):
    method = draw(st.sampled_from(["marginal", "whole", "lookup", "interpolate"]))
    at = sorted(draw(st.lists(st.integers(0, 180), min_size=2, max_size=5, unique=True)))
    pairs = [[x / 100, draw(levels)] for x in at]
    if method == "interpolate":
        above = draw(st.sampled_from(["flat", "slope"]))
        return {"method": method, "points": pairs, "above": above}
    return {"method": method, "tiers": pairs, "boundary": draw(st.sampled_from(["lower", "upper"]))}


@st.composite
def components(draw, name="pay", weight=1.0, windows=("period", "ytd_delta", "annual")):
    rest = {"window": draw(st.sampled_from(windows)), "weight": weight}
    rest["against"] = draw(st.sampled_from(["to_date", "year"]))
    if draw(st.booleans()):
        rest["threshold"] = draw(levels)
    if draw(st.booleans()):
        rest["cap"] = draw(st.integers(1, 400)) / 100
    if draw(st.booleans()):
        gate = {"attainment": "sales", "at_least": draw(levels), "else_multiply": draw(levels)}
        rest["gate"] = gate
    return component(draw(schedules()), id=name, **rest)


@st.composite
def plans(draw, **rest):
    parts = [
        draw(components("a", 0.25, **rest)),
        draw(components("b", 0.75, **rest)),
    ]
    return read_plan(plan_text(*parts, pay={"target_incentive": 77_777.77}), "plan")


def results(actual, quota=10_000.0):
    """A year of quarters of some people, shape (n_reps, 4)."""
    sold = np.asarray(actual, dtype=np.float64)
    return Results(
        reps=tuple(f"R{n}" for n in range(len(sold))),
        periods=quarters(2026),
        fiscal_start=1,
        measures={"sales": Measured(sold, None, np.full_like(sold, quota))},
        target_incentive=np.full_like(sold, 77_777.77),
        hired=(None,) * len(sold),
    )


years = st.lists(st.tuples(cents, cents, cents, cents), min_size=1, max_size=4)


@FEW
@given(plan=plans(), sold=years)
def test_the_trace_sums_to_the_payout_to_the_cent(plan, sold):
    done = pay(plan, results(sold))
    for row in payout_rows(done):
        assert round(sum(round(100 * line["pays"]) for line in row["trace"])) == round(
            100 * row["payout"]
        )
    earned = sum(round(100 * row["payout"]) for row in payout_rows(done))
    assert earned == sum(round(100 * row["earned"]) for row in total_rows(done))


@FEW
@given(plan=plans(), sold=years)
def test_the_many_draws_path_pays_what_settlement_pays_over_a_year(plan, sold):
    """Every year-to-date or annual plan ends at the curve of the whole year."""
    parts = tuple(replace(c, window="annual") for c in plan.components)
    annual = replace(plan, components=parts)
    done = pay(annual, results(sold))
    attained = np.sum(sold, axis=1)[:, None] / 40_000.0
    target = np.full(len(sold), 77_777.77)
    fast = year_pay(annual, {BOOKINGS: attained}, np.full(len(sold), 40_000.0), target)[:, 0]
    # Each of two components is rounded by itself: a cent in all at most
    assert np.abs(done.totals.earned.sum(axis=1) - fast).max() <= 0.0100001


@FEW
@given(plan=plans(windows=("ytd_delta",)), sold=years)
def test_what_the_year_to_date_pays_sums_to_the_annual(plan, sold):
    parts = tuple(replace(c, window="annual") for c in plan.components)
    to_date, annual = pay(plan, results(sold)), pay(replace(plan, components=parts), results(sold))
    assert to_date.totals.earned.sum(axis=1) == pytest.approx(
        annual.totals.earned.sum(axis=1), abs=1e-6
    )


@FEW
@given(plan=plans())
def test_selling_more_never_pays_less_unless_the_check_says_so(plan):
    curve = plan_curve(plan)
    x = np.unique(np.concatenate([np.linspace(0, 2.0, 801), curve.breaks()]))
    falls = (np.diff(curve.share(x[x <= 2.0])) < -1e-6).any()
    is_reported = any(f.code == "inversion" and f.at <= 2.0 for f in check_curve(curve))
    assert is_reported or not falls


@FEW
@given(plan=plans(), sold=years, order=st.randoms(use_true_random=False))
def test_relabelling_people_changes_nothing(plan, sold, order):
    shuffled = list(range(len(sold)))
    order.shuffle(shuffled)
    plain = pay(plan, results(sold)).totals.earned
    moved = pay(plan, results([sold[n] for n in shuffled])).totals.earned
    assert (moved == plain[shuffled]).all()


amounts = st.lists(st.integers(1, 900_000), min_size=1, max_size=8)
RATES = {"method": "marginal", "tiers": [[0, 0.05], [2_000, 0.08], [6_000, 0.03]]}


def paid_on(plan, deals):
    """Earned by person of deals (person, day of the year, cents)."""
    sheet = Sheet(
        "deals.csv",
        pa.table(
            {
                "deal_id": [f"D{n}" for n in range(len(deals))],
                "rep_id": [rep for rep, _, _ in deals],
                "close_date": [f"2026-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}"
                               for _, day, _ in deals],
                "amount": [f"{cents / 100:.2f}" for _, _, cents in deals],
            }
        ),
    )  # fmt: skip
    done = pay(plan, from_deals(sheet, plan))
    return dict(zip(done.results.reps, done.totals.earned.sum(axis=1).tolist(), strict=True))


@settings(max_examples=15)
@given(sold=amounts, at=st.integers(0, 7), share=st.integers(0, 100))
def test_splitting_a_deal_in_two_changes_nothing_under_a_marginal_curve(sold, at, share):
    plan = read_plan(plan_text(component(RATES, input={"amount": "sales"})), "plan")
    k = at % len(sold)
    part = sold[k] * share // 100
    whole = [("R1", n, cents) for n, cents in enumerate(sold)]
    split = [*whole[:k], ("R1", k, part), ("R1", k, sold[k] - part), *whole[k + 1 :]]
    assert paid_on(plan, whole) == paid_on(plan, split)


@settings(max_examples=15)
@given(sold=amounts, rate=st.integers(0, 50))
def test_each_deal_and_the_period_agree_under_one_rate(sold, rate):
    curve = {"method": "marginal", "tiers": [[0, rate / 100]]}
    each = read_plan(plan_text(component(curve, input={"amount": "deal"})), "plan")
    period = read_plan(plan_text(component(curve, input={"amount": "sales"})), "plan")
    deals = [("R1", n, cents) for n, cents in enumerate(sold)]
    by_deal, by_period = paid_on(each, deals)["R1"], paid_on(period, deals)["R1"]
    # A cent is rounded once for each deal on one side, once in all on the other
    assert by_deal == pytest.approx(by_period, abs=0.005 * (len(sold) + 1) + 1e-9)


FACTORS = {"core": 1.0, "strategic": 1.25, "legacy": 0.5}
RULES = {
    "multipliers": [
        {"field": "product", "map": FACTORS},
        {"field": "discount", "bands": [[0, 1.0], [0.2, 0.8], [0.35, 0.5]]},
    ],
    "windfall": {"over": 5_000, "excess_share": 0.5},
}
deals_of_a_year = st.lists(
    st.tuples(
        st.sampled_from(["R1", "R2"]),
        st.integers(0, 335),
        st.integers(1, 900_000),
        st.sampled_from(sorted(FACTORS)),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=10,
)


def credited(cents, product, discount):
    """What a deal counts, by hand."""
    factor = FACTORS[product] * (1.0 if discount < 20 else 0.8 if discount < 35 else 0.5)
    value = cents / 100 * factor
    return value if value <= 5_000 else 5_000 + 0.5 * (value - 5_000)


@settings(max_examples=15)
@given(curve=schedules(), sold=deals_of_a_year)
def test_the_deal_path_pays_what_the_many_draws_path_pays(curve, sold):
    plan = read_plan(
        plan_text(
            component(curve, weight=1.0, window="annual"),
            pay={"target_incentive": 50_000},
            deal_rules=RULES,
        ),
        "plan",
    )
    deals = pa.table(
        {
            "deal_id": [f"D{n}" for n in range(len(sold))],
            "rep_id": [deal[0] for deal in sold],
            "close_date": [f"2026-{1 + d[1] // 28:02d}-{1 + d[1] % 28:02d}" for d in sold],
            "amount": [f"{deal[2] / 100:.2f}" for deal in sold],
            "product": [deal[3] for deal in sold],
            "discount": [f"{deal[4] / 100:.2f}" for deal in sold],
        }
    )
    reps = sorted({deal[0] for deal in sold})
    quota = pa.table(
        {
            "rep_id": reps,
            "period": ["FY2026"] * len(reps),
            "measure": ["sales"] * len(reps),
            "amount": ["10000"] * len(reps),
        }
    )
    results = from_deals(
        Sheet("deals.csv", deals),
        plan,
        quotas=Sheet("quotas.csv", quota),
        as_of=date(2026, 12, 31),
    )
    money = [sum(credited(*deal[2:]) for deal in sold if deal[0] == rep) for rep in reps]
    attained = np.round(np.array(money)[:, None] / 10_000, 12)
    size = np.full(len(reps), 10_000.0), np.full(len(reps), 50_000.0)
    by_hand = year_pay(plan, {BOOKINGS: attained}, *size)[:, 0]
    assert pay(plan, results).totals.earned.sum(axis=1) == pytest.approx(by_hand, abs=0.00500001)
