"""Where DuckDB puts what does not fit into memory: one room a process and workspace."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from engine.errors import StoreError
from engine.rooms import Room

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "spill-"
_ROOMS: WeakValueDictionary[Path, Room] = WeakValueDictionary()
_MAKING = Lock()


def spill_room(folder: Path) -> Room:
    """
    Room of this process in a workspace, shared by its snapshots and gone with the last of them.

    DuckDB opens one file twice in a process only under equal settings, hence one for all.

    Raises
    ------
    StoreError
        If the folder cannot be written.
    """
    with _MAKING:
        room = _ROOMS.get(folder)
        if room is None:
            try:
                room = _ROOMS[folder] = Room(folder, PREFIX)
            except OSError as error:
                raise StoreError(
                    f"The workspace folder {folder} cannot be written.",
                    "Choose another with EVENFIELD_WORKSPACE or mend its permissions and space.",
                ) from error
        return room
