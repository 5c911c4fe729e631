"""One person's year behind a click: the patch first, then the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, runs, verdict
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from engine.model.diagnosis import Diagnosis
    from pages._shared.session import Session


def show(found: Diagnosis, state: Session) -> None:
    """Offer the sheet of each person with a quota; by id, never by result."""
    if runs.team_only():
        st.caption("Sheets of individuals are switched off in this installation.")
        return
    sheets = {one.rep_id: one for one in found.reps if one.steps}
    if not sheets:
        return
    opened = st.expander("A sheet for each rep", on_change="rerun", key="diagnose.sheet")
    if not opened.open:
        return
    with opened:
        ids = list(sheets)
        masked = verdict.aliases(found)
        shown = {rep: rep if state.names_shown else str(masked[rep]) for rep in ids}
        chosen = st.selectbox("Rep", ids, format_func=shown.__getitem__, key="diagnose.rep")
        one = sheets[chosen]
        st.markdown(figures.escape(one.first))
        as_table(verdict.sheet(one))
        st.markdown(figures.escape(verdict.credibility(one)))
        st.markdown(figures.escape(one.coaching))
        if one.behaviours:
            as_table(verdict.beside_peers(one))
            st.caption(figures.escape(f"Whole team: {found.coaching}"))
        st.caption("An estimate of how the plan treats a person, not a judgement of the person.")
