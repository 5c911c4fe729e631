"""Which scenarios stand beside the baseline, and what may be taken away of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import drafting, exports, runs, session
from pages._shared.widgets import scenario_bar
from pages._shared.widgets.showing import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.scenario import Scenario
    from pages._shared.charts.side import Side
    from pages._shared.drafting import Start
    from pages._shared.session import Session
    from pages._shared.tables import Row

MOST = 4
_DRAFT = "draft"


def scenarios(state: Session) -> tuple[Scenario, ...]:
    """Let a person choose up to four scenarios; the choice is remembered for the session."""
    options = _options(state)
    show("compare.chosen", _chosen_keys(state, options))
    keys: list[str] = st.multiselect(
        "Beside “If we carry on”, up to four",
        list(options),
        key="compare.chosen",
        format_func=lambda key: options[key].label,
        max_selections=MOST,
        on_change=_take,
    )
    return tuple(scenario for key in keys if (scenario := options[key].scenario) is not None)


def downloads(sides: Sequence[Side], chosen: tuple[Scenario, ...], table: list[Row]) -> None:
    """The table as CSV, and each scenario as a file that replays to the same numbers."""
    with st.container(horizontal=True, key="compare.downloads"):
        st.download_button(
            "All figures (CSV)",
            data=lambda: exports.rows_as_csv(table[0], (row.values() for row in table)),
            file_name="compare.csv",
            mime="text/csv",
            on_click="ignore",
            key="compare.csv",
        )
        for side, scenario in zip(sides, chosen, strict=True):
            scenario_bar.file(scenario, f"{side.name} (YAML)", f"compare.file.{side.number}")


def _options(state: Session) -> dict[str, Start]:
    """Draft first where it changes something, then presets and saved scenarios."""
    found = {key: start for key, start in runs.starts().items() if start.scenario is not None}
    draft = drafting.draft(state)
    if not draft.levers():
        return found
    return {_DRAFT: drafting.Start(f"On What-if now: {draft.name}", draft), **found}


def _chosen_keys(state: Session, options: dict[str, Start]) -> list[str]:
    """Keys of the scenarios chosen before; at first the draft, else the first two presets."""
    wanted = state.compared
    if wanted is None:
        return [_DRAFT] if _DRAFT in options else list(options)[:2]
    return [key for key in wanted if key in options]


def _take() -> None:
    session.change(compared=tuple(st.session_state["compare.chosen"]))
