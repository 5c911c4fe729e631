"""Diagnose: is it the system or the people?"""

import streamlit as st

from pages._shared import figures, runs, shell, verdict
from pages._shared.charts import verdict_bar
from pages._shared.widgets import evidence, rep_sheet
from pages._shared.widgets.place import as_table, palette, place

state = shell.begin_page("diagnose")
found = runs.diagnosis(state)

st.markdown(f"### {figures.escape(verdict.headline(found))}")
left, right = st.columns([2, 3])
with left:
    st.markdown(figures.escape(found.identification.message))
    for note in found.notes:
        st.caption(figures.escape(note))
    if found.shares is not None:
        st.caption(
            "Shares are of the differences between reps over four quarters. Why everyone is low "
            "or high together is another question: see what was handed out, below. "
            + verdict.reading(found.shares)
        )
if found.shares is not None:
    with right:
        shares = found.shares
        title, marks = verdict.luck(shares), verdict_bar.rows(shares)
        spec = verdict_bar.spec(palette())
        place("diagnose.bar", title, spec, marks, lambda: verdict.bar(shares))

if made := verdict.tests(found, made=True):
    st.subheader("What lies behind it", anchor=False)
    as_table(made)
    evidence.show(found, state)
if missing := verdict.tests(found, made=False):
    with st.expander("What could not be looked at, and the column that would bring it"):
        as_table(missing)
rep_sheet.show(found, state)
st.subheader("How far to trust it", anchor=False)
st.markdown(figures.escape(verdict.card(found)))
