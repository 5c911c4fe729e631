"""Quotas: what each patch is asked for, whether it fits, and the steps that made it."""

import streamlit as st

from pages._shared import figures, markup, quota_plans, quota_shared, quota_words, runs, shell
from pages._shared.charts import quota_fit
from pages._shared.widgets import quota_hands, quota_levers, quota_weights, quotas, words
from pages._shared.widgets.place import palette, place

state = shell.begin_page("quotas")
# All is computed before anything is drawn: a browser lays out once what arrives together.
scenario = quota_plans.scenario(state)
plan = quota_plans.plan(state, scenario)
currency = quota_plans.currency(state)
fit_marks = quota_fit.rows_of_quotas(quota_words.sets(plan))
cost_of_cap = quota_words.cost_of_cap(plan, quota_plans.fit_without_cap(state, scenario))
without = quota_plans.without(state, scenario, overrides=())
teams = quota_words.manager_rows(plan, without, currency, names=state.names_shown)
hidden = runs.team_only()
overlays = [] if hidden else quota_shared.shared_rows(plan, currency, names=state.names_shown)
fairness = [
    markup.heading("How fair each basis would be", 3),
    markup.table(quota_words.fairness_rows(plan, currency)),
    markup.paragraph(quota_words.level(plan)),
    markup.paragraph(quota_words.with_potential(plan)),
]
if not hidden:
    fairness += [
        markup.heading("Quotas that fit their patch least", 3),
        markup.table(quota_words.worst_rows(plan, currency, names=state.names_shown)),
    ]

with st.sidebar:
    quota_levers.draw(
        scenario,
        largest=2 * float(max(plan.quotas.money.max(), plan.seats.previous.max())),
        n_levels=quota_words.n_levels(plan),
        has_design=scenario.territory.design != "keep",
    )
    if not scenario.quota.keeps:
        quota_weights.draw(plan.seats, scenario.quota.weights)

words.draw(markup.heading(quota_words.headline(plan, currency), 3))
for conflict in plan.quotas.conflicts:
    st.warning(figures.escape(f"{conflict.sentence} What is shown is that."))
for sentence in plan.unheard:
    st.warning(figures.escape(sentence))
team, patch = st.columns(2)
with team:
    place(
        "quotas.fit",
        quota_words.fitting(plan),
        quota_fit.spec(palette()),
        fit_marks,
        lambda: quota_words.fit_rows(plan),
        cost_of_cap,
    )
with patch:
    chosen = quotas.pick_patch(state, plan, currency)
if chosen is not None:
    quotas.in_words(state, scenario, plan, chosen, currency)
words.draw(*fairness)
if not hidden:
    quota_hands.draw(state, scenario, plan, currency)
words.draw(
    markup.heading("Each manager's team" if teams else "", 3),
    markup.table(teams),
    markup.heading(quota_shared.TITLE if overlays else "", 3),
    markup.table(overlays),
    markup.heading("All quotas", 3),
)
quotas.all_quotas(state, plan)
words.draw(markup.paragraph(" ".join(plan.notes), quiet=True))
