"""Quotas: what each patch is asked for, and the steps that made it."""

import streamlit as st

from pages._shared import figures, quota_plans, shell
from pages._shared.widgets import quotas
from pages._shared.widgets.place import as_table

state = shell.begin_page("quotas")
with st.sidebar:
    quotas.levers(quota_plans.scenario(state))
scenario = quota_plans.scenario(state)
plan = quota_plans.plan(state, scenario)
currency = quota_plans.currency(state)

st.markdown(f"### {figures.escape(quota_plans.headline(plan, currency))}")
for conflict in plan.quotas.conflicts:
    st.warning(figures.escape(f"{conflict.sentence} What is shown is that."))
st.subheader("How fair each basis would be", anchor=False)
as_table(quota_plans.fairness_rows(plan))
quotas.one_patch(state, plan, currency)
quotas.download(state, plan)
st.caption(figures.escape(" ".join(plan.notes)))
