"""Baseline: a past period as it was, before anything is changed."""

import streamlit as st

from pages._shared import figures, runs, sentences, shell, tables
from pages._shared.charts import attainment_spread, concentration, median_gap, quota_fit
from pages._shared.widgets import past, rows, slice_control
from pages._shared.widgets.place import palette, place

FIRST = (
    "participation",
    "median_attainment",
    "fair_median",
    "fit_in_band",
    "balance_cv_potential",
    "quota_to_expected",
)
FURTHER = (
    "win_rate",
    "median_cycle_days",
    "pipeline_coverage",
    "stale_share",
    "attainment_potential_correlation",
    "credited_to_booked",
    "quota_to_ote",
    "payout",
    "ccos",
)

state = shell.begin_page("baseline")
currency = runs.snapshot(state.snapshot).currency
with st.container(horizontal=True, vertical_alignment="bottom"):
    period = slice_control.period(runs.periods(state), runs.default_period(state))
    groups = runs.groups(state, period)
    part = slice_control.part(groups, names_shown=state.names_shown)
year = runs.as_is(state, period, part)
colours = palette()

who = sentences.PART if part else sentences.COMPANY
st.markdown(f"### {figures.escape(sentences.standing(year, currency, who))}")
left, right = st.columns([2, 3])
with left:
    past.money(year, currency)
with right:
    past.cards(year, FIRST, currency)
past.notes(year)

spread, why = st.columns(2)
if "median_attainment" in year.metrics:
    with spread:
        title, marks = sentences.middle_rep(year), attainment_spread.rows_as_is(year)
        spec = attainment_spread.spec(colours, 1)
        place("baseline.spread", title, spec, marks, lambda: tables.attainment_as_is(year))
    with why:
        gap = year.metrics["median_gap"]
        title, marks = sentences.gap(gap), median_gap.rows(gap)
        place("baseline.gap", title, median_gap.spec(colours), marks, lambda: tables.gap(gap))
with spread:
    if "fit_in_band" in year.metrics:
        title, marks = sentences.fit(year), quota_fit.rows_as_is(year)
        spec = quota_fit.spec(colours, 1)
        place("baseline.fit", title, spec, marks, lambda: tables.fit_as_is(year))
    if carried := sentences.concentration(year):
        marks, spec = concentration.rows(year), concentration.spec(colours)
        table, whole = (lambda: tables.concentration(year)), sentences.whole_people(year)
        place("baseline.concentration", carried, spec, marks, table, whole)
with why:
    if "median_attainment" in year.metrics:
        past.people_by_group(year, names_shown=state.names_shown)
past.activities(year)
st.subheader("More figures", anchor=False)
past.cards(year, FURTHER, currency)
past.missing(year)
rows.show(lambda: year.reps_table, state, "baseline.rows", f"reps-{period}.csv")
