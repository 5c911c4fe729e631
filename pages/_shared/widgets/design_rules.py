"""The rules of a territory design in the analyst's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.territories.rules import Rules
from engine.territories.wishes import Wishes
from pages._shared import patch_plan
from pages._shared.widgets import patch_plan as patch_form

if TYPE_CHECKING:
    from pages._shared.session import Session

_KEPT: dict[str, Any] = {"persist_state": "session"}
"""Widgets keep their value over pages."""


def rules(state: Session) -> Wishes:
    """The rules that a person sets, kept over pages."""
    with st.container(horizontal=True):
        with st.popover("Rules", icon=":material/rule:"):
            balanced = _balance()
            staying = _staying(state)
            suiting = _suiting()
        patch_form.draw(state)
    planned = patch_plan.plan(state)
    return Wishes(
        balanced,
        **staying,
        **suiting,
        seat_weights=planned.weights,
        dissolved=planned.dissolved,
        new_seats=planned.new,
    )


def _balance() -> Rules:
    balance = st.segmented_control(
        "Balance",
        ["potential", "workload", "both"],
        default="potential",
        required=True,
        key="territories.balance",
        **_KEPT,
    )
    tolerance = st.slider(
        "Tolerance around a patch's target, %",
        2,
        50,
        10,
        key="territories.tolerance",
        **_KEPT,
    )
    hard = st.checkbox("Every patch must lie within the tolerance", key="territories.hard", **_KEPT)
    change = st.number_input(
        "Largest share of a patch's accounts that may come and go, %",
        0,
        1000,
        None,
        placeholder="no limit",
        key="territories.change",
        **_KEPT,
    )
    travel = st.number_input(
        "What a kilometre to an account costs, in the currency of the data",
        0.0,
        100.0,
        1.0,
        key="territories.travel",
        **_KEPT,
    )
    return Rules(
        balance=balance,
        tolerance=tolerance / 100,
        hard=bool(hard),
        distance_weight=float(travel),
        max_seat_change=None if change is None else change / 100,
    )


_SUITS = {
    "suit_relationship": "Potential lost with a seller who has not dealt with the account, %",
    "suit_experience": "Potential lost with a seller who has won nothing in its industry, %",
    "suit_tenure": "Potential lost with a seller who is new here, or with none, %",
}


def _suiting() -> dict[str, float]:
    """What a seller who does not suit an account costs, by the names of the wishes."""
    return {
        name: st.number_input(words, 0.0, 100.0, 0.0, 1.0, key=f"territories.{name}", **_KEPT) / 100
        for name, words in _SUITS.items()
    }


def _staying(state: Session) -> dict[str, Any]:
    """Which accounts stay, by the names of the wishes."""
    keep = st.multiselect(
        "Accounts stay within their",
        ["region", "segment"],
        ["region", "segment"],
        key="territories.keep",
        **_KEPT,
    )
    days = st.number_input(
        "Accounts stay whose open deals close within so many days",
        0,
        365,
        90,
        key="territories.hold",
        **_KEPT,
    )
    stage = _stage(state)
    changed = _changed(state)
    named = st.checkbox(
        "Named accounts stay with their owner", True, key="territories.named", **_KEPT
    )
    families = st.checkbox(
        "Accounts of one parent stay together", True, key="territories.families", **_KEPT
    )
    seats, regions = _locked(state)
    return {
        "hold_in_flight_days": int(days),
        "hold_from_stage": stage,
        "hold_changed_days": changed,
        "keep": tuple(keep),
        "named_stay": bool(named),
        "families_stay": bool(families),
        "locked_seats": seats,
        "locked_regions": regions,
    }


def _locked(state: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Patches and regions whose accounts all stay."""
    table = patch_plan.patches(state)
    locked = [
        st.multiselect(
            f"{what} whose accounts all stay",
            known,
            key=f"territories.locked.{what.lower()}",
            **_KEPT,
        )
        for what, known in (
            ("Patches", table["territory_id"].to_pylist()),
            ("Regions", patch_plan.names(table, "region")),
        )
    ]
    return tuple(locked[0]), tuple(locked[1])


def _changed(state: Session) -> int:
    """Days for which a new seller holds accounts; asked where it is known since when one is."""
    if not patch_plan.since_when_is_known(state):
        st.caption(
            "Whether an account changed hands within a year is not known: the column "
            "start\\_date of assignment brings it."
        )
        return 0
    return int(
        st.number_input(
            "Accounts stay whose patch got a new seller within so many days",
            0,
            3650,
            0,
            key="territories.changed",
            **_KEPT,
        )
    )


def _stage(state: Session) -> str:
    """Stage from which deals hold their accounts; asked where the order of stages is known."""
    stages = patch_plan.stages(state)
    if not stages.ordered:
        st.caption(
            "Deals past a stage cannot hold their accounts: the order of stages is not known. "
            "The column probability of opportunity, or the table stage\\_change, brings it."
        )
        return ""
    picked = st.selectbox(
        "Accounts stay whose open deals have reached",
        stages.names,
        index=None,
        placeholder="no stage",
        key="territories.stage",
        **_KEPT,
    )
    return picked or ""
