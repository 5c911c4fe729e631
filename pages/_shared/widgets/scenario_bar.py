"""The draft as a thing: where it starts from, its name and note, saving, sharing, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import decision_words, drafting, figures, kept, lever_words, markup, session
from pages._shared.widgets.refusal import refusals_told

if TYPE_CHECKING:
    from markupsafe import Markup

    from engine.model.scenario import Scenario
    from pages._shared.session import Session

_TOLD, _NAME, _NOTE = "what_if.told", "what_if.name", "what_if.note"


def start_from(state: Session) -> None:
    """Choose where the levers start: as they are today, a preset, or a saved scenario."""
    starts = kept.starts()
    st.selectbox(
        "Start from",
        list(starts),
        index=None,
        placeholder="today, a preset, a saved one",
        format_func=lambda key: starts[key].label,
        key="what_if.start",
        on_change=_start,
    )
    for sentence in kept.unread():
        st.caption(figures.escape(sentence))
    saved = kept.saved_by_id(state.saved_id)
    st.button(
        "Back to last saved" if saved else "Back to today",
        on_click=_back,
        width="stretch",
        key="what_if.back",
    )


def draw(state: Session) -> None:
    """Name, save, share and download, in one line above the results."""
    draft = drafting.draft(state)
    with st.container(horizontal=True, vertical_alignment="center", key="what_if.bar"):
        st.button("Save", type="primary", on_click=_save, key="what_if.save")
        more = st.popover("Name, note and files", on_change="rerun", key="what_if.more_actions")
        if more.open:
            with more:
                _naming(draft)
                _more(state, draft)


def in_words(draft: Scenario, instead: Scenario | None) -> Markup:
    """
    What the draft changes, its note, and what became of saving.

    ``instead`` is what is shown until the draft is; ``None`` where the draft is.
    """
    return markup.joined(
        (
            markup.named(draft.name, f"{lever_words.what_changes(draft.levers())}."),
            markup.notice(st.session_state.pop(_TOLD, "")),
            markup.paragraph(draft.note, quiet=True),
            markup.paragraph(_late(instead), strong=True),
        )
    )


def _late(instead: Scenario | None) -> str:
    if instead is None:
        return ""
    before = "the scenario before" if instead.levers() else "what happens if we carry on"
    return f"The levers have moved; what is shown is still {before}."


def file(scenario: Scenario, label: str, key: str) -> None:
    """Download of a scenario as a file that replays to the same numbers."""
    st.download_button(
        figures.escape(label),
        data=lambda: kept.scenario_file(scenario),
        file_name=f"{file_stem(scenario.name)}.yaml",
        mime="application/yaml",
        on_click="ignore",
        key=key,
    )


def file_stem(name: str) -> str:
    """Name as a file name: letters, digits and hyphens."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or "scenario"


def forget_what_was_typed() -> None:
    """The fields begin anew with the name and note of what is started from."""
    for key in (_NAME, _NOTE):
        st.session_state.pop(key, None)


def _naming(draft: Scenario) -> None:
    # Begun with a value and never set again: what is being typed is not thrown back.
    st.text_input("Name", draft.name, key=_NAME, max_chars=200, on_change=_rename)
    st.text_area("Note, to be read out", draft.note, key=_NOTE, on_change=_rename)


def _more(state: Session, draft: Scenario) -> None:
    st.button("Save under this name as a new one", on_click=_save_as_new, key="what_if.save_new")
    st.button(
        "Delete the saved scenario",
        on_click=_delete,
        disabled=state.saved_id is None,
        key="what_if.delete",
    )
    named = draft if state.names_shown else decision_words.masked(draft, {})
    file(named, "Scenario file (YAML)", "what_if.file")
    st.caption("To share: copy the address of this page. It carries the levers.")


def _start() -> None:
    forget_what_was_typed()
    with refusals_told(_TOLD):
        chosen = kept.starts().get(st.session_state["what_if.start"])
        if chosen is not None:
            drafting.start_from(chosen.scenario, chosen.saved_id, chosen.version)


def _back() -> None:
    forget_what_was_typed()
    st.session_state["what_if.start"] = None
    with refusals_told(_TOLD):
        saved = kept.saved_by_id(session.load().saved_id)
        if saved is None:
            drafting.start_from(None)
        else:
            drafting.start_from(saved.scenario, saved.saved_id, saved.version)


def _rename() -> None:
    drafting.rename(st.session_state[_NAME], st.session_state[_NOTE])
    if _is_nameless():
        name = drafting.draft(session.load()).name
        st.session_state[_TOLD] = f"A scenario needs a name, so this one is still “{name}”."


def _is_nameless() -> bool:
    """Whether the field for the name is on the screen and blank."""
    return not st.session_state.get(_NAME, drafting.NAME).strip()


def _save() -> None:
    state = session.load()
    _kept(state.saved_id, state.saved_version)


def _save_as_new() -> None:
    _kept(None, None)


def _kept(saved_id: int | None, version: int | None) -> None:
    """Save, or say in a sentence why not: the name is taken, or somebody saved meanwhile."""
    if _NAME in st.session_state:  # typed a moment ago, its own change may come after
        _rename()
    if _is_nameless():
        st.session_state[_TOLD] = (
            "A scenario needs a name: write one, then save. Nothing was saved."
        )
        return
    state = session.load()
    draft = drafting.draft(state)
    with refusals_told(_TOLD):
        parent = None if saved_id else drafting.parent(state)
        saved = kept.save(draft, saved_id, version, parent)
        session.change(
            draft=draft,
            saved_id=saved.saved_id,
            saved_version=saved.version,
            started_from=draft.name,
        )
        st.session_state[_TOLD] = f"Saved as “{draft.name}”."


def _delete() -> None:
    state = session.load()
    if state.saved_id is None:
        return
    with refusals_told(_TOLD):
        kept.delete(state.saved_id)
        session.change(saved_id=None, saved_version=None)
        st.session_state[_TOLD] = "Deleted. The levers stay where they are until you move on."
