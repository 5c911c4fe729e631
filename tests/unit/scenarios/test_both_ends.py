"""Where nobody changed patch, a redesign is shown at both ends; worlds of known truth."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.cli.main import main
from engine.metrics.attainment import middle_rep
from engine.model.band import Band
from engine.model.scenario import IncentiveLevers, QuotaLevers, Scenario
from engine.model.territory_levers import TerritoryLevers, TransitionLevers
from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.both_ends import between_ends, end_changes
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.redesign import Redesign
from engine.scenarios.compare import chance_of_fall, difference, sentence
from engine.scenarios.run import evaluate, planned_period, simulate
from tests.support.sales_force import force_rows
from tests.support.snapshots import make_snapshot

BASELINE = Scenario("Baseline")
MOVED = Scenario(
    "From strong patches to weak ones",
    territory=TerritoryLevers("rebalance"),
    transition=TransitionLevers(disruption_loss=0.0),
)
SEEDS = (0, 1, 2, 3)
ENDS = ("patch", "person")
SEATS = 60


def strong_to_weak(world) -> Redesign:
    """Half of each patch that booked most beside its potential goes to one that booked least."""
    n, cells = world.segment.size, world.history
    plain = cells.mean / np.exp(world.skill[cells.rep] + world.seat_effect[cells.seat])
    order = np.argsort(np.bincount(cells.seat, cells.booked) / np.bincount(cells.seat, plain))
    before = np.repeat(np.arange(n), 2)
    after = before.copy()
    after[2 * order[::-1][: n // 2]] = order[: n // 2]
    none = np.zeros(2 * n)
    return Redesign(
        tuple(f"s{seat:03}" for seat in range(n)), tuple(map(str, range(2 * n))), before, after,
        np.repeat(5e5 * world.potential, 2), none, none, none, 0.3, "feasible", 0.0, 0.0,
    )  # fmt: skip


def true_change(world, design, basis, drawn) -> float:
    """Change of the middle rep when accounts take along what is truly the patch's."""
    seats = len(design.patches)
    size, sized = (
        np.bincount(seat, design.potential, seats) for seat in (design.before, design.after)
    )
    own = np.exp(world.seat_effect)
    carried = np.bincount(design.after, design.potential * own[design.before], seats) / sized
    ratio = (sized / size) ** world.spec.elasticity * carried / own
    rows = [basis.seating.row_of_seat[name] for name in design.patches]
    attained = drawn.credited / basis.previous[:, None]
    then = attained[rows] * ratio[:, None]
    return float(np.median(middle_rep(then) - middle_rep(attained)))


def paid_rows(world):
    """The force's tables, everybody with the same pay terms."""
    rows = force_rows(world)
    rows["rep"] = [{**row, "target_incentive": 5e4, "base_pay": 5e4} for row in rows["rep"]]
    return rows


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Baseline, redesign and truth of worlds where nobody ever moved."""
    found = []
    for seed in SEEDS:
        world = make_world(WorldSpec(seats=SEATS, moves=0.0, turnover=0.0), seed=seed)
        house = make_snapshot(tmp_path_factory.mktemp("still"), **paid_rows(world))
        basis = prepare(house, planned_period(house.snapshot, BASELINE))
        drawn = simulate(basis, 200)
        design = strong_to_weak(world)
        found.append(
            (
                evaluate(basis, drawn, BASELINE),
                evaluate(basis, drawn, MOVED, design),
                true_change(world, design, basis, drawn),
                (basis, drawn, design),
            )
        )
    return found


class TestWhereNobodyMoved:
    def test_the_truth_lies_between_the_ends(self, played) -> None:
        """On the mean of the worlds between the middles; in each one inside the whole range."""
        ends = [end_changes(one, other) for one, other, *_ in played]
        patch, person = (
            np.mean([end[name]["median_attainment"].p50 for end in ends])
            for name in ("patch", "person")
        )
        truth = [world[2] for world in played]
        assert person < np.mean(truth) < patch
        for true, (one, other, *_) in zip(truth, played, strict=True):
            reach = difference(one, other)["median_attainment"]
            assert reach.p10 < true < reach.p90

    def test_the_ends_are_apart_and_the_change_reaches_over_both(self, played) -> None:
        key = "median_attainment"
        for one, other, *_ in played:
            changes = [other.ends[end].samples[key] - one.ends[end].samples[key] for end in ENDS]
            low, middle, high = np.quantile(changes, [0.1, 0.5, 0.9], axis=1)
            assert abs(middle[0] - middle[1]) > 0.015
            reach = difference(one, other)[key]
            likeliest = np.quantile(other.samples[key] - one.samples[key], [0.1, 0.5, 0.9])
            assert reach.p10 == pytest.approx(min(low.min(), likeliest[0]))
            assert reach.p50 == pytest.approx(likeliest[1])
            assert reach.p90 == pytest.approx(max(high.max(), likeliest[2]))

    def test_a_design_that_moves_nothing_is_carrying_on_at_both_ends(self, played) -> None:
        """Played through at each end, not copied."""
        for one, _, _, (basis, drawn, design) in played:
            still = replace(design, after=design.before)
            other = evaluate(basis, drawn, MOVED, still)
            for end in ENDS:
                for key, found in other.ends[end].samples.items():
                    np.testing.assert_allclose(found, one.samples[key])

    def test_quotas_on_top_divide_what_each_end_has(self, played) -> None:
        """Quotas 8 % up at the same bookings: each end's results are its own over 1.08."""
        _, other, _, (basis, drawn, design) = played[0]
        more = evaluate(basis, drawn, replace(MOVED, quota=QuotaLevers(growth=0.08)), design)
        key = "median_attainment"
        for end in ENDS:
            found, plain = more.ends[end].samples[key], other.ends[end].samples[key]
            np.testing.assert_allclose(found, plain / 1.08, rtol=1e-6)
        apart = other.ends["patch"].samples[key] - other.ends["person"].samples[key]
        assert np.abs(apart).max() > 0.01

    def test_chances_and_fit_reach_over_both_ends(self, played) -> None:
        """A target in the middle of what is booked, a budget in the middle of what is paid."""
        one, other, _, (basis, drawn, design) = played[0]
        target, budget = (float(np.median(other.samples[key])) for key in ("bookings", "payout"))
        asked = replace(MOVED, incentive=IncentiveLevers(budget=budget))
        found = evaluate(replace(basis, target=target), drawn, asked, design)
        sides = [found.samples, *(found.ends[end].samples for end in ENDS)]
        making = [np.mean(side["bookings"] >= target) for side in sides]
        paying = [np.mean(side["payout"] > budget) for side in sides]
        for key, chances in (("target_chance", making), ("over_budget_chance", paying)):
            assert max(chances) - min(chances) > 0.02
            assert found.metrics[key] == Band(min(chances), chances[0], max(chances))
        for key in ("fit_in_band", "fit_spread", "quota_to_expected"):
            ends = [found.ends[end].plain[key] for end in ENDS]
            reach = found.metrics[key]
            low, high = (reach.p10, reach.p90) if isinstance(reach, Band) else (reach, reach)
            assert low <= min(ends) <= max(ends) <= high
        assert isinstance(one.metrics["fit_spread"], Band)

    def test_the_odds_are_the_worse_ends(self, played) -> None:
        key = "median_attainment"
        for one, other, *_ in played:
            falls = [
                np.mean(other.ends[end].samples[key] < one.ends[end].samples[key]) for end in ENDS
            ]
            assert chance_of_fall(one, other, key) >= max(falls)

    def test_it_is_said_with_both_ends_and_why(self, played) -> None:
        one, other, *_ = played[0]
        said = sentence(one, other)
        assert "if what lasts is the person's" in said
        assert "if it is the patch's" in said
        assert any("Nobody changed patch" in warning for warning in one.warnings)


def test_a_sentence_names_the_lower_end_first() -> None:
    ends = {"patch": {"median_attainment": 0.06}, "person": {"median_attainment": 0.02}}
    assert between_ends(ends, "median_attainment", "The middle rep") == (
        "The middle rep: between +2 points, if what lasts is the person's, and +6, if it is the "
        "patch's. Too few people changed patch for the data to say which."
    )
    nearly = {"patch": {"x": -0.004}, "person": {"x": 0.02}}
    assert "between 0 points" in between_ends(nearly, "x", "The middle rep")
    same = {"patch": {"x": 0.021}, "person": {"x": 0.019}}
    assert between_ends(same, "x", "The middle rep") == ""


def test_the_document_keeps_numbers_numbers_and_tells_the_ends_beside(tmp_path, capsys) -> None:
    world = make_world(WorldSpec(seats=SEATS, moves=0.0, turnover=0.0), seed=0)
    make_snapshot(tmp_path, **force_rows(world))
    assert main(["run", str(tmp_path), "--draws", "50", "--json"]) == 0
    baseline = json.loads(capsys.readouterr().out)["scenarios"][0]
    for key in ("fit_spread", "fit_in_band", "quota_to_expected"):
        assert isinstance(baseline["metrics"][key], float)
        assert baseline["versus_baseline"][key] == 0.0
    ends = [baseline["metrics_ends"][end]["fit_spread"] for end in ENDS]
    assert abs(ends[0] - ends[1]) > 0.01
    assert set(baseline["metrics_ends"]["patch"]["bookings"]) == {"p10", "p50", "p90"}


def test_enough_moves_leave_one_result(tmp_path, capsys) -> None:
    world = make_world(WorldSpec(seats=SEATS, moves=1.0, turnover=0.3), seed=1)
    make_snapshot(tmp_path, **force_rows(world))
    assert main(["run", str(tmp_path), "--draws", "50", "--json"]) == 0
    baseline = json.loads(capsys.readouterr().out)["scenarios"][0]
    assert baseline["versus_baseline_ends"] == baseline["metrics_ends"] == {}
    assert not any("cannot say which" in warning for warning in baseline["warnings"])
