"""What-if: the coming year with other levers, beside the coming year if we carry on."""

import streamlit as st

from pages._shared import at_rest, drafting, links, session, shell
from pages._shared.widgets import answer, design, guess, levers, presenting, scenario_bar
from pages._shared.widgets.refusal import refusals


@st.fragment
def outcome(side) -> None:
    """
    Levers and what they do; the page around them is left alone when a lever moves.

    The levers come first, so that a browser works through them while the answer is computed.
    """
    if side is not None:
        with refusals(), side:
            state = session.load()
            draft = drafting.draft(state)
            levers.draw(draft, at_rest.at_rest(state, draft))
            levers.switches(live=state.live, pending=drafting.pending(state))
    answered()


@st.fragment(key=levers.ANSWER)
def answered() -> None:
    """What the levers do: all that is drawn where the move of one changes no other."""
    with refusals():
        state = session.load()
        shown, seen = drafting.shown(state), None
        with refusals():
            if design.made(state, shown):
                seen = answer.answer(state, shown)
        with refusals():
            links.keep()
        if seen is None or guess.waits(state, shown):
            return
        guessed = guess.beside(state, seen.compared.others[0])
        told = scenario_bar.in_words(drafting.draft(state), pending=drafting.pending(state))
        answer.draw(seen, (told, guessed), state)


state, side = shell.begin_page("what_if"), None
if state.presenter:
    presenting.draw(state)
if not state.levers_locked:
    with st.sidebar:
        scenario_bar.start_from(state)
        side = st.container()
    scenario_bar.draw(state)
outcome(side)
