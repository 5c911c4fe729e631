"""Quotas: what each patch is asked for, whether it fits, and the steps that made it."""

import streamlit as st

from pages._shared import links, session, shell
from pages._shared.widgets import quota_answer, quota_levers
from pages._shared.widgets.refusal import refusals


@st.fragment
def outcome(side) -> None:
    """Levers and the quotas they make: a lever that moves redraws this and nothing else."""
    with refusals():
        state = session.load()
        seen = quota_answer.answer(state)
        with refusals():
            links.keep()
        with side:
            quota_levers.draw(seen.scenario, seen.plan)
        quota_answer.draw(seen, state)


state = shell.begin_page("quotas")
with st.sidebar:
    side = st.container()
outcome(side)
