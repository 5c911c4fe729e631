"""Quotas set by hand, kept with who, when and why; and sheets of commitments or of such quotas."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import LeverError
from engine.model.quota_levers import Commitment, Override
from engine.quotas.sheet import read_sheet
from pages._shared import figures, markup, quota_plans, session
from pages._shared.quota_draft import change
from pages._shared.quota_words import patches
from pages._shared.widgets import quota_commitments, words

if TYPE_CHECKING:
    from engine.model.scenario import Scenario
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.session import Session

_MOST_BYTES = 2_000_000


def draw(state: Session, scenario: Scenario, plan: QuotaPlan, currency: str) -> None:
    """What was set by hand with its undo; a form for one quota and sheets, when asked."""
    names = patches(plan, names=state.names_shown)
    called = quota_commitments.people(plan, names, names=state.names_shown)
    _list(plan, names, currency)
    if plan.levers.commitments:
        top = quota_plans.without(state, scenario, top_down=1.0)
        quota_commitments.listed(plan, top, called, currency)
    opened = st.expander(
        "Set a quota by hand, a commitment, or bring a sheet", on_change="rerun", key="quotas.hands"
    )
    if opened.open:
        with opened:
            _form(plan, names)
            quota_commitments.form(plan, called)
            _sheets(plan)


def _form(plan: QuotaPlan, names: dict[int, str]) -> None:
    with st.form("quotas.hand", clear_on_submit=True):
        first, second, third, fourth = st.columns(4)
        chosen = first.selectbox(
            "Patch to set", list(names), format_func=names.__getitem__, key="quotas.hand.patch"
        )
        second.number_input("Quota", min_value=0.0, step=1_000.0, key="quotas.hand.amount")
        third.text_input("Your name", key="quotas.hand.who", max_chars=100)
        fourth.text_input("Reason", key="quotas.hand.why", max_chars=300)
        st.form_submit_button("Set this quota", on_click=_set, args=(_ids(plan, chosen),))
    told = st.session_state.pop("quotas.told", "")
    if told:
        st.warning(figures.escape(told))


def _ids(plan: QuotaPlan, shown: int | None) -> dict[int, str]:
    """Row → id of every patch; the form's own choice is read when it is sent."""
    labels = plan.seats.labels["territory_id"]
    return {} if shown is None else {n: name for n, name in enumerate(labels) if name}


def _set(ids: dict[int, str]) -> None:
    said = {name: st.session_state[f"quotas.hand.{name}"] for name in ("who", "why", "amount")}
    who, why = said["who"].strip(), said["why"].strip()
    if not who or not why:
        st.session_state["quotas.told"] = "A quota set by hand needs your name and a reason."
        return
    row = st.session_state["quotas.hand.patch"]
    today = datetime.now(UTC).date().isoformat()
    _keep(Override(ids[row], round(float(said["amount"]), 2), who, today, why))


def _list(plan: QuotaPlan, names: dict[int, str], currency: str) -> None:
    overrides = plan.levers.overrides
    if not overrides:
        return
    words.draw(markup.heading("Set by hand", 3))
    place = {name: n for n, name in enumerate(plan.seats.labels["territory_id"])}
    rows = [
        {
            "Patch": names.get(place.get(one.territory_id, -1), one.territory_id),
            "Quota": figures.money_exact(one.amount, currency),
            "By": one.who,
            "On": one.when,
            "Because": one.why,
        }
        for one in overrides
    ]
    words.draw(markup.table(rows))
    st.button("Undo the last", on_click=_undo, key="quotas.hand.undo")


def _undo() -> None:
    levers = quota_plans.scenario(session.load()).quota
    change(overrides=levers.overrides[:-1])


def _sheets(plan: QuotaPlan) -> None:
    st.caption(
        "A quota set by hand stays through every new run. A sheet is CSV with the columns who, "
        "amount (what a rep or manager commits to), or territory\\_id, amount, who, why."
    )
    file = st.file_uploader("A sheet", type=["csv"], key="quotas.sheet")
    if file is not None:
        _take(file.name, file.getvalue())
    count = len(plan.levers.commitments)
    if count:
        st.caption(f"{figures.counted(count, 'commitment')} in this scenario.")
        st.button(
            "Take the commitments out",
            on_click=change,
            kwargs={"commitments": ()},
            key="quotas.commitments.out",
        )


def _take(name: str, content: bytes) -> None:
    """Say what a sheet holds and offer to take it; what cannot be read is said with its line."""
    try:
        if len(content) > _MOST_BYTES:
            raise LeverError(f"{name} is larger than 2 MB.", "Is it the file?")
        found = read_sheet(content.decode("utf-8", "replace"), name)
    except LeverError as error:
        st.error(figures.escape(str(error)))
        return
    st.button(
        f"Take {figures.counted(len(found), 'line')}",
        type="primary",
        on_click=_keep,
        args=found,
        disabled=not found,
        key="quotas.sheet.take",
    )


def _keep(*found: Commitment | Override) -> None:
    """Add to the draft; the later word on one patch or person takes the place of the earlier."""
    levers = quota_plans.scenario(session.load()).quota
    said = {one.who: one for one in levers.commitments}
    by_hand = {one.territory_id: one for one in levers.overrides}
    for one in found:
        if isinstance(one, Commitment):
            said[one.who] = one
        else:
            by_hand.pop(one.territory_id, None)
            by_hand[one.territory_id] = one
    weight = 0.5 if said and not levers.commitments else levers.top_down
    change(commitments=tuple(said.values()), overrides=tuple(by_hand.values()), top_down=weight)
