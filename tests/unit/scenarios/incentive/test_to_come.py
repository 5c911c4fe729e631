"""Pay to come: by quarter against plans that can be paid by hand, and two people's pay."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from engine.model.band import Band
from engine.model.period import year_period
from engine.model.scenario import IncentiveLevers, PlanText, Scenario
from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.chain import play_through
from engine.scenarios.incentive.pair import pair_ground, pay_difference
from engine.scenarios.incentive.to_come import SCHEMA, PayToCome, pay_to_come
from engine.scenarios.incentive.year_book import year_book
from engine.scenarios.run import planned_period, simulate
from tests.support.plans import component, plan_text
from tests.support.sales_force import force_rows
from tests.support.snapshots import make_snapshot
from tests.support.team import a_team

DRAWS, SEED = 200, 3
EVEN = {"method": "marginal", "tiers": [[0, 1.0]]}
LINEAR = plan_text(component(EVEN, weight=1.0, window="ytd_delta"))
STEEP = {"method": "marginal", "tiers": [[0, 1.0], [1, 2.0]]}
RESTARTING = plan_text(component(STEEP, weight=1.0, window="period"))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    rows = force_rows(make_world(WorldSpec(seats=40), seed=3))
    pay = {"role": "AE", "base_pay": 50_000, "target_incentive": 40_000}
    rows["rep"] = [{**rep, **pay} for rep in rows["rep"]]
    return make_snapshot(tmp_path_factory.mktemp("force"), **rows)


@pytest.fixture(scope="module")
def basis(house):
    return prepare(house, planned_period(house.snapshot, Scenario("Baseline")))


def to_come(basis, text):
    """What is found, and each row's attainment of a quarter's quota, (4, n_rows, draws)."""
    scenario = Scenario("Draft", incentive=IncentiveLevers(PlanText("draft", text)))
    drawn = simulate(basis, DRAWS, SEED)
    terms = play_through(basis, drawn, scenario, None)[0].terms
    rows = terms.measured
    credited = basis.ahead.forecast.quarters(DRAWS, SEED)[:, rows]
    attained = credited * terms.market / (terms.quota[rows] / 4)[:, None]
    return pay_to_come(basis, drawn, scenario), attained


def test_a_plan_in_proportion_pays_each_quarter_what_was_sold_in_it(basis) -> None:
    found, attained = to_come(basis, LINEAR)
    np.testing.assert_allclose(found.by_quarter, (10_000 * attained).sum(axis=1))
    np.testing.assert_allclose(found.cost, (10_000 * attained).sum(axis=(0, 1)))
    assert not found.restarts


def test_a_plan_that_restarts_pays_people_the_sum_of_its_quarters(basis) -> None:
    """Each quarter pays what is sold once, and what lies above its quota once more."""
    found, attained = to_come(basis, RESTARTING)
    paid = 10_000 * (attained + np.maximum(attained - 1, 0))
    assert found.restarts
    np.testing.assert_allclose(found.by_quarter, paid.sum(axis=1))
    middle = np.sort(np.median(paid.sum(axis=0), axis=1))
    np.testing.assert_allclose(np.sort(found.people["pay"].to_numpy()), middle)
    np.testing.assert_allclose(found.largest["pay"].to_numpy(), middle[::-1][:10])


def test_the_year_to_date_ends_at_the_year(basis) -> None:
    found, _ = to_come(basis, LINEAR)
    first, *_, (_, year) = found.bands()
    assert first[0] == first[1]
    assert (year.p10, year.p90) == pytest.approx((Band.of(found.cost).p10, Band.of(found.cost).p90))


def test_without_a_model_the_year_stands_alone(tmp_path) -> None:
    small = a_team(tmp_path)
    basis = prepare(small, planned_period(small.snapshot, Scenario("Baseline")))
    found = pay_to_come(basis, simulate(basis, 50), Scenario("Baseline"))
    assert found.by_quarter is None
    assert found.bands() == []


def test_the_ten_largest_are_in_order_and_ties_by_id() -> None:
    pay = [5.0, 7.0, 7.0, *range(9)]
    ids = [f"r{n:02}" for n in range(12)]
    columns = {"rep_id": ids, "name": ids, "pay": pay, "pay_p10": pay, "pay_p90": pay}
    people = pa.table(columns).cast(SCHEMA)
    found = PayToCome(np.zeros(1), None, False, people).largest
    assert found["pay"].to_pylist() == [8, 7, 7, 7, 6, 5, 5, 4, 3, 2]
    assert found["rep_id"].to_pylist()[1:4] == ["r01", "r02", "r10"]


def test_two_people_of_a_snapshot_differ_by_the_sum_of_the_parts(house) -> None:
    book = year_book(house, year_period(2025))
    ground = pair_ground(house, book, draws=100)
    assert set(ground.number) <= set(book.reps)
    quota = ground.judged.year.quota
    assert all(quota[n] > 0 for n in ground.number.values())
    one, other = sorted(ground.number)[:2]
    found = pay_difference(ground, book, one, other)
    assert found.is_earned
    assert sum(part.mean for part in found.parts.values()) == pytest.approx(found.apart)


def test_nobodys_pay_is_compared_where_nobody_holds_a_patch(tmp_path) -> None:
    small = a_team(tmp_path, leave_out=("assignment", "territory", "account"))
    assert pair_ground(small, year_book(small, year_period(2025))) is None
