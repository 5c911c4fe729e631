"""How often Python looks for garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.garbage import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def counted() -> Iterator[list[str]]:
    """Looks begun, while the process keeps its own habits for later."""
    before, looks = gc.get_threshold(), []

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            looks.append(phase)

    gc.callbacks.append(note)
    try:
        yield looks
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*before)


def cycles(count: int) -> None:
    """Leave lists behind that hold themselves."""
    for _ in range(count):
        circle: list[object] = []
        circle.append(circle)


def test_garbage_in_cycles_is_looked_for_seldom_but_still_is() -> None:
    with counted() as looks:
        collect_seldom()
        gc.collect()
        looks.clear()
        cycles(20_000)
        assert not looks
        cycles(100_000)
        assert 1 <= len(looks) <= 3
