"""Ramp, attrition and hires; expected numbers are published, or worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DataError
from engine.people.cohorts import capacity, monthly
from engine.people.hiring import carve
from engine.people.presence import (
    after_vacancy,
    after_vacancy_by_quarter,
    by_quarter,
    presence,
    stay_and_successor,
)
from engine.people.ramp import USUAL, Ramp

FIVE_MONTHS = Ramp((0.0, 0.25, 0.5, 0.75))


class TestRamp:
    def test_a_published_first_year_of_a_million(self):
        """aptology.com: 30, 70, 100, 100 % of a million by quarter is 750,000."""
        year = Ramp.by_quarter(0.3, 0.7).months(12)

        assert 1_000_000 * year / 12 == pytest.approx(750_000)

    def test_part_of_a_month_counts_in_part(self):
        """Month 0 at 0, half of month 1 at 0.25."""
        assert FIVE_MONTHS.months(1.5) == pytest.approx(0.125)

    def test_nobody_is_productive_before_the_first_day(self):
        assert USUAL.months(-3.0) == 0.0

    def test_a_share_above_one_is_refused(self):
        with pytest.raises(DataError, match="outside 0 to 1"):
            Ramp((0.5, 1.2))


class TestCapacity:
    def test_without_attrition_a_hire_of_month_one_is_worth_nine_and_a_half_months(self):
        """120 + 2 x 9.5 (from month 1) + 2 x 6.5 (from month 4)."""
        hires = [2, 0, 0, 2] + [0] * 8
        team = capacity(10, hires, attrition=0.0, months_to_fill=3, ramp=FIVE_MONTHS)

        assert team.productive.sum() == pytest.approx(152.0)

    @pytest.mark.parametrize(
        ("hires", "months"), [([0] * 12, 111.153), ([2, 0, 0, 2] + [0] * 8, 140.415)]
    )
    def test_attrition_of_24_per_cent_filled_after_three_months(self, hires, months):
        """Worked in the study: 111.153 productive months, 7,558,418 at 80,000 x 85 %."""
        team = capacity(10, hires, attrition=0.24, months_to_fill=3, ramp=FIVE_MONTHS)

        assert team.productive.sum() == pytest.approx(months, abs=5e-4)

    def test_all_who_leave_in_a_year_are_the_annual_share(self):
        assert 1 - (1 - monthly(0.24)) ** 12 == pytest.approx(0.24)

    def test_more_than_everybody_cannot_leave(self):
        with pytest.raises(DataError, match="no share below 1"):
            monthly(1.0)


class TestPresence:
    def test_nobody_leaves_at_no_attrition(self):
        fate = np.array([[0.0, 0.5, 0.999]])

        assert presence(fate, attrition=0.0, days_to_fill=70, ramp=USUAL).tolist() == [[1, 1, 1]]

    def test_a_holder_who_leaves_after_half_a_year(self):
        """Fate 1 - 0.8^0.5 at 20 %: gone after 6 months; 3 vacant; 3 at a quarter: 6.75 / 12."""
        fate = np.array([[1 - 0.8**0.5]])
        vacant = 365.25 / 4

        found = presence(fate, attrition=0.2, days_to_fill=vacant, ramp=USUAL)

        assert found == pytest.approx(6.75 / 12)

    def test_a_fate_beyond_the_attrition_stays(self):
        assert presence(np.array([[0.21]]), attrition=0.2, days_to_fill=70, ramp=USUAL) == 1.0

    @given(st.floats(0, 0.99), st.floats(0, 0.4), st.floats(0, 0.4))
    def test_more_attrition_never_means_more_presence(self, fate, low, high):
        low, high = sorted((low, high))
        few, many = (
            presence(np.array([[fate]]), attrition=a, days_to_fill=60, ramp=USUAL)
            for a in (low, high)
        )

        assert many <= few + 1e-12


class TestHiring:
    def test_ten_per_cent_more_sellers_bring_three_point_three_per_cent(self):
        """(1.1)^0.34 - 1 = 0.0329 of ten seats."""
        pool = carve(10, [0.0], elasticity=0.66, ramp=USUAL, settled=True)

        assert 10 * pool.kept + pool.hired - 10 == pytest.approx(10 * (1.1**0.34 - 1))

    def test_a_hire_at_mid_year_halves_the_carving_and_ramps(self):
        """Kept: half a year whole, half at (1/2)^1; hired: (3 x 0.25 + 3 x 0.6) / 12 x 1/2."""
        pool = carve(1, [6.0], elasticity=1.0, ramp=USUAL)

        assert pool.kept == pytest.approx(0.75)
        assert pool.hired == pytest.approx(2.55 / 12 / 2)

    def test_no_hire_changes_nothing(self):
        pool = carve(7, [], elasticity=0.66, ramp=USUAL)

        assert (pool.kept, pool.hired) == (1.0, 0.0)

    def test_without_a_seat_there_is_nothing_to_carve_from(self):
        with pytest.raises(DataError, match="no patch"):
            carve(0, [0.0], elasticity=0.66, ramp=USUAL)


def test_the_quarters_of_a_seat_sum_to_its_year():
    """Half stay a year at 50 %; a leaver after four months is there for the first and a third."""
    ramp = Ramp.by_quarter(0.25, 0.60, 0.85)
    fate = np.array([[1 - 0.5 ** (4 / 12), 0.9, 0.0001]])
    terms = {"attrition": 0.5, "days_to_fill": 2 * 365.25 / 12, "ramp": ramp}
    own, after = map(np.array, zip(*by_quarter(fate, **terms), strict=True))
    np.testing.assert_allclose(12 * own[:, 0, 0], [3, 1, 0, 0])
    # the successor starts after six months: a quarter's, then six tenths of the months
    np.testing.assert_allclose(12 * after[:, 0, 0], [0, 0, 0.75, 1.8], atol=1e-12)
    whole = stay_and_successor(fate, **terms)
    np.testing.assert_allclose(own.sum(axis=0), whole[0])
    np.testing.assert_allclose(after.sum(axis=0), whole[1])
    vacant = after_vacancy_by_quarter(terms["days_to_fill"], ramp)
    assert sum(vacant) == pytest.approx(after_vacancy(terms["days_to_fill"], ramp))
