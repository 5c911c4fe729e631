"""What would this deal pay? A form for one rep and one deal, and the answer with its trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from engine.scenarios.incentive.deal_question import Deal
from pages._shared import exports, figures, plan_runs, plan_words, runs

if TYPE_CHECKING:
    from engine.scenarios.incentive.year_book import YearBook
    from pages._shared.session import Session

_TYPES = ("new", "expansion", "renewal")
_ASKED = "incentives.asked"


def draw(state: Session, known: YearBook, text: str, currency: str) -> None:
    """Ask for a deal and answer in a sentence; pay is hidden until a person asks for it."""
    st.subheader("What would this deal pay?", anchor=False)
    if runs.team_only():
        st.caption("Individual sheets are switched off in this installation.")
        return
    if not state.pay_shown:
        st.caption("Each person's pay is hidden. “View” above the page shows it.")
        return
    people = known.people["name"].to_pylist()
    shown = people if state.names_shown else exports.aliases(known.reps, "Rep")
    labels = dict(zip(known.reps, shown, strict=True))
    with st.form("incentives.deal"):
        first, second, third = st.columns(3)
        rep = first.selectbox("Rep", known.reps, format_func=lambda r: str(labels[r]))
        amount = second.number_input("Amount", min_value=1.0, value=50_000.0, step=1_000.0)
        discount = third.number_input("Discount, percent", 0.0, 100.0, 0.0, 1.0)
        months = first.number_input("Term, months", 1.0, 120.0, 12.0, 1.0)
        kind = second.selectbox("Type", _TYPES)
        share = third.number_input("Share of the deal, percent", 1.0, 100.0, 100.0, 5.0)
        st.form_submit_button("Ask", type="primary", on_click=_ask)
    if not st.session_state.get(_ASKED):
        return
    columns = (("discount", discount / 100), ("term_months", months), ("type", kind))
    question = Deal(amount, known.quarters[-1].last, share / 100, columns)
    try:
        answer = plan_runs.deal(state, known, text, rep, question)
    except EngineError as error:
        st.warning(figures.escape(str(error)))
        return
    who = str(labels[rep])
    st.markdown(f"**{figures.escape(plan_words.deal(answer, question, who, currency))}**")
    st.dataframe(answer.lines, hide_index=True, alt="Every tier and rule that the deal touches")


def _ask() -> None:
    """Answer from now on, whatever else on the page is moved."""
    st.session_state[_ASKED] = True
