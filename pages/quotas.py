"""Quotas: what each patch is asked for, whether it fits, and the steps that made it."""

import streamlit as st

from pages._shared import figures, quota_plans, quota_words, runs, shell
from pages._shared.charts import quota_fit
from pages._shared.widgets import quota_hands, quota_levers, quotas
from pages._shared.widgets.place import as_table, palette, place

state = shell.begin_page("quotas")
scenario = quota_plans.scenario(state)
plan = quota_plans.plan(state, scenario)
free = quota_plans.without(state, scenario, max_change=None)
currency = quota_plans.currency(state)
with st.sidebar:
    quota_levers.draw(
        scenario,
        largest=float(free.quotas.money.max()),
        has_design=scenario.territory.design != "keep",
    )

st.markdown(f"### {figures.escape(quota_words.headline(plan, currency))}")
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
        quota_fit.rows_of_quotas(quota_words.sets(plan)),
        lambda: quota_words.fit_rows(plan),
        quota_words.cost_of_cap(plan, free),
    )
with patch:
    chosen = quotas.pick_patch(state, plan, currency)
if chosen is not None:
    quotas.in_words(state, scenario, plan, chosen, currency)
st.subheader("How fair each basis would be", anchor=False)
as_table(quota_words.fairness_rows(plan))
st.markdown(figures.escape(quota_words.level(plan)))

if not runs.team_only():
    st.subheader("Quotas that fit their patch least", anchor=False)
    as_table(quota_words.worst_rows(plan, currency, names=state.names_shown))
    quota_hands.draw(state, plan, currency)
teams = quota_words.manager_rows(
    plan,
    quota_plans.without(state, scenario, overrides=()),
    currency,
    names=state.names_shown,
)
if teams:
    st.subheader("Each manager's team", anchor=False)
    as_table(teams)
st.subheader("All quotas", anchor=False)
quotas.all_quotas(state, plan)
st.caption(figures.escape(" ".join(plan.notes)))
