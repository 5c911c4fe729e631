"""Method: every word, figure, column and command, from the registries that compute."""

import streamlit as st

from pages._shared import commands, file_formats, reference, shell
from pages._shared.widgets import expectation, reading

SECTIONS = {
    "Words": "What stands on the screen and what it means.",
    "Figures": "Every figure, its formula, its source and the columns it needs.",
    "Data": "What may be loaded: sixteen tables, every column.",
    "Levers": "What can be changed in a scenario, how far, and its place in the file.",
    "Files": "What goes in and what comes out, key by key.",
    "Commands": "The same engine without a screen.",
    "The estimate": "What the expectation behind the baseline is, and what it is not.",
}

shell.begin_page("method", needs_data=False)

section = st.segmented_control(
    "Section",
    list(SECTIONS),
    default="Words",
    required=True,
    key="section",
    bind="query-params",
    label_visibility="collapsed",
)
st.caption(SECTIONS[section])

if section == "The estimate":
    expectation.draw()
    st.stop()

search = st.text_input("Search this section", key="method.search", persist_state="session")

if section == "Words":
    reading.table(reference.matching(reference.words(), search))
elif section == "Figures":
    reading.table(reference.matching(reference.metrics(), search))
elif section == "Data":
    reading.table(reference.matching(reference.tables(), search))
    reading.table(reference.matching(reference.dictionary(), search))
elif section == "Levers":
    reading.table(reference.matching(reference.levers(), search))
elif section == "Files":
    st.header("Scenario file (YAML)", anchor=False)
    reading.table(reference.matching(file_formats.scenario_rows(), search))
    st.header("Plan file (YAML)", anchor=False)
    reading.table(reference.matching(file_formats.plan_rows(), search))
    st.header("What a plan's rules mean, each with an example", anchor=False)
    reading.table(reference.matching(file_formats.rule_rows(), search))
    st.header("What load --json prints", anchor=False)
    reading.table(reference.matching(file_formats.load_rows(), search))
elif section == "Commands":
    reading.table(reference.matching(commands.rows(), search))
