"""Walking along the frontier: the slider, and the design that it stands at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import by_hand, design_sentences, designs, figures, markup, runs, session
from pages._shared.charts import design_frontier, patch_bars, patch_map
from pages._shared.widgets import design, design_moves, words
from pages._shared.widgets.place import palette, place
from pages._shared.widgets.refusal import refusals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from markupsafe import Markup

    from engine.jobs.outcome import Outcome
    from engine.territories.wishes import Wishes


@st.fragment
def walk(wanted: Wishes, outcome: Outcome) -> None:
    """Slider, charts, maps and moves: the slider redraws these and nothing else."""
    designs.give_way()
    with refusals():
        state, points = session.load(), outcome.tables["points"]
        words.draw(markup.heading(design_sentences.frontier(points), 3))
        chosen = design.slider(points)
        shown, at, search = outcome, chosen, designs.search(state, wanted)
        here = points.slice(chosen, 1).to_pylist()[0]
        argued = design_moves.argued(state, wanted, outcome, chosen)
        if argued is not None:
            shown, at = argued, 0
            search = by_hand.search(state, wanted, outcome, chosen)
            here = argued.tables["points"].to_pylist()[0]
            beside = by_hand.beside(outcome, here)
            st.info(figures.escape(design_sentences.by_hand(here, beside, len(state.choices))))
        words.draw(markup.paragraph(design_sentences.design(here)))
        is_whole = designs.status(designs.search(state, wanted)).state == "done"
        _charts(outcome, shown, chosen, at, is_whole=is_whole)
        words.draw(_cards(here, points.slice(0, 1).to_pylist()[0]))
        _maps(outcome, shown, at)
        if lost := designs.without_place(outcome):
            told = f"{figures.counted(lost, 'account')} without a known place are not on the map."
            st.caption(figures.escape(told))
        st.subheader("Moves", anchor=False)
        design_moves.moves(state, shown, at, search, chosen)
        design_moves.assign(shown, search, chosen)
        design.whitespace(outcome, runs.snapshot(state.snapshot).currency)
        st.caption(figures.escape(" ".join(outcome.document["warnings"])))


def _charts(outcome: Outcome, shown: Outcome, chosen: int, at: int, *, is_whole: bool) -> None:
    """The frontier with the point walked to, and patches against the band."""
    points, colours = outcome.tables["points"], palette()
    measure, tolerance = outcome.document["balance"][0], outcome.document["tolerance"]
    here, *following = points.slice(chosen, 2).to_pylist()
    price = design_sentences.price(here, following[0] if following else None, is_whole=is_whole)
    walked = design_frontier.rows(points, chosen)
    seats = designs.seats_at(shown, at)
    bars = design_sentences.bars(seats, tolerance, measure), patch_bars.rows(seats, tolerance)
    left, right = st.columns(2)
    with left:
        place("territories.frontier", price, design_frontier.spec(colours), walked)
    with right:
        place("territories.bars", bars[0], patch_bars.spec(colours), bars[1])
    if begins := design_sentences.beginning(points):
        st.caption(figures.escape(begins))


def _cards(here: Mapping[str, Any], unmoved: Mapping[str, Any]) -> Markup:
    """What the design moves and touches, and how neighbours fare beside no move at all."""
    before = unmoved["own_neighbours"] if here["moves"] else None
    return markup.cards(
        (
            markup.card("Accounts that move", figures.count(here["moves"])),
            markup.card("Potential that moves", figures.percent(here["moved_share"], 1)),
            markup.card("Open deals touched", figures.count(here["open_deals"])),
            markup.card(
                "Neighbours in one patch",
                figures.percent(here["own_neighbours"]),
                note="" if before is None else f"without a move {figures.percent(before)}",
            ),
        )
    )


def _maps(outcome: Outcome, shown: Outcome, at: int) -> None:
    """Accounts by patch, today and by the design."""
    group = st.selectbox("Map of", designs.groups(outcome), key="territories.group", width=320)
    sides = (("Today", "seat"), ("Design", f"seat_{at}"))
    marks = [patch_map.rows(*designs.placed(shown, group, seat)) for _, seat in sides]
    for column, (name, _), rows in zip(st.columns(2), sides, marks, strict=True):
        with column:
            place(f"territories.map.{name}", name, patch_map.spec(palette()), rows)
