"""The session is a value: it can be kept, and what may be seen follows from it."""

from __future__ import annotations

import pickle

import pytest

from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from pages._shared.session import Session
from pages._shared.spool import Spooled


def test_a_session_with_everything_in_it_can_be_serialised():
    state = Session(
        snapshot="0123456789abcdef",
        draft=Scenario("Grow", quota=QuotaLevers(growth=0.1)),
        slice=(("region", "West"),),
        batch=(Spooled("deals.csv", "0000.csv"),),
    )

    assert b"deals.csv" in pickle.dumps(state)


@pytest.mark.parametrize(
    ("asked", "presenter", "shown"),
    [(False, False, False), (True, False, True), (True, True, False), (False, True, False)],
)
def test_names_and_pay_are_shown_only_when_asked_and_not_to_a_room(asked, presenter, shown):
    state = Session(names_asked=asked, pay_asked=asked, presenter=presenter)

    assert (state.names_shown, state.pay_shown) == (shown, shown)
