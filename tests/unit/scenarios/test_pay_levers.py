"""Pay mix and budget in a scenario, on a team of two people whose plan is linear."""

from __future__ import annotations

import pytest

from engine.errors import LeverError
from engine.model.scenario import CurveChange, IncentiveLevers, Scenario
from engine.scenarios.coming.basis import prepare
from engine.scenarios.files import parse_scenario, scenario_text
from engine.scenarios.run import evaluate, planned_period, simulate
from tests.support.team import a_team

BASELINE = Scenario("Baseline")


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    house = a_team(tmp_path_factory.mktemp("team"))
    basis = prepare(house, planned_period(house.snapshot, BASELINE))
    return basis, simulate(basis, draws=100)


def result(ground, **levers):
    return evaluate(*ground, Scenario("Pay", incentive=IncentiveLevers(**levers)))


def test_half_base_and_half_incentive_pays_an_eighth_more_in_every_year(ground):
    """50,000 + 40,000 becomes 45,000 + 45,000: 45 / 40 of what a linear plan pays."""
    today, mixed = result(ground), result(ground, change=CurveChange(base_share=0.5))
    assert mixed.samples["payout"] == pytest.approx(today.samples["payout"] * 1.125)
    assert mixed.samples["bookings"] == pytest.approx(today.samples["bookings"])
    saved = 2 * 5_000  # of base pay
    cost = {r: r.samples["ccos"] * r.samples["bookings"] for r in (today, mixed)}
    more = mixed.samples["payout"] - today.samples["payout"] - saved
    assert cost[mixed] - cost[today] == pytest.approx(more)


def test_todays_own_mix_changes_nothing(ground):
    same = result(ground, change=CurveChange(base_share=50 / 90))
    assert same.samples["payout"] == pytest.approx(result(ground).samples["payout"])


def test_twice_the_budget_pays_twice_in_every_year(ground):
    one, two = (result(ground, budget=money) for money in (50_000.0, 100_000.0))
    assert two.samples["payout"] == pytest.approx(2 * one.samples["payout"])
    # linear and uncapped: at the expected result it costs the budget, in the middle about that
    assert one.metrics["payout"].p50 == pytest.approx(50_000, rel=0.25)
    assert one.curve.payout_share[-1] == pytest.approx(two.curve.payout_share[-1] / 2)


def test_the_file_says_both_and_replays():
    text = "scenario: 1\nname: Pay\nincentive: {change: {base_share: 0.6}, budget: 90000}\n"
    read = parse_scenario(text)
    assert (read.incentive.change.base_share, read.incentive.budget) == (0.6, 90_000)
    again = parse_scenario(scenario_text(read))
    assert again.levers_id() == read.levers_id() != BASELINE.levers_id()


def test_without_known_earnings_the_columns_are_named(tmp_path):
    house = a_team(tmp_path, leave_out=("rep",))
    basis = prepare(house, planned_period(house.snapshot, BASELINE))
    with pytest.raises(LeverError, match="on-target earnings"):
        result((basis, simulate(basis, draws=5)), change=CurveChange(base_share=0.5))
