"""Quotas: what each patch is asked for, whether it fits, and the steps that made it."""

import streamlit as st

from pages._shared import designs, links, quota_plans, session, shell
from pages._shared.together import together
from pages._shared.widgets import quota_answer, quota_levers
from pages._shared.widgets.refusal import refusals


@st.fragment
def outcome(side) -> None:
    """
    Levers and the quotas they make: a lever that moves redraws this and nothing else.

    The levers come first, so that a browser works through them while quotas are computed.
    """
    designs.give_way()
    with refusals():
        state = session.load()
        scenario = quota_plans.scenario(state)
        with side:
            quota_levers.draw(scenario, lambda: quota_plans.plan(state, scenario))
        seen = quota_answer.answer(state)
        with together():
            with refusals():
                links.keep()
            quota_answer.draw(seen, state)


state = shell.begin_page("quotas")
with st.sidebar:
    side = st.container()
outcome(side)
