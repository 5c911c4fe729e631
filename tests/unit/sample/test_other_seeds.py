"""Other seeds tell the same story with other luck; what is no luck holds in each."""

from __future__ import annotations

import numpy as np
import pytest

from engine.sample.days import LAST_DAY, QUARTERS, quarter_of
from engine.sample.world import World, build


@pytest.fixture(scope="module", params=[1, 2, 3, 4_294_967_301])
def world(request: pytest.FixtureRequest) -> World:
    """A world of some seed; the last does not fit into 32 bits."""
    return build(request.param)


def test_booked_and_handed_out(world: World) -> None:
    year = quarter_of(world.deals.close) // 4
    booked = [world.deals.amount[world.deals.won & (year == y)].sum() for y in (0, 1)]
    handed_out = world.quotas[world.shifts.quarter >= QUARTERS // 2].sum()

    assert booked == pytest.approx([78e6, 84e6], rel=0.01)
    assert handed_out == pytest.approx(94e6, rel=0.001)


def test_six_seats_are_empty_at_the_end(world: World) -> None:
    filled = {stint.seat for stint in world.seating.stints if stint.last == LAST_DAY}

    assert len(filled) == 114
    assert (world.seating.left >= 0).sum() == 52


def test_potential_is_as_uneven(world: World) -> None:
    potential = world.patches.potential

    assert potential.std() / potential.mean() == pytest.approx(0.50, abs=0.03)
    assert len(world.accounts.moved()) == 62


def test_nothing_is_entered_before_its_stage_or_after_the_last_day(world: World) -> None:
    deals = world.deals
    steps = np.arange(4)[None, :] <= deals.reached[:, None]

    assert (np.diff(deals.entered, axis=1)[steps[:, 1:]] >= 0).all()
    assert (deals.entered[steps] <= LAST_DAY).all()
    assert (deals.close[deals.state != 0] <= LAST_DAY).all()
    assert (deals.last_activity <= LAST_DAY).all()
    assert (deals.last_activity >= deals.created).all()


def test_reps_close_only_while_they_hold_the_patch(world: World) -> None:
    held: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for rep, seat, first, last in world.seating.stints:
        held.setdefault((rep, seat), []).append((first, last))
    deals = world.deals
    for deal in np.flatnonzero(deals.won).tolist():
        spans = held[int(deals.rep[deal]), int(deals.seat[deal])]
        assert any(first <= deals.close[deal] <= last for first, last in spans)


def test_shares_at_quota_lie_round_the_story(world: World) -> None:
    reached = world.attainment[1][~np.isnan(world.attainment[1])]

    # Of all 140 or so who carried any quota, new and leaving ones too: 34 %, give or take 4.
    assert 0.22 < (reached >= 1).mean() < 0.46
