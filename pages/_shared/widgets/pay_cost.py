"""What a draft costs to come, against a budget; and what a SPIF would have cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from pages._shared import exports, figures, plan_pay, plan_words, runs, to_come_words
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from engine.scenarios.incentive.year_book import YearBook
    from pages._shared.session import Session


def to_come(state: Session, text: str, currency: str) -> None:
    """Pay of the coming year in possible years, when asked, with the chance above a budget."""
    opened = st.expander("What it costs to come", on_change="rerun", key="incentives.to_come")
    if not opened.open:
        return
    with opened:
        first, second = st.columns(2, vertical_alignment="bottom")
        budget = first.number_input(
            "Budget, 0 for none", min_value=0.0, step=100_000.0, key="incentives.budget"
        )
        is_scaled = second.toggle(
            "Scale the draft to the budget", disabled=not budget, key="incentives.scaled"
        )
        try:
            found = plan_pay.to_come(state, text, budget if is_scaled else 0.0)
        except EngineError as error:
            st.warning(figures.escape(str(error)))
            return
        as_table(to_come_words.rows(found, currency))
        said = to_come_words.sentence(found, budget, currency)
        st.markdown(f"**{figures.escape(said)}**")
        st.caption(figures.escape(to_come_words.notes(found)))
        if runs.team_only():
            return
        if not state.pay_shown:
            st.caption("The ten largest payouts are hidden. “View” above the page shows pay.")
            return
        st.markdown("**The ten largest payouts of the coming year**")
        as_table(to_come_words.largest(found, currency, names=state.names_shown))


def spif(state: Session, known: YearBook, currency: str) -> None:
    """Ask for a SPIF and say what it would have cost, and who would have been paid anyway."""
    opened = st.expander("What would a SPIF cost?", on_change="rerun", key="incentives.spif")
    if not opened.open:
        return
    with opened:
        first, second, third = st.columns(3)
        per = first.segmented_control(
            "Pays", ["each deal", "a rate"], default="each deal", required=True, key="spif.per"
        )
        per_deal = per == "each deal"
        money = second.number_input(
            "Money for each deal" if per_deal else "Rate, percent of the deal",
            min_value=0.0,
            value=500.0 if per_deal else 1.0,
            key=f"spif.pay.{per_deal}",
        )
        most = third.number_input("At most for one person, 0 for no end", 0.0, key="spif.max")
        where = st.text_input(
            "Deals that count", "type = 'new'", key="spif.where", help="Blank for every deal."
        )
        try:
            cost = plan_pay.spif(
                state, known, per_deal, money if per_deal else money / 100, most, where
            )
        except EngineError as error:
            st.warning(figures.escape(str(error)))
            return
        said = plan_words.spif_sentence(cost, per_deal, currency)
        st.markdown(f"**{figures.escape(said)}**")
        if runs.team_only():
            return
        if not state.pay_shown:
            st.caption("Who would have been paid is hidden. “View” above the page shows pay.")
            return
        people = exports.masked(cost.people, names=state.names_shown, pay=True)
        st.dataframe(people, hide_index=True, alt="One row for each person who would be paid")
