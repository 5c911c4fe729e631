"""Levers: sliders, or typed values in their place, showing the draft and nothing of their own.

The draft is the only truth: before each run a widget is set to it where it differs, and a
person's move goes into it through a callback. So levers survive pages, presets, links and undo
alike. A lever is never a slider and a typed value at once: while a run is under way the one
would send the other's old value back, and undo the move of a quick hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.model.levers import LEVER
from engine.model.scenario import KEEP
from pages._shared import drafting
from pages._shared.widgets.showing import show

if TYPE_CHECKING:
    from engine.model.lever import Lever
    from engine.model.scenario import Scenario

_PERCENT = 100
_WAYS = {"growth": "Last year", "handed_out": "Expected"}
_TYPING = "what_if.typing"
_LIMITS = {"keep": "As today", "none": "None", "set": "Set"}
_NARROWER = {"quota.growth": (-0.2, 0.5), "incentive.change.accelerator": (0.5, 3.0)}
"""Ends of sliders where the lever's own range is too wide for a hand; typing reaches the rest."""


def draw(draft: Scenario) -> None:
    """Draw all levers in their groups; later groups go between these, and under More."""
    st.markdown("**Quotas**")
    _quota_levers(draft)
    st.markdown("**Incentives**")
    _lever("incentive.change.accelerator", draft)
    _limit("incentive.change.cap", draft)
    more = st.expander("More levers", on_change="rerun", key="what_if.more")
    if more.open:
        with more:
            _limit("incentive.change.threshold", draft)
            _lever("model.market_growth", draft)
            _lever("model.win_rate_change", draft)


def switches(*, live: bool, pending: bool) -> None:
    """Switch between sliders and typed values, and between redrawing at once and when asked."""
    st.toggle("Type the values", key=_TYPING, persist_state="session")
    show("what_if.live", live)
    st.toggle(
        "Redraw at once",
        key="what_if.live",
        on_change=lambda: drafting.set_live(live=st.session_state["what_if.live"]),
    )
    if not live:
        st.button(
            "Show what this does",
            type="primary",
            width="stretch",
            disabled=not pending,
            on_click=drafting.apply,
            key="what_if.apply",
        )


def _quota_levers(draft: Scenario) -> None:
    way = "growth" if draft.quota.handed_out is None else "handed_out"
    show("what_if.way", way)
    st.segmented_control(
        "Quotas start from",
        list(_WAYS),
        key="what_if.way",
        format_func=_WAYS.__getitem__,
        required=True,
        width="stretch",
        on_change=lambda: drafting.choose_way(st.session_state["what_if.way"]),
    )
    _lever(f"quota.{way}", draft)
    _lever("quota.over_assignment", draft)


def _limit(key: str, draft: Scenario) -> None:
    value = draft.value(key)
    here = f"what_if.choice.{key}"
    show(here, drafting.limit_choice(value))
    st.segmented_control(
        LEVER[key].label,
        list(_LIMITS),
        key=here,
        format_func=_LIMITS.__getitem__,
        required=True,
        width="stretch",
        help=LEVER[key].sentence,
        on_change=lambda: drafting.choose_limit(key, st.session_state[here]),
    )
    if value not in (KEEP, None):
        _lever(key, draft)


def _lever(key: str, draft: Scenario) -> None:
    """Slider, or the value to be typed."""
    draw = _typed if st.session_state.get(_TYPING) else _slider
    draw(LEVER[key], float(draft.value(key)))


def _slider(lever: Lever, value: float) -> None:
    scale, key = _scale(lever), f"what_if.lever.{lever.key}"
    low, high = _NARROWER.get(lever.key, (lever.min, lever.max))
    low, high = min(low, value), max(high, value)
    show(key, round(value * scale, 6))
    st.slider(
        lever.label,
        min_value=round(low * scale, 6),
        max_value=round(high * scale, 6),
        step=round(lever.step * scale, 6),
        format="%g %%" if scale == _PERCENT else "%g x",
        key=key,
        help=lever.sentence,
        on_change=_take,
        args=(lever.key, key, scale),
    )


def _typed(lever: Lever, value: float) -> None:
    scale, key = _scale(lever), f"what_if.typed.{lever.key}"
    show(key, round(value * scale, 6))
    st.number_input(
        f"{lever.label}, {'percent' if scale == _PERCENT else 'times'}",
        min_value=lever.min * scale,
        max_value=lever.max * scale,
        step=lever.step * scale,
        format="%g",
        key=key,
        help=lever.sentence,
        on_change=_take,
        args=(lever.key, key, scale),
    )


def _scale(lever: Lever) -> int:
    """Percent exists on screen alone: it becomes a decimal in :func:`_take`."""
    return _PERCENT if lever.unit == "share" else 1


def _take(lever_key: str, widget_key: str, scale: int) -> None:
    value = float(st.session_state[widget_key]) / scale
    drafting.set_lever(lever_key, round(value, 9))
