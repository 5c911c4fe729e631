"""The address as a link: the scenario, the period, the part of the team and the snapshot."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import StoreError
from engine.model.period import ALL, parse_period
from engine.scenarios.past.slices import make_slice
from pages._shared import kept, runs, session

if TYPE_CHECKING:
    from engine.model.scenario import Scenario

SCENARIO, PERIOD, SNAPSHOT, PRESENTER = "s", "period", "snapshot", "presenter"
DIMENSION, PART = "by", "group"
_HEX = re.compile(r"[0-9a-f]{16}")
_SIGN = re.compile(r"[0-9a-f]{12}")


def restore() -> None:
    """
    Take up what the address points to, once, when a visit begins.

    Raises
    ------
    EngineError
        If it points to what this workspace does not hold; the visit goes on without it.
    """
    if not session.is_new():
        return
    session.load()
    query = st.query_params
    if _HEX.fullmatch(name := query.get(SNAPSHOT, "")) and runs.workspace().has(name):
        session.change(snapshot=name)
    session.change(presenter=query.get(PRESENTER, "") == "true")
    if label := query.get(PERIOD, ""):
        session.change(period=label if label == ALL else parse_period(label).label)
    if (dimension := query.get(DIMENSION, "")) and (part := query.get(PART, "")):
        session.change(slice=((make_slice(dimension, part).dimension, part),))
    if link_id := query.get(SCENARIO, ""):
        session.change(draft=_shared(link_id))


def keep() -> None:
    """Bring the address up to date; a fragment that changes the session calls it itself."""
    state = session.load()
    wanted = {PERIOD: state.period, SCENARIO: "", SNAPSHOT: ""}
    wanted[PRESENTER] = "true" if state.presenter else ""
    dimension, part = next(iter(state.slice), ("", ""))
    wanted |= {DIMENSION: dimension, PART: sign(dimension, part)}
    if state.draft is not None and state.draft.levers():
        wanted[SCENARIO] = kept.share(state.draft)
        wanted[SNAPSHOT] = state.snapshot or ""
    for name, value in wanted.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def sign(dimension: str, part: str) -> str:
    """Part of the team as an address carries it: a manager is a person, and not named there."""
    if dimension != "manager" or _SIGN.fullmatch(part):
        return part
    return hashlib.sha256(part.encode()).hexdigest()[:12]


def _shared(link_id: str) -> Scenario:
    scenario = kept.shared(link_id) if _HEX.fullmatch(link_id) else None
    if scenario is None:
        raise StoreError(
            "This link points to a scenario that this workspace does not hold.",
            "Ask for the scenario file, or build it again on What-if.",
        )
    return scenario
