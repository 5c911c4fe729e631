"""One patch's quota as steps, all quotas as a table, and what leaves the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.scenarios.quota_letters import UPLOAD, upload_rows
from engine.store.rows_csv import rows_as_csv
from pages._shared import exports, markup, quota_fit_words, quota_plans, quota_words, runs
from pages._shared.charts import quota_steps
from pages._shared.widgets import rows, words
from pages._shared.widgets.place import as_table, palette, place

if TYPE_CHECKING:
    from engine.model.scenario import Scenario
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.session import Session

OFF = "Quotas of individuals are switched off in this installation."
ESTIMATE = "An estimate until it is published; not your plan document."
_FIT, _SHARES = "Quota against patch as a table", "What each lever adds, whichever is moved first"
_ALL = "All quotas"


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


def behind(
    state: Session, scenario: Scenario, plan: QuotaPlan, chosen: int | None, currency: str
) -> None:
    """The fit as a table, what each lever adds to one patch, or all quotas; nothing until asked."""
    kinds = [_FIT] if runs.team_only() else [_FIT, _SHARES, _ALL]
    asked = st.segmented_control("Behind these figures", kinds, key="quotas.behind")
    if asked == _FIT:
        today = quota_plans.fit_as_patches_stand(state, scenario)
        as_table(quota_fit_words.fit_rows(plan, today))
    elif asked == _SHARES and chosen is not None:
        found = quota_plans.order_free_shares(state, scenario)
        words.draw(markup.table(quota_words.attribution_rows(found, chosen, currency)))
    elif asked == _ALL:
        _all_quotas(state, plan)


def _all_quotas(state: Session, plan: QuotaPlan) -> None:
    """Every quota, to the cent, with the files that leave the page."""
    rows.draw(
        lambda: quota_words.table(plan, names=state.names_shown), state, "quotas.rows", "quotas.csv"
    )
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
