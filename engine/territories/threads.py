"""One thread for the numerical libraries: more of them only wait for each other here."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator

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
