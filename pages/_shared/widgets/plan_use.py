"""The drafted plan as a lever of the scenario: taken up, gone back on, said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engine.model.scenario import PlanText, Scenario
from pages._shared import drafting, figures, kept, registry, session
from pages._shared.widgets.refusal import refusals_told

if TYPE_CHECKING:
    from pages._shared.session import Session

_TOLD = "incentives.told"
_BEFORE = "incentives.plan_before"


def draw(state: Session, name: str, text: str, todays: str) -> None:
    """
    Offer to pay by a draft in the scenario, or say that it does and offer to undo it.

    Parameters
    ----------
    state : Session
        Whose scenario it is.
    name, text : str
        The drafted plan.
    todays : str
        Text of the plan that most people are on.
    """
    scenario = drafting.draft(state)
    in_force = scenario.incentive.plan
    if told := st.session_state.pop(_TOLD, ""):
        st.warning(figures.escape(told))
    if in_force is None or in_force.text != text:
        st.button(
            "Use this draft in a scenario",
            type="secondary" if text == todays else "primary",
            disabled=text == todays,
            on_click=_use,
            args=(PlanText(name, text),),
            key="incentives.use",
            help="What-if and Compare then pay by it over the possible years, beside all other "
            "levers of the scenario. Today's plan itself changes nothing.",
        )
        return
    st.markdown(f"**{figures.escape(f'“{scenario.name}” pays by this draft.')}**")
    with st.container(horizontal=True):
        st.page_link(registry.ENTRY["what_if"].path, label="See it on What-if")
        st.button("Undo", on_click=_undo, key="incentives.undo")


def todays_again() -> None:
    """Pay by today's plan in the scenario; its other levers stay."""
    drafting.turn(lambda scenario: _paying(scenario, None))


def _use(plan: PlanText) -> None:
    with refusals_told(_TOLD):
        before = drafting.draft(session.load())
        after = _paying(before, plan)
        kept.check(after)
        st.session_state[_BEFORE] = before.incentive.plan
        session.change(draft=after, applied=after)


def _undo() -> None:
    before = st.session_state.pop(_BEFORE, None)
    drafting.turn(lambda scenario: _paying(scenario, before))
    drafting.apply()


def _paying(scenario: Scenario, plan: PlanText | None) -> Scenario:
    return scenario.but(incentive=replace(scenario.incentive, plan=plan))
