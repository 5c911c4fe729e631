"""One thread for the numerical libraries, which wait for each other; two for parts of one's own."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Part = TypeVar("Part")
Found = TypeVar("Found")

THREADS = 2
"""Parts that are worked on at a time: what a plain machine has."""

FEW = 8
"""Parts up to which one thread does: what they take is no matter to whoever waits."""

_HELD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")  # a process started with these is held already


@cache
def _libraries() -> ThreadpoolController:
    """The numerical libraries in this process; finding them takes longer than a small solve."""
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the numerical libraries to one thread for as long as the block runs."""
    if all(os.environ.get(name) == "1" for name in _HELD):
        yield
        return
    with _libraries().limit(limits=1, user_api="blas"):
        yield


def side_by_side(work: Callable[[Part], Found], parts: Iterable[Part]) -> list[Found]:
    """What some work comes to on each part, in their order, two at a time where there are many."""
    parts = list(parts)
    if len(parts) <= FEW:
        return list(map(work, parts))
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, parts))
