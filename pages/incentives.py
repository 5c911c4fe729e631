"""Incentives: what a plan pays, whom and for what; today's beside a draft."""

import streamlit as st

from pages._shared import figures, plan_pay, plan_runs, plan_words, runs, shell
from pages._shared.charts import payout_curve, plan_curves
from pages._shared.widgets import (
    deal_form,
    pay_cost,
    pay_pair,
    pay_statement,
    plan_editor,
    plan_use,
    rows,
)
from pages._shared.widgets.place import as_table, palette, place

state = shell.begin_page("incentives")
currency = runs.snapshot(state.snapshot).currency
book = plan_runs.book(state)
if book is None:
    st.info(
        "Nobody has both a quota and a target incentive here. Load quotas, and an HR extract with "
        "rep.target_incentive, on the Data page."
    )
    st.stop()

today = plan_runs.todays_plan(book)
picture, plan = st.columns([3, 2])
with plan:
    text = plan_editor.draft(today.name)
if text is None:
    st.stop()

draft = plan_runs.read(text)
change = plan_runs.change(state, text)
attained = change.table["attainment"].to_numpy()
before, after = plan_runs.drawn(today, book), plan_runs.drawn(draft, book, attained)
with picture:
    marks = plan_curves.rows(
        plan_runs.GRID, (before.share, after.share), attained, after.findings, currency
    )
    place(
        "incentives.curve",
        plan_words.gains(change, currency),
        payout_curve.spec(palette()),
        marks,
        lambda: plan_words.cost_rows(change, currency),
        f"Grey: {today.name}. Blue: the draft {draft.name}. Short lines: where people finished.",
        fills=False,
    )
    as_table(plan_words.cost_rows(change, currency))
with plan:
    if after.findings:
        as_table(plan_words.finding_rows(after.findings))
    plan_use.draw(state, draft.name, text, plan_runs.text_of(today.name))
st.caption(figures.escape(plan_words.basis(after, currency)))
pay_cost.to_come(state, text, currency)

st.subheader("Who gains and who loses, and why", anchor=False)
as_table(plan_words.segment_rows(change, currency))
rows.show(lambda: change.table, state, "incentives.people", "draft-on-last-year.csv")
deal_form.draw(state, book, text, currency)
pay_statement.draw(state, book, change, text, currency)
pay_cost.spif(state, book, currency)
pay_pair.draw(state, book)

st.subheader("Pay mix, and quota to pay", anchor=False)
as_table(plan_words.range_rows(plan_pay.ranges(book)))
st.caption("Published starting points with their sources, no benchmark: what fits is yours to say.")

st.subheader("Does today's plan reproduce what was paid?", anchor=False)
check = plan_runs.register(state)
st.markdown(figures.escape(plan_words.register(check)))
if check is not None and check.differing.num_rows:
    rows.show(lambda: check.differing, state, "incentives.register", "register-differences.csv")
if change.notes:
    st.caption(figures.escape(" ".join(change.notes)))
