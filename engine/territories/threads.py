"""One thread for the numerical libraries, which wait for each other; two for parts of one's own."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Part = TypeVar("Part")
Found = TypeVar("Found")

THREADS = 2
"""Parts that are worked on at a time: what a plain machine has."""

FEW = 8
"""Parts that are done sooner than two threads have started."""

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


def side_by_side(work: Callable[[Part], Found], parts: Iterator[Part]) -> Iterator[Found]:
    """What some work comes to on each part, in their order, two at a time where there are more."""
    few = list(islice(parts, FEW + 1))
    if len(few) <= FEW:  # a pool takes longer to start than they take
        yield from map(work, few)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(work, chain(few, parts))
