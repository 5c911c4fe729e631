"""A workspace: a folder of immutable snapshots beside a catalogue."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import StoreError
from engine.store.catalogue import Catalogue
from engine.store.staging import Staging
from engine.store.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.model.snapshot import Snapshot


class Workspace:
    """
    Folder with ``snapshots/<fingerprint>.duckdb``, made if absent.

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
        self._url = catalogue_url or f"sqlite:///{self.folder / 'catalogue.sqlite'}"
        try:
            self._snapshots.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The workspace folder {folder} cannot be written.",
                "Choose another with EVENFIELD_WORKSPACE or mend its permissions.",
            ) from error

    @cached_property
    def catalogue(self) -> Catalogue:
        """Scenarios, mappings and the record of loads."""
        return Catalogue(self._url)

    @property
    def _snapshots(self) -> Path:
        return self.folder / "snapshots"

    @contextmanager
    def stage(self, readable: Iterable[Path] = ()) -> Iterator[Staging]:
        """
        Open a snapshot in the making; it vanishes unless :meth:`publish` is called on it.

        Parameters
        ----------
        readable : iterable of Path
            Folders that it may read extracts from.
        """
        room = Path(tempfile.mkdtemp(prefix="staging-", dir=self.folder))
        staging = Staging(room / "snapshot.duckdb", room, readable, self._memory_mb)
        try:
            yield staging
        finally:
            staging.close()
            shutil.rmtree(room, ignore_errors=True)

    def publish(self, staging: Staging, snapshot: Snapshot, report: str) -> None:
        """Move a sealed staging file into place and record the load; both or neither."""
        staging.close()
        with staging.path.open("rb+") as file:
            os.fsync(file.fileno())
        staging.path.replace(self._path(snapshot.fingerprint))
        self.catalogue.record_load(snapshot.fingerprint, report)

    def newest(self) -> str | None:
        """Fingerprint of the latest load whose file is still there, ``None`` before the first."""
        for fingerprint in self.catalogue.loads():
            if self.has(fingerprint):
                return fingerprint
        return None

    def has(self, fingerprint: str) -> bool:
        """Whether the file of a snapshot is still there."""
        return self._path(fingerprint).exists()

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
            raise StoreError(
                f"The workspace {self.folder.name} holds no data yet.",
                "Load extracts first: python -m engine load WORKSPACE FILE...",
            )
        return Warehouse(self._path(name), self.folder / "spill", self._memory_mb)

    def _path(self, fingerprint: str) -> Path:
        return self._snapshots / f"{fingerprint}.duckdb"
