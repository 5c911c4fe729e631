"""Which scenarios stand beside the baseline, and what may be taken away of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.store.rows_csv import rows_as_csv
from pages._shared import drafting, kept, session
from pages._shared.take_away import numbers
from pages._shared.take_away.pictures import pictures
from pages._shared.take_away.slides import slides
from pages._shared.take_away.workbook import workbook
from pages._shared.widgets import scenario_bar
from pages._shared.widgets.showing import show

if TYPE_CHECKING:
    from pages._shared.drafting import Start
    from pages._shared.session import Session
    from pages._shared.take_away.story import Story

MOST = 4
_OFFICE = "application/vnd.openxmlformats-officedocument."
_XLSX = f"{_OFFICE}spreadsheetml.sheet"
_PPTX = f"{_OFFICE}presentationml.presentation"
_DRAFT = "draft"


def starts(state: Session) -> dict[str, Start]:
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
    if state.compared is None and keys:
        st.caption(_unasked(keys))
    return {key: options[key] for key in keys}


def downloads(story: Story, last_year: float | None) -> None:
    """Workbook, slides, pictures and numbers, and scenario files that replay to the same."""
    st.subheader("Take it away", anchor=False)
    st.caption(story.masking)
    with st.container(horizontal=True, key="compare.downloads"):
        for label, name, mime, make in (
            ("Workbook", "compare.xlsx", _XLSX, lambda: workbook(story)),
            ("Slides", "compare.pptx", _PPTX, lambda: slides(story)),
            ("Pictures", "compare.zip", "application/zip", lambda: pictures(story, last_year)),
            ("Numbers (CSV)", "compare.csv", "text/csv", lambda: _csv(story)),
        ):
            key = f"compare.{name.partition('.')[2]}"
            st.download_button(
                label, data=make, file_name=name, mime=mime, on_click="ignore", key=key
            )
        for side, scenario in zip(story.sides[1:], story.written, strict=True):
            scenario_bar.file(scenario, f"{side.name} (YAML)", f"compare.file.{side.number}")


def _csv(story: Story) -> bytes:
    return rows_as_csv(numbers.header(story), numbers.as_rows(story))


def _options(state: Session) -> dict[str, Start]:
    """Draft first where it changes something, then presets and saved scenarios."""
    found = {key: start for key, start in kept.starts().items() if start.scenario is not None}
    draft = drafting.draft(state)
    if not draft.levers():
        return found
    return {_DRAFT: drafting.Start(f"On What-if now: {draft.name}", draft), **found}


def _chosen_keys(state: Session, options: dict[str, Start]) -> list[str]:
    """Keys chosen before; at first the draft, else the last two saved, else two presets."""
    wanted = state.compared
    if wanted is None:
        saved = [key for key, start in options.items() if start.saved_id is not None]
        return [_DRAFT] if _DRAFT in options else (saved[-2:] or list(options)[:2])
    return [key for key in wanted if key in options]


def _unasked(keys: list[str]) -> str:
    """Why these stand there although nobody chose them."""
    if keys == [_DRAFT]:
        what = "The scenario that is on What-if now stands"
    else:
        kind = "preset" if keys[0].startswith("preset.") else "saved scenario"
        order = "first" if kind == "preset" else "last"
        what = f"The {order} {kind} stands" if len(keys) == 1 else f"The {order} two {kind}s stand"
    return f"{what} here until you choose."


def _take() -> None:
    session.change(compared=tuple(st.session_state["compare.chosen"]))
