"""Territories: the fairest design for each number of moves, and what it costs to move."""

import streamlit as st

from pages._shared import by_hand, design_sentences, designs, figures, shell
from pages._shared.charts import design_frontier, patch_bars, patch_map
from pages._shared.widgets import design, design_moves, design_rules
from pages._shared.widgets.place import palette, place

state = shell.begin_page("territories")
colours = palette()
wanted = design_rules.rules(state)
outcome = design.searched(state, wanted)

points = outcome.tables["points"]
measure, tolerance = outcome.document["balance"][0], outcome.document["tolerance"]
st.markdown(f"### {figures.escape(design_sentences.frontier(points))}")
chosen = design.slider(points)
every = points.to_pylist()
here, following = every[chosen], next(iter(every[chosen + 1 :]), None)
shown, at, search = outcome, chosen, designs.search(state, wanted)
argued = design_moves.argued(state, wanted, outcome, chosen)
if argued is not None:
    shown, at = argued, 0
    search = by_hand.search(state, wanted, outcome, chosen)
    here = argued.tables["points"].to_pylist()[0]
    beside = by_hand.beside(outcome, here)
    st.info(figures.escape(design_sentences.by_hand(here, beside, len(state.choices))))
st.markdown(figures.escape(design_sentences.design(here)))

left, right = st.columns(2)
with left:
    sentence = design_sentences.price(every[chosen], following)
    marks = design_frontier.rows(points, chosen)
    place("territories.frontier", sentence, design_frontier.spec(colours), marks)
with right:
    seats = designs.seats_at(shown, at)
    sentence = design_sentences.bars(seats, tolerance, measure)
    marks = patch_bars.rows(seats, tolerance)
    place("territories.bars", sentence, patch_bars.spec(colours), marks)

with st.container(horizontal=True):
    st.metric("Accounts that move", figures.count(here["moves"]))
    st.metric("Potential that moves", figures.percent(here["moved_share"], 1))
    st.metric("Open deals touched", figures.count(here["open_deals"]))
    st.metric("Neighbours in one patch", figures.percent(here["own_neighbours"]))

group = st.selectbox("Map of", designs.groups(outcome), key="territories.group", width=320)
before, after = st.columns(2)
for column, words, seat in ((before, "Today", "seat"), (after, "Design", f"seat_{at}")):
    with column:
        marks = patch_map.rows(*designs.placed(shown, group, seat))
        place(f"territories.map.{words}", words, patch_map.spec(colours), marks)
if lost := designs.without_place(outcome):
    st.caption(f"{figures.counted(lost, 'account')} without a known place are not on the map.")

st.subheader("Moves", anchor=False)
design_moves.moves(state, shown, at, search, chosen)
design_moves.assign(shown, search, chosen)
design.whitespace(outcome)
st.caption(figures.escape(" ".join(outcome.document["warnings"])))
