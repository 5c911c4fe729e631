"""How much of a change comes from what: sums, and orders that do not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import CurveChange, IncentiveLevers, ModelLevers, Scenario
from engine.model.shapley import shapley
from engine.scenarios.attribution import attribute
from engine.scenarios.coming.basis import prepare
from engine.scenarios.run import evaluate, planned_period, simulate
from tests.support.team import a_team

KEYS = ("median_attainment", "quota_total", "bookings", "payout", "no_such_figure")


def test_the_glove_game_of_the_textbook() -> None:
    """One left glove, two right: a pair is worth 1. Shares 2/3, 1/6 and 1/6."""

    def worth(chosen):
        return np.array([float("left" in chosen and len(chosen) > 1)])

    shares = shapley(["left", "one", "other"], worth)
    assert {k: float(v[0]) for k, v in shares.items()} == pytest.approx(
        {"left": 2 / 3, "one": 1 / 6, "other": 1 / 6}
    )


@given(st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=8))
def test_shares_sum_to_what_all_bring(values) -> None:
    worths = {frozenset(n for n in "abc" if bit & {"a": 1, "b": 2, "c": 4}[n]): values[bit]
              for bit in range(8)}  # fmt: skip
    shares = shapley(list("abc"), lambda chosen: np.array([worths[frozenset(chosen)]]))
    assert sum(float(v[0]) for v in shares.values()) == pytest.approx(
        values[7] - values[0], abs=1e-6
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """What a scenario of the team of three gives."""
    house = a_team(tmp_path_factory.mktemp("team"))
    basis = prepare(house, planned_period(house.snapshot, Scenario("Baseline")))
    drawn = simulate(basis, draws=100)
    return lambda scenario: evaluate(basis, drawn, scenario)


class TestScenario:
    def test_parts_sum_to_the_change(self, played) -> None:
        scenario = Scenario(
            "Try",
            quota=QuotaLevers(growth=0.1),
            incentive=IncentiveLevers(change=CurveChange(accelerator=2.0)),
            model=ModelLevers(market_growth=0.05),
        )
        found = attribute(scenario, played, KEYS)
        assert list(found) == ["quotas", "incentives", "market"]
        for key in KEYS[:-1]:
            before, after = (played(s).metrics[key] for s in (Scenario("Baseline"), scenario))
            change = getattr(after, "p50", after) - getattr(before, "p50", before)
            assert sum(part[key] for part in found.values()) == pytest.approx(change)
        assert all("no_such_figure" not in part for part in found.values())

    def test_each_changes_what_it_can(self, played) -> None:
        """Quota of 230,000 grown by a tenth is all quotas' doing; a plan moves pay alone."""
        scenario = Scenario(
            "Try",
            quota=QuotaLevers(growth=0.1),
            incentive=IncentiveLevers(change=CurveChange(accelerator=2.0)),
        )
        found = attribute(scenario, played, KEYS)
        assert found["quotas"]["quota_total"] == pytest.approx(23_000)
        assert found["incentives"]["quota_total"] == 0.0
        assert found["incentives"]["median_attainment"] == 0.0

    def test_nothing_moved_has_nothing_to_share(self, played) -> None:
        assert attribute(Scenario("As it is"), played, KEYS) == {}
