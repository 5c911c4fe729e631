"""Does it tie? Totals of a fiscal year beside the analyst's own, and the rows behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, loads, runs, tie_table
from pages._shared.widgets import reading, rows

if TYPE_CHECKING:
    import pandas as pd

    from engine.scenarios.past.ties import Tie
    from pages._shared.session import Session


def draw(state: Session) -> None:
    """Take control totals, say which tie, and show the rows behind a total."""
    fingerprint, period = state.snapshot or "", runs.default_period(state)
    found = loads.tied(fingerprint, period, {})
    if not found:
        st.caption("There is nothing to add up yet: no deal, person, quota or payout is loaded.")
        return
    st.caption(f"Type your own totals for {period}; each is held against what the rows add up to.")
    controls = tie_table.controls(found, _editor(found, fingerprint))
    again = loads.tied(fingerprint, period, controls)
    if compared := [tie for tie in again if tie.control is not None]:
        st.markdown(f"**{tie_table.sentence(compared)}**")
        reading.table(tie_table.differences(compared))
    _behind(state, period, {tie.key: tie.label for tie in found})


def _editor(found: tuple[Tie, ...], fingerprint: str) -> pd.DataFrame:
    return st.data_editor(
        tie_table.frame(found),
        hide_index=True,
        disabled=[tie_table.FIGURE, tie_table.IN_DATA],
        key=f"data.ties.{fingerprint}",
        column_config={
            tie_table.IN_DATA: st.column_config.NumberColumn(format="localized"),
            tie_table.YOURS: st.column_config.NumberColumn(format="localized"),
        },
        placeholder="",
        alt="Totals in the data, and your own beside them",
    )


def _behind(state: Session, period: str, labels: dict[str, str]) -> None:
    key = st.selectbox(
        "Rows behind",
        list(labels),
        format_func=labels.__getitem__,
        key="data.ties.behind",
        width=420,
    )
    if tie_table.is_pay(key) and not state.pay_shown:
        st.caption("These rows are people's pay. “View” above the page shows pay.")
        return
    table = tie_table.maskable(loads.behind(state.snapshot or "", period, key))
    st.caption(f"{figures.counted(table.num_rows, 'row')}.")
    rows.show(table, state, "data.ties.rows", "rows.csv")
