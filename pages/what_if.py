"""What-if: the coming year with other levers, beside the coming year if we carry on."""

import streamlit as st

from pages._shared import changes, drafting, figures, runs, shell
from pages._shared.charts.side import middle_of, sides
from pages._shared.widgets import levers, pairs, scenario_bar

state = shell.begin_page("what_if")
currency = runs.snapshot(state.snapshot).currency
draft, shown = drafting.draft(state), drafting.shown(state)

with st.sidebar:
    scenario_bar.start_from(state)
    levers.draw(draft)
    pending = draft.levers_id() != shown.levers_id()
    levers.switches(live=state.live, pending=pending)

scenario_bar.draw(state)
if pending:
    st.caption("The levers have moved; what is shown is still the scenario before.")

compared = runs.compared(state, (shown,))
baseline, result = compared.baseline, compared.others[0]
change = compared.differences[0]
both = sides((drafting.BASELINE_SIDE, shown.name), (baseline, result))
last_year = middle_of(runs.last_year(state), "median_attainment")

if line := changes.target_line(result, currency):
    st.markdown(f"#### {figures.escape(line)}")
pairs.three("what_if", both, changes.of_pair(baseline, result, change, currency), last_year)
pairs.cards("what_if", compared, currency)
verdicts = changes.verdicts(baseline, result, change, currency)
if verdicts:
    st.markdown("\n\n".join(f"**{figures.escape(sentence)}**" for sentence in verdicts))
pairs.gains_and_losses("what_if", compared, state, currency)
pairs.as_tables("what_if", both, currency)
st.caption(figures.escape(" ".join(result.warnings)))
