"""Why two people earn differently: chosen by hand, hidden until pay is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from pages._shared import exports, figures, pair_words, plan_pay, runs
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from engine.scenarios.incentive.year_book import YearBook
    from pages._shared.session import Session


def draw(state: Session, known: YearBook) -> None:
    """Choose two people and take the difference of their pay apart; absent in team-only mode."""
    if runs.team_only():
        return
    opened = st.expander(
        "Why do two reps earn differently?", on_change="rerun", key="incentives.pair"
    )
    if not opened.open:
        return
    with opened:
        if not state.pay_shown:
            st.caption("Each person's pay is hidden. “View” above the page shows it, here as well.")
            return
        ground = plan_pay.pairs(state, known)
        if ground is None:
            st.caption(
                "This takes two people with a patch and a quota (assignment.rep_id, "
                "assignment.territory_id, quota.amount)."
            )
            return
        _chosen(state, known, ground)


def _chosen(state: Session, known: YearBook, ground: plan_pay.PairGround) -> None:
    people = known.people["name"].to_pylist()
    shown = people if state.names_shown else exports.aliases(known.reps, "Rep")
    labels = dict(zip(known.reps, map(str, shown), strict=True))
    choices = [rep for rep in known.reps if rep in ground.number]
    left, right = st.columns(2)
    one = left.selectbox("One", choices, format_func=labels.__getitem__, key="pair.one")
    other = right.selectbox(
        "The other", choices, index=1, format_func=labels.__getitem__, key="pair.other"
    )
    try:
        found = plan_pay.pair(ground, known, one, other)
    except EngineError as error:
        st.warning(figures.escape(str(error)))
        return
    said = pair_words.sentence(found, labels[one], labels[other])
    st.markdown(f"**{figures.escape(said)}**")
    as_table(pair_words.rows(found))
    st.caption(
        figures.escape(
            f"{found.message} {pair_words.periods(found)}Pay is what today's plan pays for the "
            "year's result; deal rules and quarters are left aside. The parts are the same "
            "whichever is changed first. Luck is what a year's deals leave. An estimate of two "
            "years' results, no judgement of anybody."
        )
    )
