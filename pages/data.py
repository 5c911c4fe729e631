"""Data: bring extracts, correct what they were recognised as, load, and see what came of it."""

import streamlit as st

from pages._shared import shell
from pages._shared.widgets import intake, load_report, readiness, review, tying

PARTS = {
    load_report.NAME: load_report.draw,
    "Findings": load_report.noticed,
    "Does it tie?": tying.draw,
    "What it can answer": readiness.draw,
}

state = shell.begin_page("data", needs_data=False)
intake.draw(state)

if state.batch:
    with shell.refusals():
        review.draw(state)
elif state.snapshot is None:
    st.caption(
        "Nothing is loaded yet. Deals with owners and dates are enough to begin; quotas, people "
        "and accounts bring the rest. Templates are in data/templates."
    )
else:
    part = st.segmented_control(
        "Part of the report",
        list(PARTS),
        default=None if load_report.is_new() else load_report.NAME,  # one of the two sets it
        required=True,
        key="part",
        bind="query-params",
        label_visibility="collapsed",
    )
    PARTS[part or load_report.NAME](state)
