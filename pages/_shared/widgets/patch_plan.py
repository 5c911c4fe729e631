"""A form for what each patch carries, which goes, and which comes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from engine.territories.wishes import HEAVIEST, NewSeat
from pages._shared import figures, patch_plan, session
from pages._shared.patch_plan import CARRIES, GOES, HELD, PATCH

if TYPE_CHECKING:
    from pages._shared.session import Session

_TOLD = "territories.patches.told"


def draw(state: Session) -> None:
    """The patches with their changes; nothing is searched before they are used."""
    planned, table = patch_plan.plan(state), patch_plan.patches(state)
    count = f" ({planned.count} changed)" if planned.count else ""
    with st.popover(f"Patches{count}", icon=":material/groups:"):
        st.caption(
            "A full patch carries 100 %: give less for part time, ramp or a new hire, more for "
            "seniority. The accounts of a patch that goes get another one."
        )
        key = f"territories.patches.{zlib.crc32(repr((state.snapshot, planned)).encode())}"
        with st.form("territories.patches", border=False):
            st.data_editor(
                patch_plan.frame(table, planned),
                hide_index=True,
                disabled=[PATCH, HELD],
                height=320,
                key=key,
                column_config={
                    CARRIES: st.column_config.NumberColumn(
                        min_value=0, max_value=round(100 * HEAVIEST), step=1, required=True
                    ),
                    GOES: st.column_config.CheckboxColumn(),
                },
                alt="What each patch carries, and whether it goes",
            )
            today = table["territory_id"].to_pylist()
            st.form_submit_button("Use these patches", on_click=_use, args=(today, key))
        with st.container(horizontal=True):
            st.button("Less for part time and ramp", on_click=_weigh, key="territories.weigh")
            st.button(
                "As they are today",
                disabled=not planned.count,
                on_click=session.change,
                kwargs={"patch_plan": None},
                key="territories.patches.today",
            )
        _new_patch(patch_plan.names(table, "region"), patch_plan.names(table, "segment"))
        if told := st.session_state.pop(_TOLD, ""):
            st.warning(figures.escape(told))


def _new_patch(regions: list[str], segments: list[str]) -> None:
    with st.form("territories.new", clear_on_submit=True):
        st.text_input("New patch", key="territories.new.name", max_chars=100)
        for what, known in (("region", regions), ("segment", segments)):
            if known:
                st.selectbox(what.capitalize(), known, key=f"territories.new.{what}")
        st.number_input("Carries, %", 0, round(100 * HEAVIEST), 100, key="territories.new.carries")
        st.form_submit_button("Add this patch", on_click=_add)


def _use(today: list[str], key: str) -> None:
    changes = st.session_state[key]["edited_rows"]
    found = patch_plan.edited(patch_plan.plan(session.load()), today, changes)
    if set(today) == set(found.dissolved) and not found.new:
        st.session_state[_TOLD] = "Not every patch can go: accounts need one."
        return
    session.change(patch_plan=found)


def _weigh() -> None:
    try:
        session.change(patch_plan=patch_plan.weighed_by_terms(session.load()))
    except EngineError as error:
        st.session_state[_TOLD] = str(error)


def _add() -> None:
    said = {
        what: st.session_state.get(f"territories.new.{what}") or ""
        for what in ("name", "region", "segment")
    }
    state = session.load()
    planned, name = patch_plan.plan(state), said["name"].strip()
    taken = {*patch_plan.patches(state)["territory_id"].to_pylist(), *(n.name for n in planned.new)}
    if not name or name in taken:
        st.session_state[_TOLD] = "A new patch needs a name that no other has."
        return
    new = NewSeat(
        name, said["region"], said["segment"], st.session_state["territories.new.carries"] / 100
    )
    session.change(
        patch_plan=patch_plan.PatchPlan(planned.weights, planned.dissolved, (*planned.new, new))
    )
