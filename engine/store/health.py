"""Whether the store of a workspace answers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import LimitError, StoreError

if TYPE_CHECKING:
    from engine.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Health:
    """What answered."""

    snapshots: int
    """Snapshots that the catalogue knows."""
    scenarios: int
    broken: tuple[str, ...]
    """Why a snapshot that was asked does not open, a sentence each."""


def health(house: Workspace, *, newest_only: bool = False) -> Health:
    """
    Ask the catalogue, and read every snapshot of a load through; or open the newest alone.

    Raises
    ------
    StoreError
        If the catalogue does not answer.
    """
    catalogue = house.catalogue
    names = tuple(dict.fromkeys(catalogue.loads()))
    asked = names[:1] if newest_only else names
    broken = tuple(why for name in asked if (why := _refused(house, name, not newest_only)))
    return Health(len(names), len(catalogue.scenarios()), broken)


def _refused(house: Workspace, name: str, through: bool) -> str:
    """Why a snapshot cannot be opened, or read through; empty where it can."""
    try:
        with closing(house.open(name)) as door:
            if through:
                door.read_through()
    except (LimitError, StoreError) as error:
        return str(error)
    return ""
