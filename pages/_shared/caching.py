"""Results kept for everybody who looks at the same thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from inspect import signature
from threading import BoundedSemaphore, Lock, RLock
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class _Aside:
    """What is handed along without being part of the key: all of these are equal."""

    given: Any = field(compare=False)


DRAWING = BoundedSemaphore(2)
"""Held while all possible years are computed with: two at a time bound what a full room takes."""


def cached(entries: int, spinner: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Keep a function's latest results, under those of its arguments that do not begin with ``_``.

    Each is computed once, however many ask at the same time. Streamlit's own cache does the same
    and says what takes long, but costs 1 ms for each new result; so it is asked only where there
    is something to say.

    Parameters
    ----------
    entries : int
        Results kept, the latest asked for.
    spinner : str
        What is said while a result is computed; empty where that takes no time to speak of.
    """

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        if not spinner:
            return _kept(function, entries)
        said = st.cache_resource(max_entries=entries, show_spinner=spinner)(function)
        return lru_cache(maxsize=entries)(said)

    return keep


def _kept(function: Callable[..., Any], entries: int) -> Callable[..., Any]:
    """A function whose results are kept; who asks for one under way waits for it."""
    aside = [name.startswith("_") for name in signature(function).parameters]
    turn, queue = lru_cache(maxsize=entries)(lambda *_: RLock()), Lock()

    @lru_cache(maxsize=entries)
    def result(*key: Any) -> Any:
        return function(*(one.given if isinstance(one, _Aside) else one for one in key))

    def asked(*given: Any) -> Any:
        pairs = zip(given, aside, strict=True)
        key = tuple(_Aside(one) if is_aside else one for one, is_aside in pairs)
        with queue:  # two who come at once would be given a lock each
            mine = turn(*key)
        with mine:
            return result(*key)

    return asked
