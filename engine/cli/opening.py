"""The workspace that a command reads, and its newest snapshot; reading makes no folder."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.errors import StoreError
from engine.settings import settings
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.store.warehouse import Warehouse


def existing(folder: Path) -> Workspace:
    """
    Workspace that is there already.

    Raises
    ------
    StoreError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder} is no workspace.", "Check its name and folder.")
    chosen = settings()
    return Workspace(folder, chosen.catalogue, chosen.limit_memory_mb)


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
    house = existing(folder)
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
