"""Why a scenario differs: how much of each change comes from what was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, runs, tables
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.scenario import Scenario
    from pages._shared.session import Session


def draw(state: Session, chosen: Sequence[Scenario], currency: str) -> None:
    """One table a scenario that moves more than one group of levers; worked out when opened."""
    why = st.expander("Where the changes come from", on_change="rerun", key="compare.why")
    if not why.open:
        return
    with why:
        st.caption(
            "Each part is the mean of what a group of levers adds over every order in which they "
            "could have been moved, so none gains by coming first. Parts sum to the change of the "
            "middle."
        )
        for scenario in chosen:
            found = runs.parts(state, scenario, tables.PARTS)
            name = figures.escape(scenario.name)
            if len(found) < 2:
                alone = next(iter(found), "nothing that is moved")
                st.markdown(f"**{name}**: all of it comes from {alone}.")
                continue
            st.markdown(f"**{name}**")
            as_table(tables.parts(found, currency))
