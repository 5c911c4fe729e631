"""Results are computed once for everybody, under all of their key and nothing beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from pages._shared.caching import cached

AT_ONCE = 4
A_MOMENT = 0.2
"""Seconds in which a second computation would have begun."""


def test_a_result_is_computed_once_however_many_ask_at_the_same_time():
    begun: list[str] = []
    together, another = Barrier(AT_ONCE), Event()

    @cached(8)
    def result(key: str) -> object:
        begun.append(key)
        if len(begun) > 1:
            another.set()
        another.wait(A_MOMENT)
        return object()

    def ask(_: int) -> object:
        together.wait()
        return result("same")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(ask, range(AT_ONCE)))

    assert begun == ["same"]
    assert all(one is found[0] for one in found)


def test_what_is_handed_along_is_no_part_of_the_key():
    @cached(8)
    def result(key: str, _how: list[str]) -> str:
        return f"{key} by {_how[0]}"

    assert result("a", ["hand"]) == "a by hand"
    assert result("a", ["machine"]) == "a by hand"
    assert result("b", ["machine"]) == "b by machine"


def test_the_oldest_goes_when_there_is_no_more_room():
    asked = []

    @cached(2)
    def result(key: str) -> str:
        asked.append(key)
        return key

    for key in "abca":
        result(key)
    assert asked == ["a", "b", "c", "a"]


def test_a_failure_is_not_kept():
    answers = iter([ValueError("not yet"), "there"])

    @cached(8)
    def result(_key: str) -> str:
        answer = next(answers)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    with pytest.raises(ValueError, match="not yet"):
        result("a")
    assert result("a") == "there"
