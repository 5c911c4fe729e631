"""Rules, progress, slider and moves of a territory design."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import design_sentences, designs, exports, figures, runs, session
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.jobs.outcome import Outcome
    from engine.territories.snapshot import Wishes
    from pages._shared.session import Session

_SHOWN = {
    "account_id": "Account",
    "name": "Name",
    "from": "From",
    "to": "To",
    "potential": "Potential",
    "open_deals": "Open deals",
    "why": "Why",
    "runner_up": "Second choice",
}


def rules() -> Wishes:
    """The rules that a person sets, kept over pages."""
    keep_so = {"persist_state": "session"}
    with st.popover("Rules", icon=":material/rule:"):
        balance = st.segmented_control(
            "Balance",
            ["potential", "workload", "both"],
            default="potential",
            required=True,
            key="territories.balance",
            **keep_so,
        )
        tolerance = st.slider(
            "Tolerance around a patch's target, %",
            2,
            50,
            10,
            key="territories.tolerance",
            **keep_so,
        )
        keep = st.multiselect(
            "Accounts stay within their",
            ["region", "segment"],
            ["region", "segment"],
            key="territories.keep",
            **keep_so,
        )
        days = st.number_input(
            "Accounts stay whose open deals close within so many days",
            0,
            365,
            90,
            key="territories.hold",
            **keep_so,
        )
        hard = st.checkbox("No patch may lie outside", key="territories.hard", **keep_so)
    return designs.wishes(balance, tolerance / 100, int(days), tuple(keep), bool(hard))


def searched(state: Session, wanted: Wishes) -> Outcome:
    """The frontier so far; the page stops here while there is none, or where none can be."""
    name = designs.search(state, wanted)
    status = designs.status(name)
    if not status.is_over:
        _progress(name)
    elif status.message:
        st.warning(figures.escape(status.message))
        if st.button("Search again", key="territories.again"):
            designs.search(state, wanted, again=True)
            st.rerun()
    if status.outcome is None:
        if not status.is_over:
            st.markdown(figures.escape(design_sentences.today(runs.last_year(state).metrics)))
        st.stop()
    if "points" not in status.outcome.tables:
        for sentence in design_sentences.blocked(status.outcome.document["infeasible_because"]):
            st.error(figures.escape(sentence))
        st.stop()
    return status.outcome


@st.fragment(run_every=0.5)
def _progress(name: str) -> None:
    """Progress in the search's own terms, with a stop that keeps the best."""
    status = designs.status(name)
    if status.is_over:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(figures.escape(design_sentences.progress(status.progress)))
        st.button("Stop and keep the best", on_click=designs.stop, args=(name,), type="tertiary")


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


def moves(state: Session, outcome: Outcome, point: int) -> None:
    """The list of moves with their reasons; rows chosen can be sent back, pinned or forbidden."""
    table = designs.moves_at(outcome, point)
    shown = table.select(list(_SHOWN)).rename_columns(list(_SHOWN.values()))
    event = st.dataframe(
        shown,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"territories.moves.{point}",
        alt="One row for each account that changes patch",
    )
    rows = [n for n in event.selection.rows if n < table.num_rows]
    chosen = [row for n in rows for row in table.slice(n, 1).to_pylist()]
    with st.container(horizontal=True):
        _ask("Send back", chosen, "from")
        _ask("Keep this move", chosen, "to")
        st.button(
            "Not to that patch",
            disabled=not chosen,
            on_click=_forbid,
            args=([(row["account_id"], row["to"]) for row in chosen],),
            key="territories.forbid",
        )
        wishes = len(state.pinned) + len(state.forbidden)
        st.button(f"Undo ({wishes})", disabled=not wishes, on_click=_undo, key="territories.undo")
        st.download_button(
            "Download the moves",
            data=lambda: exports.csv_bytes(table),
            file_name="territory-moves.csv",
            mime="text/csv",
            on_click="ignore",
            key="territories.download",
        )


def whitespace(outcome: Outcome) -> None:
    """Potential that is not sold to yet, by segment, region or industry."""
    by = st.segmented_control(
        "Whitespace by",
        ["segment", "region", "industry"],
        default="segment",
        required=True,
        key="territories.whitespace",
    )
    found = designs.whitespace(outcome, by)[:12]
    as_table([{by.capitalize(): n, "Potential not sold yet": figures.money(x)} for n, x in found])


def _ask(label: str, chosen: list[dict[str, str | None]], seat: str) -> None:
    pairs = [(row["account_id"], row[seat]) for row in chosen if row[seat] is not None]
    st.button(
        label,
        disabled=not pairs,
        on_click=_pin,
        args=(pairs,),
        key=f"territories.pin.{seat}",
    )


def _pin(pairs: list[tuple[str, str]]) -> None:
    kept = {**dict(session.load().pinned), **dict(pairs)}
    session.change(pinned=tuple(kept.items()))


def _forbid(pairs: list[tuple[str, str]]) -> None:
    session.change(forbidden=tuple(dict.fromkeys([*session.load().forbidden, *pairs])))


def _undo() -> None:
    state = session.load()
    if state.forbidden:
        session.change(forbidden=state.forbidden[:-1])
    else:
        session.change(pinned=state.pinned[:-1])
