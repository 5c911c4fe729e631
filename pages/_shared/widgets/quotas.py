"""Levers of the quota page, one patch's steps, and the download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.model.levers import LEVER
from engine.model.quota_levers import USUAL_CHANGE
from pages._shared import exports, figures, quota_plans, runs, session
from pages._shared.widgets.place import as_table
from pages._shared.widgets.showing import show

if TYPE_CHECKING:
    from engine.model.scenario import Scenario
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.session import Session

_SLIDERS = ("own_history", "blend", "over_assignment", "max_change")


def levers(shown: Scenario) -> None:
    """Basis and sliders; a move goes into the draft."""
    basis = shown.quota.basis if isinstance(shown.quota.basis, str) else None
    show("quotas.basis", basis)
    st.selectbox(
        "Quotas from",
        list(quota_plans.BASES),
        index=None,
        placeholder="a blend, from a scenario file",
        format_func=quota_plans.BASES.__getitem__,
        key="quotas.basis",
        on_change=_take_basis,
    )
    for name in _SLIDERS:
        lever, key = LEVER[f"quota.{name}"], f"quotas.lever.{name}"
        value = shown.quota.largest_change if name == "max_change" else shown.value(lever.key)
        number = USUAL_CHANGE if value is None else float(value)
        show(key, round(100 * number, 6))
        st.slider(
            lever.label,
            0.0,
            max(100.0, 100 * number) if lever.max > 1 else 100 * lever.max,
            step=100 * lever.step,
            format="%g %%",
            key=key,
            help=lever.sentence,
            on_change=_take,
            args=(lever.key, key),
        )


def one_patch(state: Session, plan: QuotaPlan, currency: str) -> None:
    """The steps of one patch's quota, to the cent."""
    if runs.team_only():
        st.caption("Quotas of individuals are switched off in this installation.")
        return
    names = quota_plans.patches(plan)
    st.subheader("Where one number comes from", anchor=False)
    chosen = st.selectbox(
        "Patch", list(names), format_func=names.__getitem__, key="quotas.patch", width=320
    )
    if chosen is not None:
        as_table(quota_plans.steps(plan, chosen, currency))


def download(state: Session, plan: QuotaPlan) -> None:
    """All quotas as a file; names masked until asked."""
    if runs.team_only():
        return
    st.download_button(
        "Download the quotas",
        data=lambda: exports.csv_bytes(
            exports.masked(quota_plans.table(plan), names=state.names_shown, pay=False)
        ),
        file_name="quotas.csv",
        mime="text/csv",
        on_click="ignore",
        key="quotas.download",
    )
    st.caption(figures.escape("An estimate until it is published; not your plan document."))


def _take_basis() -> None:
    if st.session_state["quotas.basis"]:
        _move("quota.basis", st.session_state["quotas.basis"])


def _take(lever_key: str, widget_key: str) -> None:
    _move(lever_key, round(float(st.session_state[widget_key]) / 100, 9))


def _move(lever_key: str, value: str | float) -> None:
    state = session.load()
    session.change(draft=quota_plans.scenario(state).with_value(lever_key, value))
