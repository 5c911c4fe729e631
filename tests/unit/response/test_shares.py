"""Shares of variance by hand, and on worlds whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.response.model import fit_model
from engine.response.shares import Parts, shares_of, year_parts
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.truth import panel_of, true_shares, year_of


def parts(fit: list[float], territory: list[float], rep: list[float], luck: float) -> Parts:
    """Four reps, the same in every draw."""
    columns = [np.tile(np.array(values)[:, None], 20) for values in (fit, territory, rep)]
    return Parts(np.arange(4), *columns, np.full(4, luck))


def test_independent_parts_have_their_own_variances() -> None:
    """
    Fit +-2, territory +-1, rep +-1 in a balanced design: variances 4, 1 and 1, luck 2.

    Shares of 8: 50 %, 12.5 %, 12.5 %, 25 %; system (4 + 1) / 6; bound 4 / 6.
    """
    found = shares_of(parts([2, 2, -2, -2], [1, -1, 1, -1], [1, -1, -1, 1], 2.0))
    mids = [found.fit.mid, found.territory.mid, found.rep.mid, found.luck.mid]
    np.testing.assert_allclose(mids, [0.5, 0.125, 0.125, 0.25])
    assert found.system.mid == pytest.approx(5 / 6)
    assert found.people.mid == pytest.approx(1 / 6)
    assert found.bounds == pytest.approx((4 / 6, 1.0))
    assert found.verdict == "mostly system"


def test_quotas_that_cancel_skill_offset() -> None:
    """Fit -1 where skill is +2: whole +-1, so fit is -1, rep +2, and they still sum to 1."""
    found = shares_of(parts([-1, -1, 1, 1], [0, 0, 0, 0], [2, 2, -2, -2], 0.0))
    assert (found.fit.mid, found.rep.mid) == (pytest.approx(-1.0), pytest.approx(2.0))
    assert found.bounds == (0.0, 1.0)
    assert found.verdict == "mostly people"


def test_inflation_widens_around_the_middle_and_clips() -> None:
    """System 0.4 and 0.6 by turns: 80 % interval 0.4 to 0.6; doubled, 0.3 to 0.7."""
    base = parts([1, 1, -1, -1], [0, 0, 0, 0], [1, -1, 1, -1], 1.0)
    less, more = np.sqrt(2 / 3), np.sqrt(3 / 2)  # fit variance over rep variance
    fit = base.fit * np.tile([less, more], 10)
    drawn = Parts(base.reps, fit, base.territory, base.rep, base.luck)
    wide = shares_of(drawn, inflation=2.0).system
    assert (wide.lo, wide.mid, wide.hi) == pytest.approx((0.3, 0.5, 0.7))
    assert shares_of(drawn, inflation=9.0).system.hi == 1.0
    assert shares_of(drawn, inflation=2.0).verdict == "cannot tell"


@pytest.mark.parametrize(("share", "verdict"), [(0.2, "mostly people"), (0.8, "mostly system")])
def test_the_verdict_in_a_large_world_is_the_true_one(share: float, verdict: str) -> None:
    world = make_world(WorldSpec(seats=800).with_system_share(share), seed=11)
    model, year = fit_model(panel_of(world)), year_of(world)
    found = shares_of(year_parts(model, model.draw(0, 200), year))
    truth = true_shares(world, year)
    assert found.verdict == verdict
    assert found.system.lo <= truth.system <= found.system.hi
    assert found.bounds[0] <= truth.system <= found.bounds[1]
