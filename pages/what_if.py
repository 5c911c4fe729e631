"""What-if: the coming year with other levers, beside the coming year if we carry on."""

import streamlit as st

from pages._shared import at_rest, changes, drafting, links, markup, runs, session, settling, shell
from pages._shared.charts.side import middle_of, sides
from pages._shared.widgets import levers, pairs, scenario_bar, words
from pages._shared.widgets.refusal import refusals


@st.fragment
def outcome(side) -> None:
    """Levers and what they do: a lever that moves redraws this and nothing else."""
    with refusals():
        state = session.load()
        draft, shown = drafting.draft(state), drafting.shown(state)
        currency = runs.snapshot(state.snapshot).currency
        compared = None
        with refusals():
            compared = runs.compared(state, (shown,))
        with side:
            levers.draw(draft, at_rest.at_rest(state, draft))
            pending = draft.levers_id() != shown.levers_id()
            levers.switches(live=state.live, pending=pending)
        if compared is None:
            return
        baseline, result = compared.baseline, compared.others[0]
        change = compared.differences[0]
        both = sides((drafting.BASELINE_SIDE, shown.name), (baseline, result))
        last_year = middle_of(runs.last_year(state), "median_attainment")

        line = changes.target_line(result, currency)
        words.draw(scenario_bar.in_words(draft, pending=pending), markup.heading(line))
        pairs.three("what_if", both, changes.of_pair(baseline, result, change, currency), last_year)
        verdicts = changes.verdicts(baseline, result, change, currency)
        in_time = (settling.cost(result, currency), settling.later(result, currency))
        words.draw(
            pairs.cards(compared, currency),
            *(markup.paragraph(sentence, strong=True) for sentence in verdicts),
            *(markup.paragraph(sentence) for sentence in in_time),
            pairs.gains_and_losses(compared, currency),
            markup.paragraph(" ".join(result.warnings), quiet=True),
        )
        pairs.behind("what_if", both, compared, state, currency)
        links.keep()


state = shell.begin_page("what_if")
with st.sidebar:
    scenario_bar.start_from(state)
    side = st.container()
scenario_bar.draw(state)
outcome(side)
