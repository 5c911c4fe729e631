"""Where nobody changed patch, a redesign is shown at both ends; worlds of known truth."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.cli.main import main
from engine.metrics.attainment import middle_rep
from engine.model.band import Band
from engine.model.scenario import QuotaLevers, Scenario
from engine.model.territory_levers import TerritoryLevers, TransitionLevers
from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.both_ends import between_ends, end_changes
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.redesign import Redesign
from engine.scenarios.compare import difference, sentence
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


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Baseline, redesign and truth of worlds where nobody ever moved."""
    found = []
    for seed in SEEDS:
        world = make_world(WorldSpec(seats=SEATS, moves=0.0, turnover=0.0), seed=seed)
        house = make_snapshot(tmp_path_factory.mktemp("still"), **force_rows(world))
        basis = prepare(house, planned_period(house.snapshot, BASELINE))
        drawn = simulate(basis, 200)
        design = strong_to_weak(world)
        found.append(
            (
                evaluate(basis, drawn, BASELINE),
                evaluate(basis, drawn, MOVED, design),
                true_change(world, design, basis, drawn),
                (basis, drawn),
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
        for one, other, *_ in played:
            ends = [end["median_attainment"] for end in end_changes(one, other).values()]
            assert abs(ends[0].p50 - ends[1].p50) > 0.015
            reach = difference(one, other)["median_attainment"]
            assert reach.p10 == min(end.p10 for end in ends)
            assert reach.p90 == max(end.p90 for end in ends)

    def test_carrying_on_is_the_same_at_both_ends(self, played) -> None:
        for one, *_ in played:
            for end in one.ends.values():
                for key, drawn in end.samples.items():
                    np.testing.assert_array_equal(drawn, one.samples[key])
            assert all(
                change in (0.0, Band(0.0, 0.0, 0.0))
                for end in end_changes(one, one).values()
                for change in end.values()
            )

    def test_quotas_alone_move_the_middle_rep_alike(self, played) -> None:
        one, _, _, (basis, drawn) = played[0]
        other = evaluate(basis, drawn, Scenario("+8 %", quota=QuotaLevers(growth=0.08)))
        patch, person = end_changes(one, other).values()
        assert patch["median_attainment"] == person["median_attainment"]
        assert "if what lasts" not in sentence(one, other)

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
    same = {"patch": {"x": 0.021}, "person": {"x": 0.019}}
    assert between_ends(same, "x", "The middle rep") == ""


def test_enough_moves_leave_one_result(tmp_path, capsys) -> None:
    world = make_world(WorldSpec(seats=SEATS, moves=1.0, turnover=0.3), seed=1)
    make_snapshot(tmp_path, **force_rows(world))
    assert main(["run", str(tmp_path), "--draws", "50", "--json"]) == 0
    baseline = json.loads(capsys.readouterr().out)["scenarios"][0]
    assert baseline["versus_baseline_ends"] == {}
    assert not any("cannot say which" in warning for warning in baseline["warnings"])
