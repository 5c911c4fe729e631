"""A statement for one person and quarter, and the largest payouts; hidden until asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from engine.store.rows_csv import rows_as_csv
from pages._shared import exports, figures, plan_pay, plan_words, runs
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from engine.scenarios.incentive.gains import PlanChange
    from engine.scenarios.incentive.year_book import YearBook
    from pages._shared.session import Session


def draw(state: Session, known: YearBook, change: PlanChange, text: str, currency: str) -> None:
    """Draw the statement and the largest payouts, or say why neither is shown."""
    st.subheader("A statement, line by line", anchor=False)
    if runs.team_only():
        st.caption("Individual sheets are switched off in this installation.")
        return
    if not state.pay_shown:
        st.caption(
            "Each person's pay is hidden. “View” above the page shows it, here and for the ten "
            "largest."
        )
        return
    people = known.people["name"].to_pylist()
    shown = people if state.names_shown else exports.aliases(known.reps, "Rep")
    labels = dict(zip(known.reps, shown, strict=True))
    first, second, third = st.columns(3)
    rep = first.selectbox(
        "Of", known.reps, format_func=lambda r: str(labels[r]), key="incentives.of"
    )
    quarter = second.selectbox(
        "Quarter", [q.label for q in known.quarters], key="incentives.quarter"
    )
    under = third.selectbox("Under", [plan_pay.TODAY, plan_pay.DRAFT], key="incentives.under")
    try:
        found = plan_pay.statement(
            state, known, None if under == plan_pay.TODAY else text, rep, quarter
        )
    except EngineError as error:
        st.warning(figures.escape(str(error)))
        return
    who = str(labels[rep])
    st.markdown(
        f"**{figures.escape(plan_words.statement_sentence(found, who, quarter, currency))}**"
    )
    lines = plan_words.statement_rows(found, currency)
    as_table(lines)
    st.download_button(
        "Download the statement",
        data=lambda: rows_as_csv(lines[0], (row.values() for row in lines)),
        file_name=f"statement-{quarter}.csv",
        mime="text/csv",
        on_click="ignore",
        key="incentives.statement",
    )
    st.caption("An estimate on deals that were closed, not your plan document.")
    st.subheader("The ten largest payouts on last year's deals", anchor=False)
    as_table(plan_words.largest_rows(change, currency, names=state.names_shown))
