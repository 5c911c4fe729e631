"""Compare: if we carry on, and up to four scenarios, side by side on one scale."""

import streamlit as st

from pages._shared import changes, drafting, figures, runs, shell, side_by_side, tables
from pages._shared.charts.side import middle_of, sides
from pages._shared.take_away.story import Story, aliases_of
from pages._shared.widgets import choosing, decision, history, pairs, reasons
from pages._shared.widgets.place import as_table, palette

state = shell.begin_page("compare")
snapshot = runs.snapshot(state.snapshot)
currency = snapshot.currency

starts = choosing.starts(state)
chosen = tuple(start.scenario for start in starts.values())
if not chosen:
    st.info("Choose a scenario above, or make one on What-if.")
    st.stop()

compared = runs.compared(state, chosen)
names = (drafting.BASELINE_SIDE, *(scenario.name for scenario in chosen))
results = (compared.baseline, *compared.others)
all_sides = sides(names, results)
last_year = middle_of(runs.last_year(state), "median_attainment")

pairs.target("compare", all_sides, currency)
pairs.three(
    "compare", side_by_side.titles(all_sides), pairs.charts(all_sides, last_year, palette())
)

st.subheader("All figures", anchor=False)
st.caption(f"Against carrying on, four times in five in brackets. {changes.SAME_LUCK}")
as_table(tables.comparison(all_sides, compared.differences, currency))
for said in side_by_side.both_ends(all_sides):
    st.markdown(figures.escape(said))

st.subheader("What each one changes", anchor=False)
as_table(tables.levers(all_sides[1:], chosen, currency))
reasons.draw(state, chosen, currency)
pairs.as_tables("compare", all_sides, currency)
st.caption(figures.escape(" ".join(compared.baseline.warnings)))
decision.draw(state, starts, aliases_of(all_sides[0]))
history.draw(state, starts, currency)
shown = (state.names_shown, state.pay_shown)
choosing.downloads(Story(all_sides, chosen, compared.differences, snapshot, *shown), last_year)
