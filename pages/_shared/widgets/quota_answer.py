"""Quotas of a scenario and all that is said of them: computed whole, then drawn at once.

A browser lays out once what arrives together, so nothing of it is drawn before all is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from engine.model.quota_levers import QuotaLevers
from pages._shared import (
    figures,
    markup,
    quota_draft,
    quota_fit_words,
    quota_plans,
    quota_shared,
    quota_words,
    runs,
)
from pages._shared.charts import quota_fit
from pages._shared.widgets import quota_hands, quotas, words
from pages._shared.widgets.place import palette, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from engine.model.scenario import Scenario
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.charts.marks import Marks
    from pages._shared.session import Session

PROPOSAL = "A proposal, not in your scenario yet:"
PROPOSED = (
    "from what an average rep would book in each patch. Your scenario keeps last year's quotas."
)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Quotas of one scenario, ready to be drawn."""

    scenario: Scenario
    plan: QuotaPlan
    currency: str
    headline: Markup
    """What the quotas sum to, and what is asked for each dollar expected."""
    fit: tuple[str, Marks, str]
    """Sentence, marks and second sentence of the chart of quotas against patches."""
    fairness: Sequence[Markup]
    """What each basis would do, and the quotas that fit least."""
    teams: Sequence[Markup]
    """Each manager's sum, overlays' shared quotas, and what to know."""


def answer(state: Session) -> Answer:
    """
    Compute all that is shown of the draft's quotas.

    Raises
    ------
    EngineError
        If they cannot be computed.
    """
    scenario = quota_plans.scenario(state)
    plan = quota_plans.plan(state, scenario)
    currency = quota_plans.currency(state)
    best = quota_plans.fit_without_cap(state, scenario)
    today = quota_plans.fit_as_patches_stand(state, scenario)
    marks = quota_fit.rows_of_quotas(quota_fit_words.sets(plan, today))
    return Answer(
        scenario,
        plan,
        currency,
        markup.heading(quota_words.headline(plan, currency), 3),
        (quota_fit_words.fitting(plan, today), marks, quota_fit_words.cost_of_cap(plan, best)),
        _fairness(state, plan, currency),
        _teams(state, scenario, plan, currency),
    )


def draw(found: Answer, state: Session) -> None:
    """Draw the quotas: headline, fit beside one patch's steps, fairness, and what lies behind."""
    scenario, plan, currency = found.scenario, found.plan, found.currency
    _whose(state, scenario)
    words.draw(found.headline)
    for conflict in plan.quotas.conflicts:
        st.warning(figures.escape(f"{conflict.sentence} What is shown is that."))
    for sentence in plan.unheard:
        st.warning(figures.escape(sentence))
    team, patch = st.columns(2)
    with team:
        sentence, marks, cost_of_cap = found.fit
        place("quotas.fit", sentence, quota_fit.spec(palette()), marks, detail=cost_of_cap)
    with patch:
        chosen = quotas.pick_patch(state, plan, currency)
    steps = None if chosen is None else markup.table(quota_words.steps(plan, chosen, currency))
    words.draw(*([] if steps is None else [steps]), *found.fairness)
    if not runs.team_only():
        quota_hands.draw(state, scenario, plan, currency)
    words.draw(*found.teams)
    quotas.behind(state, scenario, plan, chosen, currency)


def _whose(state: Session, scenario: Scenario) -> None:
    """Name the scenario; or say that this is a proposal that is in none yet, and offer it."""
    if not quota_plans.is_proposal(state):
        how = "keeps" if scenario.quota == QuotaLevers() else "scales"
        kept = f", which {how} last year's quotas" if scenario.quota.keeps else ""
        words.draw(markup.paragraph(f"Scenario: {scenario.name}{kept}", quiet=True))
        return
    said, act = st.columns([5, 1], vertical_alignment="center")
    with said:
        words.draw(markup.named(PROPOSAL, PROPOSED))
    act.button("Take it", type="primary", on_click=quota_draft.take, key="quotas.take")


def _fairness(state: Session, plan: QuotaPlan, currency: str) -> list[Markup]:
    rows, sums = quota_words.with_one_sum(quota_words.fairness_rows(plan, currency))
    found = [
        markup.heading(f"How fair quotas from each would be{sums}", 3),
        markup.table(rows),
        markup.paragraph(quota_words.FAIRNESS, quiet=True),
        markup.paragraph(quota_words.level(plan)),
        markup.paragraph(quota_words.with_potential(plan)),
    ]
    if runs.team_only():
        return found
    worst = quota_words.worst_rows(plan, currency, names=state.names_shown)
    return [*found, markup.heading("Quotas that fit their patch least", 3), markup.table(worst)]


def _teams(state: Session, scenario: Scenario, plan: QuotaPlan, currency: str) -> list[Markup]:
    names = state.names_shown
    without = quota_plans.without(state, scenario, overrides=())
    teams = quota_words.manager_rows(plan, without, currency, names=names)
    hidden = runs.team_only()
    overlays = [] if hidden else quota_shared.shared_rows(plan, currency, names=names)
    return [
        markup.heading("Each manager's team" if teams else "", 3),
        markup.table(teams),
        markup.heading(quota_shared.TITLE if overlays else "", 3),
        markup.table(overlays),
        markup.paragraph(" ".join((quotas.ESTIMATE, *plan.notes)), quiet=True),
    ]
