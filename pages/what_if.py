"""What-if: the coming year with other levers, beside the coming year if we carry on."""

import streamlit as st

from pages._shared import at_rest, changes, drafting, links, markup, runs, session, settling, shell
from pages._shared.charts.side import middle_of, sides
from pages._shared.widgets import guess, levers, pairs, scenario_bar, words
from pages._shared.widgets.refusal import refusals


def result_of(state, compared, name):
    """What a scenario does: all that is computed before anything is drawn."""
    baseline, result = compared.baseline, compared.others[0]
    currency = runs.snapshot(state.snapshot).currency
    both = sides((drafting.BASELINE_SIDE, name), (baseline, result))
    change = compared.differences[0]
    verdicts = changes.verdicts(baseline, result, change, currency)
    in_time = (settling.cost(result, currency), settling.later(result, currency))
    below = (
        pairs.cards(compared, currency),
        *(markup.paragraph(sentence, strong=True) for sentence in verdicts),
        *(markup.paragraph(sentence) for sentence in in_time),
        pairs.gains_and_losses(compared, currency),
        markup.paragraph(" ".join(result.warnings), quiet=True),
    )
    line = markup.heading(changes.target_line(result, currency))
    said = changes.of_pair(baseline, result, change, currency)
    charts = pairs.charts(both, middle_of(runs.last_year(state), "median_attainment"))
    return line, said, charts, below, both, currency


@st.fragment
def outcome(side) -> None:
    """
    Levers and what they do: a lever that moves redraws this and nothing else.

    Nothing is drawn before all is computed: a browser lays out once what arrives together.
    """
    with refusals():
        state = session.load()
        draft, shown = drafting.draft(state), drafting.shown(state)
        pending = draft.levers_id() != shown.levers_id()
        rest, seen = at_rest.at_rest(state, draft), None
        with refusals():
            compared = runs.compared(state, (shown,))
            seen = result_of(state, compared, shown.name)
        with refusals():
            links.keep()
        with side:
            levers.draw(draft, rest)
            levers.switches(live=state.live, pending=pending)
        if seen is None or guess.waits(state, shown):
            return
        line, said, charts, below, both, currency = seen
        answer = guess.beside(state, compared.others[0])
        words.draw(scenario_bar.in_words(draft, pending=pending), answer, line)
        pairs.three("what_if", said, charts)
        words.draw(*below)
        pairs.behind("what_if", both, compared, state, currency)


state = shell.begin_page("what_if")
with st.sidebar:
    scenario_bar.start_from(state)
    side = st.container()
scenario_bar.draw(state)
outcome(side)
