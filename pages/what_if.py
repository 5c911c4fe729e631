"""What-if: the coming year with other levers, beside the coming year if we carry on."""

import streamlit as st

from pages._shared import at_rest, designs, drafting, links, session, shell
from pages._shared.together import together
from pages._shared.widgets import answer, design, guess, levers, presenting, scenario_bar
from pages._shared.widgets.refusal import refusals


@st.fragment
def outcome(side) -> None:
    """
    Levers and what they do: a lever that moves redraws this and nothing else.

    The levers come first, so that a browser works through them while the answer is computed.
    """
    designs.give_way()
    with refusals():
        state = session.load()
        draft, shown = drafting.draft(state), drafting.shown(state)
        pending = draft.levers_id() != shown.levers_id()
        rest, seen = at_rest.at_rest(state, draft), None
        if side is not None:
            with side:
                levers.draw(draft, rest)
                levers.switches(live=state.live, pending=pending)
        with refusals():
            if not design.made(state, shown):
                shown, pending = drafting.answered(state), True
            seen = answer.answer(state, shown)
            drafting.give_answer(state, shown)
        with together():
            with refusals():
                links.keep()
            if seen is None or guess.waits(state, shown):
                return
            guessed = guess.beside(state, seen.compared.others[0])
            said = scenario_bar.in_words(draft, shown if pending else None)
            answer.draw(seen, (said, guessed), state)
        design.make_ahead(state, shown)


state, side = shell.begin_page("what_if"), None
if state.presenter:
    presenting.draw(state)
if not state.levers_locked:
    with st.sidebar:
        scenario_bar.start_from(state)
        side = st.container()
    scenario_bar.draw(state)
outcome(side)
