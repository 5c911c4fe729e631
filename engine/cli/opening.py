"""The snapshot that a command reads: the newest of its workspace."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.settings import settings
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.store.warehouse import Warehouse


@contextmanager
def newest(folder: Path) -> Iterator[Warehouse]:
    """
    Open the newest snapshot of a workspace whose file is there.

    Later loads whose file is gone are passed over, and told on standard error.

    Raises
    ------
    StoreError
        If there is none, or it is not whole.
    """
    chosen = settings()
    house = Workspace(folder, chosen.catalogue, chosen.limit_memory_mb)
    door = house.open()
    for name in house.passed_over():
        print(
            f"The file of the later load {name} is gone; the load before it is read.",
            file=sys.stderr,
        )
    try:
        yield door
    finally:
        door.close()
