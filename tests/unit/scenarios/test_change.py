"""What moving accounts, hires and attrition do to a team of three patches, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from engine.errors import LeverError
from engine.model.scenario import QuotaLevers, Scenario
from engine.model.territory_levers import (
    Hires,
    HoldHarmless,
    PeopleLevers,
    TerritoryLevers,
    TransitionLevers,
)
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.chain import effects
from engine.scenarios.coming.change import of_design, part_of_year, redrawn
from engine.scenarios.coming.redesign import Redesign, redesign
from engine.scenarios.coming.staffing import of_people
from engine.scenarios.run import evaluate, planned_period, run, simulate
from tests.support.team import a_team

BASELINE = Scenario("Baseline")
REDRAWN = Scenario("Redraw", territory=TerritoryLevers("rebalance"))
A = 0.66


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return a_team(tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def basis(house):
    return prepare(house, planned_period(house.snapshot, BASELINE))


@pytest.fixture(scope="module")
def drawn(basis):
    return simulate(basis, draws=100)


@pytest.fixture
def half_moves():
    """Half of T1's potential of 200,000 goes to T2, which had 100,000; open deals of 60,000."""
    size = np.full(4, 100_000.0)
    return Redesign(
        patches=("T1", "T2", "T3"),
        accounts=("a", "b", "c", "d"),
        before=np.array([0, 0, 1, 2]),
        after=np.array([1, 0, 1, 2]),
        potential=size,
        workload=np.zeros(4),
        booked=np.array([50_000.0, 50_000.0, 100_000.0, 100_000.0]),
        open_amount=np.array([60_000.0, 0.0, 0.0, 0.0]),
        win_rate=0.5,
        status="feasible",
        bound=1.0,
        gap=0.01,
    )


def expected(basis):
    """k x P^0.66, which sums to the 300,000 booked where all patches were held throughout."""
    strength = np.array([2.0, 1.0, 1.0]) ** A
    return basis.expected[1] * strength


class TestDesign:
    def test_a_patch_books_its_potential_to_the_power_of_the_elasticity(self, basis, half_moves):
        """The row's own 100,000 change by what is expected of the change of potential."""
        ours = expected(basis)

        _, settled = of_design(basis, half_moves, 0.15, 1.0)

        assert settled.factor == pytest.approx(
            [1 + (0.5**A - 1) * ours[0] / 100e3, 1 + (2**A - 1) * ours[1] / 100e3, 1.0]
        )

    def test_a_moved_account_loses_a_share_of_its_own_in_year_one(self, basis, half_moves):
        """Half of T2's potential is new there: 0.15 x half of what T2 is expected to book."""
        first, settled = of_design(basis, half_moves, 0.15, 1.0)
        lost = 0.15 * 0.5 * expected(basis)[1] * 2**A

        assert first.factor[1] == pytest.approx(settled.factor[1] - lost / 100e3)
        assert first.factor[0] == pytest.approx(settled.factor[0])

    def test_a_change_at_mid_year_holds_for_half_of_it(self, basis, half_moves):
        whole, _ = of_design(basis, half_moves, 0.15, 1.0)
        half, _ = of_design(basis, half_moves, 0.15, 0.5)

        assert half.factor - 1 == pytest.approx((whole.factor - 1) / 2)

    def test_an_account_that_nobody_had_adds_nothing(self, basis, half_moves):
        found = replace(half_moves, before=np.array([-1, 0, 1, 2]))

        _, settled = of_design(basis, found, 0.15, 1.0)

        assert not found.moved.any()
        assert settled.is_none

    def test_quota_stays_with_the_patch_or_follows_the_account(self, basis, half_moves):
        """Half of T1's 100,000 goes along to T2's 80,000."""
        stays = redrawn(basis, half_moves, follows=False)
        follows = redrawn(basis, half_moves, follows=True)

        assert stays.previous.tolist() == [100e3, 80e3, 50e3]
        assert follows.previous.tolist() == [50e3, 130e3, 50e3]

    def test_patches_have_their_new_size(self, basis, half_moves):
        assert redrawn(basis, half_moves, follows=False).potential.tolist() == [100e3, 200e3, 100e3]

    def test_a_design_that_moves_nothing_is_the_baseline(self, house, basis, drawn):
        """Each patch has one account, so nothing can be gained: the same in every possible year."""
        found = redesign(house, REDRAWN.territory, basis.history)

        result = evaluate(basis, drawn, REDRAWN, found)
        today = evaluate(basis, drawn, BASELINE)

        assert result.metrics["accounts_moved"] == 0
        assert result.solver["gap"] >= 0
        assert {k: v.tolist() for k, v in result.samples.items()} == {
            k: v.tolist() for k, v in today.samples.items()
        }

    def test_changing_only_quotas_changes_no_design(self, basis, drawn, half_moves):
        more = REDRAWN.but(quota=QuotaLevers(growth=0.1))

        moved = [
            evaluate(basis, drawn, s, half_moves).metrics["accounts_moved"] for s in (REDRAWN, more)
        ]

        assert moved == [1.0, 1.0]


class TestCost:
    def test_each_part_by_hand(self, basis, drawn, half_moves):
        """Ann earns 40,000 on 100,000: 0.4 a dollar; three months of credit to both."""
        book = 0.5 * expected(basis)[1] * 2**A

        cost = evaluate(basis, drawn, REDRAWN, half_moves).metrics["transition_cost"]

        assert cost["lost_bookings"] == pytest.approx(0.15 * book)
        assert cost["dual_credit"] == pytest.approx(book * 0.4 * 3 / 12)
        assert cost["pipeline_protection"] == pytest.approx(60_000 * 0.5 * 0.4)
        assert cost["total"] == pytest.approx(sum(v for k, v in cost.items() if k != "total"))

    def test_an_open_deal_that_goes_along_costs_nothing(self, basis, drawn, half_moves):
        along = REDRAWN.but(transition=TransitionLevers(in_flight="new_owner"))

        cost = evaluate(basis, drawn, along, half_moves).metrics["transition_cost"]

        assert cost["pipeline_protection"] == 0

    def test_who_loses_half_of_the_patch_is_held_harmless(self, basis, drawn, half_moves):
        held = REDRAWN.but(transition=TransitionLevers(hold_harmless=HoldHarmless(0.9, 12)))
        before, after = (
            evaluate(basis, drawn, s, d).reps_table["pay"].to_pylist()[0]
            for s, d in ((BASELINE, None), (held, half_moves))
        )

        cost = evaluate(basis, drawn, held, half_moves).metrics["transition_cost"]

        assert cost["hold_harmless"] == pytest.approx(0.9 * before - after, rel=1e-6)

    def test_without_a_change_there_is_nothing_to_cost(self, basis, drawn):
        result = evaluate(basis, drawn, BASELINE)

        assert "transition_cost" in result.unavailable
        assert result.steady == {}


class TestWhen:
    @pytest.mark.parametrize("day", [date(2025, 6, 1), date(2027, 1, 1)])
    def test_a_change_before_a_closed_day_or_after_the_year_is_refused(self, basis, day):
        late = REDRAWN.but(transition=TransitionLevers(effective=day))

        with pytest.raises(LeverError, match="last closed day"):
            part_of_year(basis, late)

    def test_the_second_half_of_the_year(self, basis):
        """184 of 365 days."""
        half = REDRAWN.but(transition=TransitionLevers(effective=date(2026, 7, 1)))

        assert part_of_year(basis, half) == pytest.approx(184 / 365)


class TestSteepness:
    """Years in which bookings follow potential more steeply, or less, than is likeliest."""

    def test_a_patch_made_smaller_books_less_where_potential_counts_for_more(self, basis, drawn):
        """(2/3)^0.66 at the likeliest; (2/3)^0.76 one deviation of 0.10 steeper."""
        ahead = replace(basis.ahead, elasticity_deviation=0.10)
        hire = Scenario("H", people=PeopleLevers(hires=(Hires("AE", "mid", date(2026, 1, 1)),)))
        years = replace(drawn, steepness=np.linspace(-1.0, 1.0, drawn.booked.size))

        _, settled = effects(replace(basis, ahead=ahead), hire, None)
        credited = settled.of(years).credited[0]

        assert credited[-1] == pytest.approx(drawn.credited[0, -1] * (2 / 3) ** 0.76)
        kept = credited[drawn.credited[0] > 0] / drawn.credited[0][drawn.credited[0] > 0]
        assert (np.diff(kept) < 0).all()

    def test_where_the_elasticity_is_assumed_nothing_leans(self, basis, drawn):
        hire = Scenario("H", people=PeopleLevers(hires=(Hires("AE", "mid", date(2026, 1, 1)),)))

        first, settled = effects(basis, hire, None)

        assert first.steeper is None
        assert settled.steeper is None

    def test_the_baseline_has_nothing_that_could_lean(self, basis):
        ahead = replace(basis.ahead, elasticity_deviation=0.10)

        assert all(e.is_none for e in effects(replace(basis, ahead=ahead), BASELINE, None))


class TestPeople:
    def test_a_hire_takes_a_third_of_two_sellers_patches(self, basis):
        """Ann and Bob sell in the segment; T3 is vacant. Each keeps (2/3)^0.66."""
        hire = PeopleLevers(hires=(Hires("AE", "mid", date(2026, 1, 1)),))

        _, settled = of_people(basis, hire)

        assert settled.factor == pytest.approx([(2 / 3) ** A, (2 / 3) ** A, 1.0])
        assert settled.hired.sum() == pytest.approx((2 / 3) ** A)

    def test_hires_where_nobody_sells_are_refused(self, basis):
        with pytest.raises(LeverError, match="where nobody sells today"):
            of_people(basis, PeopleLevers(hires=(Hires("AE", "moon", date(2026, 1, 1)),)))

    def test_the_teams_own_attrition_changes_nothing(self, basis):
        own = PeopleLevers(basis.ahead.turnover.attrition, basis.ahead.turnover.days_to_fill)

        assert of_people(basis, own)[0].is_none

    def test_more_leavers_sell_less_in_every_patch_alike(self, basis):
        """One of three left last year: 1 / 2.5."""
        assert basis.ahead.turnover.attrition == pytest.approx(1 / 2.5)

        factor = of_people(basis, PeopleLevers(0.6))[0].factor

        assert (factor < 1).all()
        assert np.ptp(factor) == 0

    def test_a_whole_run_with_a_hire_says_what_settles(self, house):
        hire = Scenario("Hire", people=PeopleLevers(hires=(Hires("", "mid", date(2026, 1, 1)),)))

        result = run(house, hire, draws=50)

        assert result.steady["bookings"].p50 > result.metrics["bookings"].p50
