"""How often Python looks for garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.garbage import collect_seldom, set_aside_what_is_loaded

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
        gc.unfreeze()


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


def test_a_server_looks_in_small_bites_and_never_at_what_it_stands_on() -> None:
    gc.collect()
    standing = len(gc.get_objects())
    with counted() as looks:
        set_aside_what_is_loaded()
        assert len(gc.get_objects()) < standing / 100
        looks.clear()
        cycles(20_000)
        assert 3 <= len(looks) <= 5
