"""The moves of a design, and arguing with them: send back, keep, forbid, assign, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc
import streamlit as st

from pages._shared import by_hand, design_sentences, designs, exports, figures, runs, session
from pages._shared.widgets.design import showing_progress

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.jobs.outcome import Outcome
    from engine.territories.wishes import Wishes
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


def argued(state: Session, wanted: Wishes, outcome: Outcome, point: int) -> Outcome | None:
    """The design around the person's choices; ``None`` where there are none or no design yet."""
    if not state.choices:
        return None
    status = showing_progress(
        lambda again: by_hand.search(state, wanted, outcome, point, again=again)
    )
    found = status.outcome
    if found is None:
        st.caption("What is shown is the design without your choices.")
        return None
    if "points" not in found.tables:
        for sentence in design_sentences.blocked(
            found.document["infeasible_because"], runs.snapshot(state.snapshot).currency
        ):
            st.error(figures.escape(sentence))
        return None
    return found


def moves(state: Session, shown: Outcome, at: int, search: str, point: int) -> None:
    """The list of moves with their reasons; rows chosen can be sent back, kept or forbidden."""
    table = designs.moves_at(shown, at)
    st.caption(design_sentences.arguing(table.num_rows))
    currency = runs.snapshot(state.snapshot).currency
    event = st.dataframe(
        _shown(table),
        hide_index=True,
        column_config={
            "Potential": st.column_config.NumberColumn(
                ", ".join(filter(None, ("Potential", currency))), format="localized"
            )
        },
        on_select="rerun",
        selection_mode="multi-row",
        key=f"territories.moves.{search}.{at}",
        alt="One row for each account that changes patch",
    )
    rows = [n for n in event.selection.rows if n < table.num_rows]
    chosen = [row for n in rows for row in table.slice(n, 1).to_pylist()]
    seats = shown.document["seats"]
    with st.container(horizontal=True):
        back, there = (by_hand.pairs_of(chosen, end, seats) for end in ("from", "to"))
        _decide("Send back", back, "from", search, point)
        _decide("Keep this move", there, "to", search, point)
        _decide("Not to that patch", there, "to", search, point, together=False)
        count = len(state.choices)
        st.button(
            f"Undo ({count})" if count else "Undo",
            disabled=not count,
            on_click=_undo,
            key="territories.undo",
        )
        st.download_button(
            "Download the moves",
            data=lambda: exports.csv_bytes(table),
            file_name="territory-moves.csv",
            mime="text/csv",
            on_click="ignore",
            key="territories.download",
        )


def _shown(table: pa.Table) -> pa.Table:
    """What a person reads of the moves; a second choice to stay says so, and so does none."""
    at = table.column_names.index("runner_up")
    stays = pc.fill_null(pc.equal(table["runner_up"], table["from"]), fill_value=False)
    second = pc.fill_null(pc.if_else(stays, "stay", table["runner_up"]), figures.MISSING)
    table = table.set_column(at, "runner_up", second)
    at = table.column_names.index("potential")
    table = table.set_column(at, "potential", pc.round(table["potential"]))
    return table.select(list(_SHOWN)).rename_columns(list(_SHOWN.values()))


def assign(shown: Outcome, search: str, point: int) -> None:
    """Give any account that may move to a patch that it may have."""
    opened = st.popover(
        "Assign an account by hand",
        icon=":material/edit:",
        on_change="rerun",
        key="territories.assign.open",
    )
    if not opened.open:
        return
    with opened:
        names = by_hand.movable(shown)
        account = st.selectbox(
            "Account",
            list(names),
            index=None,
            format_func=lambda a: names.get(a, a),
            key="territories.assign.account",
        )
        seats = by_hand.seats_open_to(shown, account) if account in names else []
        seat = st.selectbox(
            "Patch that it may have under the rules",
            seats,
            index=None,
            key=f"territories.assign.seat.{account}",
        )
        st.button(
            "Assign",
            disabled=account is None or seat is None,
            on_click=_add,
            args=([(account, seat)], search, point),
            key="territories.assign",
        )


def _decide(
    label: str,
    pairs: list[tuple[str, str]],
    seat: str,
    search: str,
    point: int,
    *,
    together: bool = True,
) -> None:
    st.button(
        label,
        disabled=not pairs,
        on_click=_add,
        args=(pairs, search, point, together),
        key=f"territories.decide.{seat}.{together}",
    )


def _add(pairs: list[tuple[str, str]], search: str, point: int, together: bool = True) -> None:
    made = by_hand.choice(search, point, pairs, together)
    session.change(choices=(*session.load().choices, made))


def _undo() -> None:
    session.change(choices=session.load().choices[:-1])
