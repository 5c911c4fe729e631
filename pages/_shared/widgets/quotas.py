"""One patch's quota as steps, all quotas as a table, and what leaves the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.scenarios.quota_letters import UPLOAD, upload_rows
from engine.store.rows_csv import rows_as_csv
from pages._shared import exports, figures, markup, quota_plans, quota_words, runs
from pages._shared.charts import quota_steps
from pages._shared.widgets import rows, words
from pages._shared.widgets.place import palette, place

if TYPE_CHECKING:
    from engine.model.scenario import Scenario
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.session import Session

OFF = "Quotas of individuals are switched off in this installation."


def pick_patch(state: Session, plan: QuotaPlan, currency: str) -> int | None:
    """Choose a patch and draw the steps of its quota; ``None`` where there is none to show."""
    if runs.team_only():
        st.caption(OFF)
        return None
    names = quota_words.patches(plan, names=state.names_shown)
    chosen: int | None = st.selectbox(
        "Where the number of one patch comes from",
        list(names),
        format_func=names.__getitem__,
        key="quotas.patch",
    )
    if chosen is None:
        return None
    bars = quota_words.bars(plan, chosen)
    place(
        "quotas.steps",
        quota_words.step_title(plan, chosen, names[chosen], currency),
        quota_steps.spec(palette(), len(bars) - 1),
        quota_steps.rows(bars, currency),
    )
    return chosen


def in_words(
    state: Session, scenario: Scenario, plan: QuotaPlan, chosen: int, currency: str
) -> None:
    """The steps of one patch's quota with what made each, and the order-free attribution."""
    words.draw(markup.table(quota_words.steps(plan, chosen, currency)))
    shares = st.expander(
        "What each lever adds, whichever is moved first", on_change="rerun", key="quotas.shares"
    )
    if shares.open:
        with shares:
            found = quota_plans.order_free_shares(state, scenario)
            words.draw(markup.table(quota_words.attribution_rows(found, chosen, currency)))


def all_quotas(state: Session, plan: QuotaPlan) -> None:
    """Every quota, to the cent, when asked; with the files that leave the page."""
    rows.show(
        lambda: quota_words.table(plan, names=state.names_shown), state, "quotas.rows", "quotas.csv"
    )
    if runs.team_only():
        return
    reps = plan.seats.labels["rep_id"]
    people = plan.seats.labels.get("name", reps)
    called = people if state.names_shown else exports.aliases(reps, "Rep")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Letters, one for each rep",
            data=lambda: exports.zipped(quota_plans.letters_of(state, plan, called)),
            file_name="quota-letters.zip",
            mime="application/zip",
            on_click="ignore",
            key="quotas.letters",
        )
        st.download_button(
            "Upload file (user, start date, amount)",
            data=lambda: rows_as_csv(UPLOAD, upload_rows(plan)),
            file_name="quota-upload.csv",
            mime="text/csv",
            on_click="ignore",
            disabled=not state.names_shown,
            help=None if state.names_shown else "It names people: “View” above shows names.",
            key="quotas.upload",
        )
    st.caption(figures.escape("An estimate until it is published; not your plan document."))
