"""The coming year of a force large enough for the response model."""

from __future__ import annotations

import numpy as np
import pytest

from engine.model.scenario import ModelLevers, Scenario
from engine.scenarios.coming.basis import prepare
from engine.scenarios.run import evaluate, planned_period, run, simulate
from tests.support.sales_force import a_force

BASELINE = Scenario("Baseline")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return a_force(tmp_path_factory.mktemp("force"), seats=40)


@pytest.fixture(scope="module")
def basis(house):
    return prepare(house, planned_period(house.snapshot, BASELINE))


def test_patches_are_expected_what_the_years_bring_on_average(basis) -> None:
    """1,000 years: the sum of expectations within 2 % of their mean."""
    drawn = simulate(basis)
    assert basis.ahead.forecast is not None
    assert drawn.booked.mean() == pytest.approx(np.nansum(basis.expected), rel=0.02)


def test_the_company_books_what_its_rows_book(basis) -> None:
    drawn = simulate(basis, draws=50)
    np.testing.assert_allclose(drawn.booked, drawn.credited.sum(axis=0))


def test_the_same_seed_gives_the_same_years(basis) -> None:
    one, other = simulate(basis, 20, 3), simulate(basis, 20, 3)
    np.testing.assert_array_equal(one.credited, other.credited)


def test_the_quarters_of_the_years_sum_to_them(basis) -> None:
    quarters = basis.ahead.forecast.quarters(50, 3)
    assert quarters.shape[0] == 4
    np.testing.assert_allclose(quarters.sum(axis=0), simulate(basis, 50, 3).credited)
    assert (quarters.sum(axis=(1, 2)) > 0).all()


def test_too_few_people_have_last_years_deals_redrawn(tmp_path) -> None:
    small = a_force(tmp_path, seats=12)
    assert prepare(small, planned_period(small.snapshot, BASELINE)).ahead.forecast is None


class TestElasticity:
    def test_an_assumed_elasticity_is_held(self, house) -> None:
        held = prepare(house, planned_period(house.snapshot, BASELINE), elasticity=0.4)
        assert held.ahead.elasticity == pytest.approx(0.4, abs=0.005)

    @pytest.mark.parametrize("seats", [12, 40])
    def test_expectations_follow_it_with_the_model_and_without(self, tmp_path, seats) -> None:
        """Two patches of a segment: the ratio of potentials to .9, and their own effects."""
        house = a_force(tmp_path, seats=seats)
        basis = prepare(house, planned_period(house.snapshot, BASELINE), elasticity=0.9)
        segment = np.array(basis.seating.texts("segment"))
        one, other = np.flatnonzero(segment == segment[0])[:2]
        names = basis.seating.texts("territory_id")
        own = [basis.ahead.patch_effect.get(names[row], 1.0) for row in (one, other)]
        found = basis.expected[other] / basis.expected[one]
        sizes = basis.quota_seats.potential
        assert found == pytest.approx(
            (sizes[other] / sizes[one]) ** 0.9 * own[1] / own[0], rel=0.01
        )

    def test_the_measured_one_changes_nothing_when_assumed(self, house, basis) -> None:
        again = prepare(house, basis.period, elasticity=basis.ahead.elasticity)
        np.testing.assert_allclose(again.expected, basis.expected, rtol=0.02)

    def test_a_scenario_runs_at_its_own(self, house, basis) -> None:
        scenario = Scenario("Steep", model=ModelLevers(elasticity=1.0))
        steep = run(house, scenario, draws=50)
        plain = evaluate(basis, simulate(basis, 50), BASELINE)
        assert steep.metrics["fit_in_band"] != plain.metrics["fit_in_band"]
