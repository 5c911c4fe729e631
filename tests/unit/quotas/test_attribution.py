"""Order-free attribution: the Shapley value of the levers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.quota_levers import QuotaLevers
from engine.quotas.attribution import attribute
from engine.quotas.propose import propose
from tests.support.quota_seats import many, seats


def test_two_levers_share_what_they_do_together():
    # alone, the basis takes 50 to 75 (+25), growth of 20 % to 60 (+10); both to 90 (+40):
    # the basis gets (25 + 40 - 10) / 2 = 27.5, growth (10 + 40 - 25) / 2 = 12.5; the other way
    # 50 goes to 25, to 60 and to 30: -27.5 and 7.5
    team = seats([50.0, 50.0], expected=[3.0, 1.0])
    shares = attribute(team, QuotaLevers(basis="expected", growth=0.2, max_change=None))
    assert {k: v.tolist() for k, v in shares.items()} == {
        "total": [12_50, 7_50],
        "basis": [27_50, -27_50],
    }


def test_kept_quotas_have_nothing_to_attribute():
    assert attribute(seats([50.0]), QuotaLevers()) == {}


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 100),
    growth=st.floats(0, 0.1),
    over=st.floats(0.01, 0.1),
    own=st.floats(0.01, 1.0),
    change=st.one_of(st.none(), st.floats(0.3, 0.5)),
)
def test_contributions_sum_to_the_change_to_the_cent(seed, growth, over, own, change):
    team = many(25, seed)
    levers = QuotaLevers(
        basis="expected", growth=growth, over_assignment=over, own_history=own, max_change=change
    )
    shares = attribute(team, levers)
    change = propose(team, levers).amount - team.previous_cents.astype(np.int64)
    assert sum(shares.values()).tolist() == change.tolist()
    assert "relief" in shares
    plain = replace(team, relief={})
    assert "relief" not in attribute(plain, levers)
