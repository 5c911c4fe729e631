"""Numbers that reps and managers commit to: typed, and beside what the top alone would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.model.quota_levers import Commitment
from engine.quotas.propose import places
from pages._shared import exports, figures, markup, quota_plans, session
from pages._shared.quota_draft import change
from pages._shared.widgets import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenarios.quota_plan import QuotaPlan

_KEY = "quotas.commitment"


def people(plan: QuotaPlan, patches: Mapping[int, str], *, names: bool) -> dict[int, str]:
    """Node of the plan → what a patch, or a manager's team, is called on the page."""
    managers = plan.seats.managers
    if managers is None:
        return dict(patches)
    aliases = exports.aliases(managers.ids, "Manager")
    called = (managers.names or managers.ids) if names else aliases
    teams = {n: f"Team of {name}" for n, name in enumerate(called, managers.n_seats)}
    return {**patches, **teams}


def listed(plan: QuotaPlan, top: QuotaPlan, called: Mapping[int, str], currency: str) -> None:
    """Each commitment beside what the top alone gives (`top`) and the number that came of both."""
    managers = plan.seats.managers
    if managers is None or not plan.levers.commitments:
        return
    alone, met = (managers.sums(one.quotas.amount) for one in (top, plan))
    place = places(plan.seats)
    rows = [
        {
            "Committed": called.get(place[one.who], one.who),
            "To": figures.money_exact(one.amount, currency),
            "From the top alone": figures.money_exact(int(alone[place[one.who]]) / 100, currency),
            "Now": figures.money_exact(int(met[place[one.who]]) / 100, currency),
        }
        for one in plan.levers.commitments
        if one.who in place
    ]
    top_share = figures.percent(plan.levers.top_down)
    words.draw(
        markup.heading("Numbers committed to", 3),
        markup.table(rows),
        markup.paragraph(
            f"The top counts {top_share}, what was committed to the rest; then everybody at one "
            "level gives way in proportion, so that each manager's total is exact."
        ),
    )


def form(plan: QuotaPlan, called: dict[int, str]) -> None:
    """Type one commitment and how much the top counts against it."""
    with st.form(_KEY, clear_on_submit=True):
        first, second, third = st.columns(3)
        first.selectbox(
            "Who commits", list(called), format_func=called.__getitem__, key=f"{_KEY}.who"
        )
        second.number_input("Commits to", min_value=0.0, step=1_000.0, key=f"{_KEY}.amount")
        third.number_input(
            "The top counts (%)",
            0.0,
            100.0,
            100 * (plan.levers.top_down if plan.levers.commitments else 0.5),
            step=5.0,
            key=f"{_KEY}.top",
        )
        managers = () if plan.seats.managers is None else plan.seats.managers.ids
        ids = (*plan.seats.labels["territory_id"], *managers)
        st.form_submit_button("Set this commitment", on_click=_set, args=(ids,))


def _set(ids: tuple[str, ...]) -> None:
    who = ids[st.session_state[f"{_KEY}.who"]]
    amount = round(float(st.session_state[f"{_KEY}.amount"]), 2)
    top = round(float(st.session_state[f"{_KEY}.top"]) / 100, 9)
    said = quota_plans.scenario(session.load()).quota.commitments
    others = [one for one in said if one.who != who]
    change(commitments=(*others, Commitment(who, amount)), top_down=top)
