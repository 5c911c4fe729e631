"""A workspace: a folder of immutable snapshots beside a catalogue."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import TYPE_CHECKING

from engine.errors import StoreError
from engine.rooms import Room, alone, settle, sweep
from engine.store.spill import PREFIX, spill_room
from engine.store.staging import Staging
from engine.store.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engine.model.snapshot import Snapshot
    from engine.store.catalogue import Catalogue

_STAGING, _SPOOL = "staging-", "spool-"
_PUBLISHING = "publishing"
"""File in a staging room that names the snapshot on its way from there into place."""
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


class Workspace:
    """
    Folder with ``snapshots/<fingerprint>.duckdb``, made if absent.

    What killed processes left in it is tidied away on the way in.

    Parameters
    ----------
    folder : Path
        Where it is kept.
    catalogue_url : str
        Database URL of the catalogue; empty keeps SQLite in the folder.
    memory_mb : int
        Memory that DuckDB may use for one open file, MB.

    Raises
    ------
    StoreError
        If the folder cannot be made or written.
    """

    def __init__(self, folder: Path, catalogue_url: str = "", memory_mb: int = 600) -> None:
        self.folder = folder.resolve()
        self._memory_mb = memory_mb
        self._is_new = not self.folder.exists()
        self._catalogue: Catalogue | None = None
        self._url = catalogue_url or f"sqlite:///{self.folder / 'catalogue.sqlite'}"
        try:
            self._snapshots.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.folder) from error
        self._tidy()

    def unmake(self) -> None:
        """Remove the folder again if it was made for this and nothing was put into it."""
        with suppress(OSError):
            if self._is_new and [*self.folder.iterdir()] == [self._snapshots]:
                self._snapshots.rmdir()
                self.folder.rmdir()

    @property
    def catalogue(self) -> Catalogue:
        """Scenarios, mappings, the record of loads; opened anew while it cannot be written."""
        if self._catalogue is None or self._catalogue.unwritable:
            # Who opens a snapshot by its name, as each search does, waits for no SQLAlchemy.
            from engine.store.catalogue import Catalogue

            with alone(self._snapshots):  # two processes that begin at once make its tables once
                self._catalogue = Catalogue(self._url)
        return self._catalogue

    @property
    def _snapshots(self) -> Path:
        return self.folder / "snapshots"

    def spool(self) -> Room:
        """
        Folder for what is unpacked or brought; it goes when it is left, or with the process.

        Raises
        ------
        StoreError
            If the folder cannot be written.
        """
        return self._room(_SPOOL)

    @contextmanager
    def stage(self, readable: Iterable[Path] = ()) -> Iterator[Staging]:
        """
        Open a snapshot in the making; it vanishes unless :meth:`publish` is called on it.

        Parameters
        ----------
        readable : iterable of Path
            Folders that it may read extracts from.
        """
        with self._room(_STAGING) as room:
            path = room.path / "snapshot.duckdb"
            staging = Staging(path, room.path, readable, self._memory_mb)
            try:
                yield staging
            finally:
                staging.close()

    def publish(self, staging: Staging, snapshot: Snapshot, report: str) -> None:
        """
        Move a sealed staging file into place and record the load; both or neither.

        Raises
        ------
        StoreError
            If the file is not whole, or the load cannot be recorded.
        """
        staging.close()
        if staging.path.with_name(f"{staging.path.name}.wal").exists():
            raise StoreError("The snapshot could not be written whole.", "Make room on the disk.")
        Warehouse(staging.path, spill_room(self.folder), self._memory_mb).close()
        settle(staging.path)
        target = self.path(snapshot.fingerprint)
        catalogue, recorded = self.catalogue, False
        with alone(self._snapshots):
            known = snapshot.fingerprint in catalogue.loads()
            note = staging.path.with_name(_PUBLISHING)
            note.write_text(snapshot.fingerprint, encoding="ascii")
            settle(note.parent)
            try:
                staging.path.replace(target)
                settle(self._snapshots)
                catalogue.record_load(snapshot.fingerprint, report)
                recorded = True
            finally:
                if not (recorded or known):
                    target.unlink(missing_ok=True)

    def newest(self) -> str | None:
        """Fingerprint of the latest load whose file is still there, ``None`` before the first."""
        return next((name for name in self.catalogue.loads() if self.has(name)), None)

    def passed_over(self) -> tuple[str, ...]:
        """Fingerprints of loads later than the newest whose file is gone, each once."""
        later = takewhile(lambda name: not self.has(name), self.catalogue.loads())
        return tuple(dict.fromkeys(later))

    def path(self, fingerprint: str) -> Path:
        """File of a snapshot."""
        return self._snapshots / f"{fingerprint}.duckdb"

    def has(self, fingerprint: str) -> bool:
        """Whether the file of a snapshot is still there."""
        return self.path(fingerprint).exists()

    def open(self, fingerprint: str | None = None) -> Warehouse:
        """
        Open a snapshot to read, the newest unless named.

        Raises
        ------
        StoreError
            If there is none.
        """
        name = fingerprint or self.newest()
        if name is None:
            if orphans := sum(1 for _ in self._snapshots.glob("*.duckdb")):
                raise StoreError(
                    f"The catalogue of the workspace {self.folder.name} knows none of the "
                    f"{orphans:,} snapshots that stand in it.",
                    "Put catalogue.sqlite back, restore a backup, or load the extracts again.",
                )
            raise StoreError(
                f"The workspace {self.folder.name} holds no data yet.",
                "Load extracts first: python -m engine load WORKSPACE FILE...",
            )
        door = Warehouse(self.path(name), spill_room(self.folder), self._memory_mb)
        if door.snapshot.fingerprint != name:
            door.close()
            raise StoreError(
                f"The file of snapshot {name} holds another one.",
                "Give each file in the folder snapshots its own name back.",
            )
        return door

    def _room(self, prefix: str) -> Room:
        self._tidy()
        try:
            return Room(self.folder, prefix)
        except OSError as error:
            raise _unwritable(self.folder) from error

    def _tidy(self) -> None:
        """Remove what killed processes left: rooms, and snapshots of loads never recorded."""
        try:
            sweep(self.folder, _SPOOL)
            sweep(self.folder, PREFIX)
            sweep(self.folder, _STAGING, self._taken_back)
        except OSError as error:
            raise _unwritable(self.folder) from error

    def _taken_back(self, room: Path) -> bool:
        """Remove the snapshot that a killed load moved into place and did not record."""
        note = room / _PUBLISHING
        name = note.read_text(encoding="ascii", errors="replace") if note.exists() else ""
        if not _FINGERPRINT.fullmatch(name):
            return True
        try:
            catalogue = self.catalogue
            with alone(self._snapshots):
                if name not in catalogue.loads():
                    self.path(name).unlink(missing_ok=True)
        except StoreError:
            return False
        return True


def _unwritable(folder: Path) -> StoreError:
    return StoreError(
        f"The workspace folder {folder} cannot be written.",
        "Choose another with EVENFIELD_WORKSPACE or mend its permissions and free space.",
    )
