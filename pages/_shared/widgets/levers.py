"""Levers: sliders, or typed values in their place, showing the draft and nothing of their own.

The draft is the only truth: before each run a widget is set to it where it differs, and a
person's move goes into it through a callback. So levers survive pages, presets, links and undo
alike. A lever is never a slider and a typed value at once: while a run is under way the one
would send the other's old value back, and undo the move of a quick hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engine.model.lever import Lever
from engine.model.levers import LEVER
from engine.model.scenario import KEEP, Scenario
from pages._shared import dials, drafting, figures, lever_words
from pages._shared.widgets import plan_use, quota_total
from pages._shared.widgets.showing import if_chosen, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages._shared.at_rest import AtRest

Take = Callable[[float], None]
"""What becomes of a value that a person set."""
Turn = Callable[[Scenario, float], Scenario]

_PERCENT = 100
_TYPING = "what_if.typing"
_LIMITS = {"keep": "As today", "none": "None", "set": "Set"}
_NARROWER = {
    "quota.growth": (-0.2, 0.5),
    "incentive.change.accelerator": (0.5, 3.0),
    "model.market_growth": (-0.2, 0.3),
    "model.win_rate_change": (-0.2, 0.3),
    "people.attrition": (0.0, 0.5),
    "people.time_to_fill_days": (0.0, 180.0),
}
"""Ends of sliders where the lever's own range is too wide for a hand; typing reaches the rest."""
_MOVED = Lever(
    "dial.moved", "Potential that changes patch", "share", 0.0, 1.0, dials.MOVED_STOPS[0], 0.0,
    "The fairest patches that moving this much can buy; 0 % leaves every account where it is.",
)  # fmt: skip
_FOLLOW = Lever(
    "dial.follow", lever_words.FOLLOW, "share", 0.0, 1.0, 0.1, 0.0,
    "At 0 % each quota is last year's share of the total; at 100 % it is what an average rep "
    "would book in the patch, no quota moving by more than a quarter.",
)  # fmt: skip
_HIRES = Lever(
    "dial.hires", "People hired", "number", 0.0, 1000.0, 1.0, 0.0,
    "From the year's first day, over the segments in proportion to who sells there; their "
    "patches are carved out of the others'.",
)  # fmt: skip
_ON_TOP = "Accelerator on top of the draft's"
_ON_TOP_OF_DRAFT = (
    "Each dollar sold above 100 % of quota pays this many times what the drafted plan pays for it; "
    "at 1 the draft pays as it is written."
)
_FORMAT = {"share": "%g %%", "multiple": "%g x", "number": "%g", "money": "%g"}
_TYPED = {"share": ", percent", "multiple": ", times", "number": "", "money": ""}
_BALANCE = {"potential": "Potential", "workload": "Workload", "both": "Both"}
_QUOTA_OF_MOVED = {"stays": "Stays with the patch", "follows": "Goes along"}
_MOST_HIRED = 30.0


def draw(draft: Scenario, rest: AtRest) -> None:
    """The five that matter most; all others under More, in their groups."""
    _dial(_MOVED, dials.moved(draft), dials.MOVED_STOPS[-1], dials.move)
    way = quota_total.draw(draft.quota, "what_if.way", drafting.choose_way)
    _lever(f"quota.{way}", draft)
    _dial(_follow(draft), dials.follows(draft), 1.0, dials.follow)
    _accelerator(draft)

    def hire(scenario: Scenario, count: float) -> Scenario:
        return dials.hire(scenario, round(count), rest.sellers, rest.start)

    if rest.sellers:
        _dial(_HIRES, float(dials.hired(draft)), _MOST_HIRED, hire)
    more = st.expander("More levers", on_change="rerun", key="what_if.more")
    if more.open:
        with more:
            _more(draft, rest)


def _follow(draft: Scenario) -> Lever:
    """How far quotas follow the patch; or what else they are made from, chosen on Quotas."""
    if draft.quota.basis in ("keep", "expected"):
        return _FOLLOW
    label, made_from = lever_words.follow(draft.quota.basis), LEVER["quota.blend"]
    return replace(_FOLLOW, label=label, sentence=made_from.sentence)


def _accelerator(draft: Scenario) -> None:
    """On top of today's plan, or of a draft that pays by a curve of its own."""
    lever = LEVER["incentive.change.accelerator"]
    if draft.incentive.plan is not None:
        lever = replace(lever, label=_ON_TOP, sentence=_ON_TOP_OF_DRAFT)
    _widget(
        lever,
        draft.incentive.change.accelerator,
        lambda moved: drafting.set_lever(lever.key, moved),
    )


def _more(draft: Scenario, rest: AtRest) -> None:
    if draft.territory.design != "keep":
        st.markdown("**Territories**")
        _choice("territory.balance", "What to balance", _BALANCE, draft)
        _choice("quota.moved", "Quota of an account that moves", _QUOTA_OF_MOVED, draft)
        _lever("territory.hold_in_flight_days", draft)
        _lever("transition.disruption_loss", draft)
    st.markdown("**Quotas**")
    _lever("quota.over_assignment", draft)
    if not draft.quota.keeps:  # else it does nothing
        _lever("quota.own_history", draft)
    st.markdown("**Incentives**")
    if draft.incentive.plan is not None:
        plan = lever_words.levers_in_words({"incentive.plan": draft.incentive.plan})
        st.caption(figures.escape(f"Pays by the {plan}."))
        st.button("Pay by today's plan", on_click=plan_use.todays_again, key="what_if.plan")
    _limit("incentive.change.cap", draft)
    _limit("incentive.change.threshold", draft)
    st.markdown("**People and market**")
    for key in ("people.attrition", "people.time_to_fill_days"):
        _lever(key, draft, rest.measured[key])
    _lever("model.market_growth", draft)
    _lever("model.win_rate_change", draft)
    _lever("model.elasticity", draft, rest.measured["model.elasticity"])


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
        on_change=if_chosen,
        args=(here, lambda choice: drafting.choose_limit(key, choice)),
    )
    if value not in (KEEP, None):
        _lever(key, draft)


def _choice(key: str, label: str, words: Mapping[str, str], draft: Scenario) -> None:
    here = f"what_if.choice.{key}"
    show(here, draft.value(key))
    st.segmented_control(
        label,
        list(words),
        key=here,
        format_func=words.__getitem__,
        required=True,
        width="stretch",
        on_change=if_chosen,
        args=(here, lambda choice: drafting.set_lever(key, choice)),
    )


def _lever(key: str, draft: Scenario, measured: float | None = None) -> None:
    """Slider, or the value to be typed; ``measured`` is where it stands before it is moved."""
    value = draft.value(key)

    def take(moved: float) -> None:
        drafting.set_lever(key, None if moved == measured else moved)

    _widget(LEVER[key], float(measured or 0.0) if value is None else float(value), take)


def _dial(lever: Lever, value: float, end: float, turn: Turn) -> None:
    """A slider that turns several levers at once."""
    _widget(lever, value, lambda moved: drafting.turn(lambda draft: turn(draft, moved)), end)


def _widget(lever: Lever, value: float, take: Take, end: float | None = None) -> None:
    draw = _typed if st.session_state.get(_TYPING) else _slider
    draw(lever, value, take, end)


def _slider(lever: Lever, value: float, take: Take, end: float | None) -> None:
    scale, key = _scale(lever), f"what_if.lever.{lever.key}"
    low, high = _NARROWER.get(lever.key, (lever.min, lever.max if end is None else end))
    low, high = min(low, value), max(high, value)
    show(key, round(value * scale, 6))
    st.slider(
        lever.label,
        min_value=round(low * scale, 6),
        max_value=round(high * scale, 6),
        step=round(lever.step * scale, 6),
        format=_FORMAT[lever.unit],
        key=key,
        help=lever.sentence,
        on_change=_take,
        args=(take, key, scale),
    )


def _typed(lever: Lever, value: float, take: Take, end: float | None) -> None:
    del end  # what is typed reaches further than a slider
    scale, key = _scale(lever), f"what_if.typed.{lever.key}"
    low, high = round(lever.min * scale, 6), round(lever.max * scale, 6)
    show(key, round(value * scale, 6))
    st.number_input(
        f"{lever.label}{_TYPED[lever.unit]} ({low:,g} to {high:,g})",
        min_value=low,
        max_value=high,
        value=None,  # an emptied field says nothing; any other default would be taken for typed
        step=lever.step * scale,
        format="%g",
        key=key,
        help=lever.sentence,
        on_change=_take,
        args=(take, key, scale),
    )


def _scale(lever: Lever) -> int:
    """Percent exists on screen alone: it becomes a decimal in :func:`_take`."""
    return _PERCENT if lever.unit == "share" else 1


def _take(take: Take, widget_key: str, scale: int) -> None:
    """Hand on what a lever was moved to; one whose field was emptied stays where it was."""
    moved = st.session_state[widget_key]
    if moved is not None:
        take(round(float(moved) / scale, 9))
