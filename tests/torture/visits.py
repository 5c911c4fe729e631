"""Every page over a company that means harm: opened, its controls turned, its files taken away."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest, element_tree

from pages._shared import registry
from pages._shared.session import Session
from tests.torture import drawn, taken_away
from tests.torture.line import Line, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
OPENED = (
    "compare.history", "compare.record", "compare.why", "diagnose.rows", "diagnose.sheet",
    "incentives.measure.add", "incentives.pair", "incentives.spif", "incentives.to_come",
    "quotas.hands", "quotas.more", "territories.assign.open", "view.open", "what_if.more",
    "what_if.more_actions",
)  # fmt: skip
"""What is closed at first and opened here."""
TURNED = 12
"""Controls that are turned on a page of a whole run."""


def lines(share: float, _folder: Path) -> Iterator[Line]:
    """Draw every page and turn its controls; then make every file that was offered."""
    logging.getLogger("streamlit").setLevel(logging.CRITICAL)
    config.set_option("runner.enforceSerializableSessionState", False)
    offered = _offers()
    tried, found, seconds = 0, [], []
    for page in registry.present():
        for faults, took in _visit(page.key, max(1, round(TURNED * share))):
            tried += 1
            found += faults
            seconds.append(took)
    spread = (sorted(seconds)[int(0.99 * (len(seconds) - 1))], max(seconds))
    yield Line("texts that mean harm: pages", tried, len(found), spread, None, tuple(found))
    made = [told(lambda o=one: _taken(o), f"file {one[0]}") for one in offered.values()]
    bad = [fault for faults in made for fault in faults]
    yield Line("texts that mean harm: files taken away", len(made), len(bad), faults=tuple(bad))


def _offers() -> dict[str, tuple[str, Any]]:
    """Files that pages offer from now on, by key; what makes them is kept."""
    offered: dict[str, tuple[str, Any]] = {}
    real = st.download_button

    def offer(label: str, data: Any, file_name: str = "", **rest: Any) -> bool:
        offered[str(rest.get("key", label))] = (file_name, data)
        return real(label, data=data, file_name=file_name, **rest)

    st.download_button = offer
    return offered


def _taken(offer: tuple[str, Any]) -> list[str]:
    name, data = offer
    made = data() if callable(data) else data
    return taken_away.faults(name, made.encode() if isinstance(made, str) else bytes(made))


def _visit(key: str, turned: int) -> Iterator[tuple[list[str], float]]:
    """Open one page with names and pay shown, then turn its controls one after the other."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.session_state["session"] = Session(names_asked=True, pay_asked=True)
    for opened in OPENED:
        page.session_state[opened] = True
    began = time.perf_counter()
    faults = told(lambda: drawn.faults(page.run().switch_page(f"pages/{key}.py").run()), key)
    yield faults, time.perf_counter() - began
    controls = iter([one for one in _controls(page) if not one.disabled])
    while turned and (control := next(controls, None)):
        if turn := _turn(page, control):
            began, turned = time.perf_counter(), turned - 1
            faults = told(lambda turn=turn: drawn.faults(turn()), f"{key}, {control.key}")
            yield faults, time.perf_counter() - began


def _controls(page: AppTest) -> list[Any]:
    """What can be turned on a page, one of each kind first."""
    kinds = ("selectbox", "multiselect", "button_group", "radio", "toggle")
    ranks = (list(row) for row in zip_longest(*(page.get(kind) for kind in kinds)))
    return [control for row in ranks for control in row if control is not None]


def _turn(page: AppTest, control: Any) -> Callable[[], AppTest] | None:
    """How a control is given another choice, its last if it can be; ``None`` where it cannot."""
    again = next((c for c in page.get(control.type) if c.key == control.key), None)
    if again is None or again.disabled:  # gone, or shut, with what was turned before it
        return None
    if again.type == "toggle":
        return again.set_value(not again.value).run
    many = isinstance(again.value, list)
    chosen = again.value if many else [again.value]
    now = [_format(again.format_func, one) for one in chosen if one is not None]
    others = [Shown(one) for one in again.options if now != [one]]
    return again.set_value(others[-1:] if many else others[-1]).run if others else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice by the words that are on the screen, as a person makes it."""

    words: str


_format = element_tree._format_value_for_widget


def _worded(format_func: Callable[[Any], Any], value: Any) -> str:
    """Words of a choice, where the driver asks for those of a value of the page's own."""
    return value.words if isinstance(value, Shown) else _format(format_func, value)


element_tree._format_value_for_widget = _worded
