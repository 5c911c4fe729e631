"""Levers that turn several values at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from engine.model.territory_levers import Hires, TerritoryLevers
from pages._shared import dials

TODAY = Scenario("Try")
START = date(2026, 1, 1)


def test_moving_nothing_is_todays_patches() -> None:
    turned = dials.move(dials.move(TODAY, 0.1), 0.0)
    assert turned == TODAY
    assert dials.moved(turned) == 0.0


def test_moving_a_tenth_redraws_within_it_and_keeps_the_rules() -> None:
    workload = Scenario("Try", territory=TerritoryLevers(balance="workload"))
    turned = dials.move(workload, 0.1)
    assert turned.territory == TerritoryLevers("rebalance", "workload", max_moved_share=0.1)
    assert dials.moved(turned) == 0.1


def test_moving_all_has_no_limit() -> None:
    assert dials.move(TODAY, 1.0).territory.max_moved_share is None
    assert dials.moved(dials.move(TODAY, 1.0)) == 1.0


def test_quotas_follow_the_patch_in_part_and_return() -> None:
    half = dials.follow(TODAY, 0.5)
    assert (half.quota.basis, half.quota.blend, dials.follows(half)) == ("expected", 0.5, 0.5)
    assert dials.follow(half, 0.0) == TODAY


def test_a_basis_of_ones_own_stays_when_the_slider_moves() -> None:
    history = Scenario("Try", quota=QuotaLevers(basis="history"))
    assert dials.follow(history, 0.3).quota == QuotaLevers(basis="history", blend=0.3)


@pytest.mark.parametrize(
    ("count", "shares"),
    [(1, {"SMB": 1}), (3, {"SMB": 1, "MM": 1, "ENT": 1}), (10, {"SMB": 5, "MM": 3, "ENT": 2})],
)
def test_hires_go_to_segments_in_proportion_to_their_sellers(count, shares) -> None:
    """6, 3 and 3 sellers; 3 hires are 1.5, .75 and .75; 10 are 5, 2.5 and 2.5."""
    turned = dials.hire(TODAY, count, {"SMB": 6, "MM": 3, "ENT": 3}, START)
    assert dials.hired(turned) == count
    assert {one.segment: one.count for one in turned.people.hires} == shares


def test_no_hires_are_no_levers() -> None:
    some = dials.hire(TODAY, 4, {"SMB": 6}, START)
    assert dials.hire(some, 0, {"SMB": 6}, START) == TODAY


class TestAtHome:
    TEN = (Hires("AE", "Commercial", date(2026, 2, 2), None, 6),
           Hires("AE", "Enterprise", date(2026, 2, 2), None, 4))  # fmt: skip

    def test_hires_stay_where_the_company_sells_as_they_say(self) -> None:
        sellers = {"commercial": 40, "Enterprise": 20, "Mid-Market": 30}
        as_written = TODAY.but(people=replace(TODAY.people, hires=self.TEN))
        assert dials.hired_at_home(as_written, sellers, START) == as_written

    @pytest.mark.parametrize("start", [START, date(2027, 7, 1)])
    def test_elsewhere_they_go_where_it_sells_a_month_into_its_year(self, start) -> None:
        sellers = {"SMB": 30, "MM": 20}
        as_written = TODAY.but(people=replace(TODAY.people, hires=self.TEN))
        found = dials.hired_at_home(as_written, sellers, start).people.hires
        assert {one.segment: one.count for one in found} == {"SMB": 6, "MM": 4}
        assert {(one.start - start).days for one in found} == {32}

    def test_a_year_that_is_not_planned_is_moved_into_the_one_that_is(self) -> None:
        as_written = TODAY.but(people=replace(TODAY.people, hires=self.TEN))
        sellers = {"Commercial": 40, "Enterprise": 20}
        found = dials.hired_at_home(as_written, sellers, date(2027, 1, 1)).people.hires
        assert {one.start for one in found} == {date(2027, 2, 2)}
        assert sum(one.count for one in found) == 10
