"""Rules, progress, slider and moves of a territory design."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import design_sentences, designs, figures, markup, redesigns, runs
from pages._shared.widgets import words

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from engine.jobs.outcome import Outcome
    from engine.jobs.pool import Status
    from engine.model.scenario import Scenario
    from engine.territories.wishes import Wishes
    from pages._shared.session import Session

_REDRAWN = "**Patches are being redrawn for this.** The levers may be moved meanwhile."


def searched(state: Session, wanted: Wishes) -> Outcome:
    """The frontier so far; the page stops here while there is none, or where none can be."""
    status = showing_progress(lambda again: designs.search(state, wanted, again=again))
    if status.outcome is None:
        if not status.is_over:
            st.markdown(figures.escape(design_sentences.today(runs.last_year(state).metrics)))
        st.stop()
    if "points" not in status.outcome.tables:
        for sentence in design_sentences.blocked(
            status.outcome.document["infeasible_because"], runs.snapshot(state.snapshot).currency
        ):
            st.error(figures.escape(sentence))
        st.stop()
    return status.outcome


def make_ahead(state: Session, scenario: Scenario) -> None:
    """Let the slider's next designs be made under a scenario's rules."""
    levers = scenario.territory.acting()
    redesigns.make_ahead(str(runs.workspace().folder), state.snapshot or "", levers)


def made(state: Session, scenario: Scenario) -> bool:
    """Whether a scenario's patches are designed; how far the search is where they are not yet."""
    folder, fingerprint = str(runs.workspace().folder), state.snapshot or ""
    levers = scenario.territory.acting()
    if not redesigns.unfinished(folder, fingerprint, levers):
        return True

    def search(again: bool) -> str:
        return redesigns.search(folder, fingerprint, levers, again=again)

    return showing_progress(search, stop="Stop", meanwhile=_REDRAWN).state == "done"


def showing_progress(
    search: Callable[[bool], str], stop: str = "Stop and keep the best", meanwhile: str = ""
) -> Status:
    """How a search stands, with its progress while it runs and a second try where it failed."""
    name = search(False)
    status = designs.status(name)
    if not status.is_over:
        if meanwhile:
            st.markdown(meanwhile)
        _progress(name, stop)
    elif status.message:
        st.warning(figures.escape(status.message))
        if st.button("Search again", key=f"territories.again.{name}"):
            search(True)
            st.rerun()
    return status


@st.fragment(run_every=0.5)
def _progress(name: str, stop: str) -> None:
    """Progress in the search's own terms, with a stop that keeps the best."""
    status = designs.status(name)
    if status.is_over:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(figures.escape(design_sentences.progress(status.progress)))
        st.button(
            stop,
            on_click=designs.stop,
            args=(name,),
            type="tertiary",
            key=f"territories.stop.{name}",
        )


def slider(points: pa.Table) -> int:
    """The point that a person walks to; at first the one that buys most of the balance."""
    moves = points["moves"].to_pylist()
    if points.num_rows < 2:
        return 0
    start = design_sentences.first_reaching(points, design_sentences.MOST_OF_IT)
    shares = points["moved_share"].to_pylist()
    picked: int = st.select_slider(
        "How much to move",
        options=list(range(points.num_rows)),
        value=start,
        format_func=lambda n: f"{moves[n]:,} accounts, {figures.percent(shares[n])}",
        key=f"territories.point.{points.num_rows}",
    )
    return picked


def whitespace(outcome: Outcome, currency: str) -> None:
    """Potential that is not sold to yet, by segment, region or industry."""
    by = st.segmented_control(
        "Potential not sold yet, by",
        ["segment", "region", "industry"],
        default="segment",
        required=True,
        key="territories.whitespace",
    )
    found = designs.whitespace(outcome, by)[:12]
    sold = [
        {by.capitalize(): name, "Potential not sold yet": figures.money(left, currency)}
        for name, left in found
    ]
    words.draw(markup.table(sold))
