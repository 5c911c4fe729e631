"""Where DuckDB puts what does not fit into memory: one room a process and workspace."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from engine.errors import StoreError
from engine.rooms import Room, sweep

PREFIX = "spill-"
_ELSEWHERE = "evenfield-spill-"
_ROOMS: WeakValueDictionary[Path, Room] = WeakValueDictionary()
_MAKING = Lock()


def spill_room(folder: Path) -> Room:
    """
    Room of this process in a workspace, shared by its snapshots and gone with the last of them.

    DuckDB opens one file twice in a process only under equal settings, hence one for all. Where
    the workspace cannot be written it stands among the machine's temporary files: data that can
    be read are read.

    Raises
    ------
    StoreError
        If neither can be written.
    """
    with _MAKING:
        room = _ROOMS.get(folder)
        if room is None:
            try:
                room = _made(folder)
            except OSError as error:
                raise StoreError(
                    f"Neither the workspace folder {folder} nor the machine's folder for "
                    "temporary files can be written.",
                    "Mend their permissions and make room on the disk.",
                ) from error
            _ROOMS[folder] = room
        return room


def _made(folder: Path) -> Room:
    try:
        return Room(folder, PREFIX)
    except OSError:
        elsewhere = Path(tempfile.gettempdir())
        sweep(elsewhere, _ELSEWHERE)
        return Room(elsewhere, _ELSEWHERE)
