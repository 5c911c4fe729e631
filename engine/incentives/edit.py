"""A plan's text with some of it changed, as a form does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from engine.errors import PlanError
from engine.model.document import WrittenOut, parse_document

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST_GATE = 0.8
_MONEY = 10
"""Tiers from here on are read as money, no more as shares of quota."""


@dataclass(frozen=True, slots=True)
class GatePart:
    """A gate as a form shows it."""

    measure: str
    is_attainment: bool
    at_least: float
    else_multiply: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One component as a form shows it; ``None`` where the text says nothing."""

    id: str
    method: str
    tiers: tuple[tuple[float, float], ...]
    """Of methods that are written in tiers: from, and what it pays from there."""
    threshold: float | None
    cap: float | None
    measure: str = ""
    """What the curve reads; ``deal`` for each deal alone."""
    gates: tuple[GatePart, ...] = ()
    multiplier: str | None = None
    """Measure that the component's pay is multiplied by."""
    has_written_multiplier: bool = False
    """Whether the text multiplies by an attainment, or makes factors by tiers or points: that
    stays as it is written, whatever ``multiplier`` says."""


def parts(text: str) -> tuple[Part, ...]:
    """
    Read components as a form shows them.

    Raises
    ------
    PlanError
        If the text is no document.
    """
    return tuple(_part(one) for one in _values(text).get("components") or ())


def measures(text: str) -> tuple[str, ...]:
    """Names of the plan's measures."""
    return tuple(_values(text).get("measures") or ())


def edited(text: str, component: int, part: Part) -> str:
    """
    Text of the plan with one component as a form has it; comments stay at the top only.

    Parameters
    ----------
    text : str
        A plan that can be read.
    component : int
        Its place in the plan.
    part : Part
        Its measure, tiers in any order (none leave the curve), threshold, cap, gates and
        multiplier (a written one stays); its id and method are not changed.
    """
    values = _values(text)
    one = values["components"][component]
    if part.tiers:
        one["curve"]["tiers"] = [list(tier) for tier in sorted(part.tiers)]
    read = one["input"]
    for key in ("attainment", "amount"):
        if key in read and part.measure:
            read[key] = part.measure
    _set(one, "threshold", part.threshold)
    _set(one, "cap", part.cap)
    _set(one, "gate", [_gate(gate) for gate in part.gates] or None)
    if not _is_written(one):
        _set(one, "multiply_by", {"measure": part.multiplier} if part.multiplier else None)
    return _written(text, values)


def with_tier(part: Part) -> Part:
    """The same with one more tier, half a quota or a doubling on, that pays as the last one."""
    start, value = part.tiers[-1]
    further = start + 0.5 if start < _MONEY else 2 * start
    return replace(part, tiers=(*part.tiers, (further, value)))


def with_gate(text: str, part: Part) -> Part:
    """
    The same with one more gate, in a plan's text: nothing is paid below 80 % of a quota or target.

    The gate reads the component's own measure; where that is each deal alone, the first that has
    an attainment, or the first as it is if none has.
    """
    rules = _values(text)["measures"]
    known = [name for name in (part.measure, *rules) if name in rules]
    whole = [name for name in known if "ratio" not in rules[name] or "target" in rules[name]]
    gate = GatePart((whole or known)[0], bool(whole), _FIRST_GATE)
    return replace(part, gates=(*part.gates, gate))


def without_gate(part: Part, place: int) -> Part:
    """The same without one of its gates."""
    return replace(part, gates=(*part.gates[:place], *part.gates[place + 1 :]))


def with_measure(text: str, name: str, rule: Mapping[str, Any]) -> str:
    """
    Text of the plan with one more measure.

    Parameters
    ----------
    text : str
        A plan that can be read.
    name : str
        What it is called; one of that name is replaced.
    rule : mapping
        As the language writes it, such as ``{"count": "deals"}``.
    """
    values = _values(text)
    values["measures"] = {**values["measures"], name: dict(rule)}
    return _written(text, values)


def _values(text: str) -> dict[str, Any]:
    return parse_document(text, "The plan", PlanError).values


def _set(one: dict[str, Any], key: str, value: Any) -> None:
    """Set a key where it stands, or take it away."""
    if value is None:
        one.pop(key, None)
    else:
        one[key] = value


def _gate(gate: GatePart) -> dict[str, Any]:
    reading = "attainment" if gate.is_attainment else "measure"
    shut = {"else_multiply": gate.else_multiply} if gate.else_multiply else {}
    return {reading: gate.measure, "at_least": gate.at_least, **shut}


def _is_written(one: dict[str, Any]) -> bool:
    """Whether its multiplier is anything but the measure itself."""
    given = one.get("multiply_by") or {}
    return bool(given) and set(given) != {"measure"}


def _part(one: dict[str, Any]) -> Part:
    curve, read = one["curve"], one["input"]
    tiers = tuple((float(start), float(value)) for start, value in curve.get("tiers") or ())
    gates = one.get("gate") or []
    return Part(
        one.get("id", "pay"),
        curve["method"],
        tiers,
        one.get("threshold"),
        one.get("cap"),
        read.get("attainment") or read.get("amount") or "",
        tuple(_gate_part(gate) for gate in (gates if isinstance(gates, list) else [gates])),
        None if _is_written(one) else (one.get("multiply_by") or {}).get("measure"),
        _is_written(one),
    )


def _gate_part(gate: dict[str, Any]) -> GatePart:
    return GatePart(
        gate.get("measure") or gate.get("attainment") or "",
        "attainment" in gate,
        float(gate["at_least"]),
        float(gate.get("else_multiply", 0.0)),
    )


def _written(text: str, values: dict[str, Any]) -> str:
    body = yaml.dump(
        values, Dumper=WrittenOut, sort_keys=False, allow_unicode=True, default_flow_style=None
    )
    return "".join([*_first_comments(text), body])


def _first_comments(text: str) -> list[str]:
    kept = []
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        kept.append(line)
    return kept
