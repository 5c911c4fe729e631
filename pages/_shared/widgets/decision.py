"""What a scenario rests on and what was decided: read by all, written by whoever opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from engine.errors import EngineError
from engine.scenarios.form import LONGEST, MOST_ASSUMPTIONS
from engine.store.scenario_history import Parent
from pages._shared import decision_words, figures, kept, markup, session
from pages._shared.widgets import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.scenario import Scenario
    from pages._shared.drafting import Start
    from pages._shared.session import Session

_TOLD = "compare.record.told"
_BEFORE = "compare.record.before"
"""Scenarios as they stood when a person began to write, by key."""


def draw(state: Session, chosen: Mapping[str, Start], aliases: Mapping[str, str]) -> None:
    """Show the assumptions and the decision of each scenario, and a form to write them."""
    st.subheader("What it rests on, and what was decided", anchor=False)
    if told := st.session_state.pop(_TOLD, ""):
        st.warning(figures.escape(told))
    for start in chosen.values():
        if start.scenario is not None:
            _read(start.scenario if state.names_shown else _masked(start.scenario, aliases))
    if state.presenter:
        return
    opened = st.expander(
        "Write assumptions and the decision", on_change="rerun", key="compare.record"
    )
    if opened.open:
        with opened:
            _write(chosen)


def _masked(scenario: Scenario, aliases: Mapping[str, str]) -> Scenario:
    return decision_words.masked(scenario, aliases)


def _read(scenario: Scenario) -> None:
    parts = [
        markup.table(rows)
        for rows in (
            decision_words.assumption_rows(scenario),
            decision_words.decision_rows(scenario),
        )
        if rows
    ]
    if parts:
        words.draw(markup.named(scenario.name, ""), *parts)
    else:
        words.draw(markup.named(f"{scenario.name}:", "nothing is written down yet."))


def _write(chosen: Mapping[str, Start]) -> None:
    key = st.selectbox(
        "Scenario to write on",
        list(chosen),
        format_func=lambda name: chosen[name].label,
        key="compare.record.of",
    )
    before = _begun(key, chosen[key])
    scenario = before.scenario
    if scenario is None:
        return
    st.caption(_where(before, key))
    if _newer(before, chosen[key]):
        st.warning("Somebody else saved it meanwhile. What you have written stands below.")
        st.button(
            "Show what they saved", on_click=_forget, args=(key,), key="compare.record.theirs"
        )
    with st.form(f"compare.record.form.{key}.{before.version}"):
        rows = _list(scenario, key, before.version)
        said = _lines(scenario, key, before.version)
        sent = st.form_submit_button("Keep this", key="compare.record.keep")
    if sent:
        _keep(key, before, rows, said)
        st.rerun()


def _begun(key: str, now: Start) -> Start:
    """Scenario as it stood when this person began to write on it."""
    begun: dict[str, Start] = st.session_state.setdefault(_BEFORE, {})
    if now.saved_id is None:  # a draft moves with its own person
        begun[key] = now
    return begun.setdefault(key, now)


def _newer(before: Start, now: Start) -> bool:
    return now.version != before.version


def _forget(key: str) -> None:
    st.session_state.get(_BEFORE, {}).pop(key, None)


def _where(start: Start, key: str) -> str:
    if start.saved_id is not None:
        return "Kept with the saved scenario. The form shows the names that are written in it."
    if key.startswith("preset."):
        return "A preset stays as it is: what you write is kept with a copy saved for this team."
    return "Kept with the draft: save it on What-if so that others see it."


def _list(scenario: Scenario, key: str, version: int | None) -> list[dict[str, Any]]:
    names = decision_words.COLUMNS
    rows = [{label: getattr(one, n) for label, n in names.items()} for one in scenario.assumptions]
    frame = pd.DataFrame(rows, columns=list(names))
    frame = frame.astype({label: bool if n == "agreed" else str for label, n in names.items()})
    texts = {
        label: st.column_config.TextColumn(label, max_chars=LONGEST)
        for label, name in names.items()
        if name != "agreed"
    }
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        width="stretch",
        hide_index=True,
        column_config={**texts, "Agreed": st.column_config.CheckboxColumn("Agreed", default=False)},
        key=f"compare.record.list.{key}.{version}",
    )
    return edited.to_dict("records")


def _lines(scenario: Scenario, key: str, version: int | None) -> dict[str, str]:
    made = scenario.decision
    return {
        name: st.text_input(
            label,
            value=getattr(made, name) if made else "",
            max_chars=LONGEST,
            key=f"compare.record.{name}.{key}.{version}",
        )
        for label, name in decision_words.PARTS.items()
    }


def _keep(key: str, before: Start, rows: list[dict[str, Any]], said: Mapping[str, str]) -> None:
    """Keep what was written, or say why not; the form then stays as it is."""
    scenario = before.scenario
    if scenario is None:
        return
    written = scenario.but(
        assumptions=decision_words.assumptions_of(rows[:MOST_ASSUMPTIONS]),
        decision=decision_words.decision_of(said, scenario),
    )
    try:
        _store(key, before, written)
    except EngineError as error:
        st.session_state[_TOLD] = str(error)
        return
    _forget(key)
    st.session_state[_TOLD] = f"Kept with “{written.name}”."


def _store(key: str, before: Start, written: Scenario) -> None:
    state = session.load()
    if before.saved_id is None and not key.startswith("preset."):
        kept.check(written)
        session.change(draft=written)
        return
    parent = None if before.saved_id else Parent(written.name)
    saved = kept.save(written, before.saved_id, before.version, parent)
    if before.saved_id is None:
        compared = (state.compared or (key,)) if state.compared else None
        keys = tuple(f"saved.{saved.saved_id}" if one == key else one for one in compared or (key,))
        session.change(compared=keys)
    elif (state.saved_id, state.saved_version) == (before.saved_id, before.version):
        words_only = {"assumptions": written.assumptions, "decision": written.decision}
        draft = state.draft.but(**words_only) if state.draft else None
        session.change(draft=draft, saved_version=saved.version)
