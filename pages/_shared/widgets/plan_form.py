"""The draft of a plan as a form: one component's measure, tiers, gates, limits, multiplier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engine.incentives.edit import (
    GatePart,
    edited,
    measures,
    parts,
    with_gate,
    with_tier,
    without_gate,
)
from pages._shared.widgets import plan_measure

if TYPE_CHECKING:
    from engine.incentives.edit import Part

Put = Callable[[str], None]
"""Takes the plan's new text."""

_READS = {True: "share of quota or target", False: "the measure itself"}
_NO_MULTIPLIER = "none"


def draw(text: str, put: Put) -> None:
    """Draw the form of a plan that can be read; what is sent becomes its text."""
    known = parts(text)
    place = st.selectbox(
        "Component",
        range(len(known)),
        format_func=lambda n: known[n].id,
        key="incentives.form.component",
    )
    part, names = known[place], measures(text)
    mark = f"{place}.{hash(text)}"
    with st.form("incentives.form"):
        _measure(part, names, mark)
        _tiers(part, mark)
        _limits(part, mark)
        for n, gate in enumerate(part.gates):
            _gate(n, gate, names, mark)
        _multiplier(part, names, mark)
        st.form_submit_button(
            "Set these numbers", on_click=lambda: put(edited(text, place, _sent(part, mark)))
        )
    st.caption("Comments between the lines go; those at the top stay.")

    def change(changed: Part) -> None:
        put(edited(text, place, changed))

    with st.container(horizontal=True):
        _more(text, part, change)
    plan_measure.draw(text, put)


def _more(text: str, part: Part, change: Callable[[Part], None]) -> None:
    if part.tiers:
        st.button("Add a tier", on_click=change, args=(with_tier(part),), key="incentives.form.add")
    gated = with_gate(text, part)
    st.button("Add a gate", on_click=change, args=(gated,), key="incentives.gate.add")
    for n in range(len(part.gates)):
        st.button(
            f"Remove gate {n + 1}",
            on_click=change,
            args=(without_gate(part, n),),
            key=f"incentives.gate.remove.{n}",
        )


def _measure(part: Part, names: tuple[str, ...], mark: str) -> None:
    choices = [*names, *([] if part.measure in names else [part.measure])]
    st.selectbox(
        "Measure that its curve reads",
        choices,
        index=choices.index(part.measure),
        key=f"incentives.measure.{mark}",
    )


def _tiers(part: Part, mark: str) -> None:
    for n, (start, value) in enumerate(part.tiers):
        left, right = st.columns(2)
        left.number_input(
            f"Tier {n + 1} from", value=start, format="%g", key=f"incentives.from.{n}.{mark}"
        )
        right.number_input(
            f"Tier {n + 1} pays", value=value, format="%g", key=f"incentives.pays.{n}.{mark}"
        )
    if not part.tiers:
        st.caption(f"A curve by {part.method} is edited as text.")


def _limits(part: Part, mark: str) -> None:
    for column, name in zip(st.columns(2), ("threshold", "cap"), strict=True):
        key = f"incentives.{name}.{mark}"
        st.session_state.setdefault(key, getattr(part, name))
        column.number_input(
            f"{name.capitalize()} (blank for none)",
            value=None,  # a number here could not be cleared again
            min_value=0.0,
            format="%g",
            key=key,
        )


def _gate(n: int, gate: GatePart, names: tuple[str, ...], mark: str) -> None:
    left, right = st.columns(2)
    left.selectbox(
        f"Gate {n + 1} on",
        names,
        index=names.index(gate.measure),
        key=f"incentives.gate.of.{n}.{mark}",
    )
    right.selectbox(
        f"Gate {n + 1} reads",
        list(_READS),
        index=list(_READS).index(gate.is_attainment),
        format_func=_READS.__getitem__,
        key=f"incentives.gate.reads.{n}.{mark}",
    )
    left.number_input(
        f"Gate {n + 1} at least",
        value=gate.at_least,
        format="%g",
        key=f"incentives.gate.from.{n}.{mark}",
    )
    right.number_input(
        f"Gate {n + 1}, else pay times",
        value=gate.else_multiply,
        min_value=0.0,
        format="%g",
        key=f"incentives.gate.else.{n}.{mark}",
    )


def _multiplier(part: Part, names: tuple[str, ...], mark: str) -> None:
    if part.has_written_multiplier:
        st.caption("Its multiplier is edited as text, and stays.")
        return
    choices = [_NO_MULTIPLIER, *names]
    st.selectbox(
        "Multiply its pay by the measure",
        choices,
        index=choices.index(part.multiplier or _NO_MULTIPLIER),
        key=f"incentives.multiplier.{mark}",
    )


def _sent(part: Part, mark: str) -> Part:
    """The component as the form was sent."""
    given = st.session_state
    gates = tuple(
        GatePart(
            measure=given[f"incentives.gate.of.{n}.{mark}"],
            is_attainment=given[f"incentives.gate.reads.{n}.{mark}"],
            at_least=float(given[f"incentives.gate.from.{n}.{mark}"]),
            else_multiply=float(given[f"incentives.gate.else.{n}.{mark}"]),
        )
        for n in range(len(part.gates))
    )
    tiers = tuple(
        (float(given[f"incentives.from.{n}.{mark}"]), float(given[f"incentives.pays.{n}.{mark}"]))
        for n in range(len(part.tiers))
    )
    chosen = given.get(f"incentives.multiplier.{mark}", _NO_MULTIPLIER)
    return replace(
        part,
        tiers=tiers,
        threshold=given[f"incentives.threshold.{mark}"] or None,
        cap=given[f"incentives.cap.{mark}"] or None,
        measure=given[f"incentives.measure.{mark}"],
        gates=gates,
        multiplier=None if chosen == _NO_MULTIPLIER else chosen,
    )
