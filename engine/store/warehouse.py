"""One snapshot, opened read-only and locked; every query takes a cursor of its own."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.errors import DataError, LimitError, StoreError
from engine.model.finding import Finding
from engine.model.snapshot import SCHEMA_VERSION, Snapshot
from engine.model.tables import TABLES
from engine.store.duck import columns, connect, fetch, identifier

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from engine.rooms import Room


class Warehouse:
    """
    Read-only door to one snapshot file.

    Any number of threads and processes may read at once.

    Raises
    ------
    StoreError
        If the file cannot be opened or was written by a newer version.
    """

    def __init__(self, path: Path, spill: Room, memory_mb: int = 600) -> None:
        if not path.exists():
            raise StoreError(
                f"The snapshot {path.stem} is not in this workspace.", "Load the extracts again."
            )
        self._spill = spill  # held, for it goes with the last that holds it
        self._connection = connect(path, read_only=True, memory_mb=memory_mb, spill=spill.path)
        try:
            self.snapshot = self._read_snapshot(path.stem)
        except StoreError:
            self.close()
            raise

    def query(self, sql: str, **parameters: Any) -> pa.Table:
        """
        Run one query and fetch it whole.

        Parameters
        ----------
        sql : str
            One statement; values are named ``$name``.
        **parameters
            The values, bound and never pasted in.

        Returns
        -------
        pyarrow.Table
            The result; immutable, hence safe to cache and share.
        """
        return fetch(self._connection, sql, parameters)

    def read_through(self) -> None:
        """
        Read every value of every table, so that a part that is damaged or missing shows.

        Raises
        ------
        StoreError
            If one cannot be read.
        LimitError
            If there was not time, memory or room enough to tell.
        """
        name = self.snapshot.fingerprint
        try:
            for table in (identifier(table.name) for table in TABLES):
                self.query(f"SELECT bit_xor(hash(COLUMNS(*))) FROM {table}")
        except LimitError as error:
            words = f"The snapshot {name} was not read through. {error.message}"
            raise LimitError(words, error.hint) from error
        except DataError as error:
            raise StoreError(
                f"The snapshot {name} is not whole.",
                "Load its extracts again, or restore a backup.",
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _read_snapshot(self, name: str) -> Snapshot:
        try:
            text = self.query("SELECT document FROM snapshot_info")["document"][0].as_py()
            document = json.loads(text)
            if document["schema"] > SCHEMA_VERSION:
                raise StoreError(
                    f"The snapshot {name} was written by a newer version.", "Update Evenfield."
                )
            if document["schema"] < SCHEMA_VERSION or self._lacks_columns():
                raise StoreError(
                    f"The snapshot {name} was written by an older version.",
                    "Load the extracts again.",
                )
            return snapshot_from(document)
        except LimitError as error:
            raise StoreError(error.message, error.hint) from error
        except (DataError, IndexError, KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"The snapshot {name} is not whole.", "Delete the file and load the extracts again."
            ) from error

    def _lacks_columns(self) -> bool:
        """Whether a canonical column is not there, which makes some question fail."""
        return any(
            {field.name for field in table.fields} - columns(self._connection, table.name)
            for table in TABLES
        )


def snapshot_from(document: dict[str, Any]) -> Snapshot:
    """Snapshot from the document kept inside its file."""
    return Snapshot(
        fingerprint=document["fingerprint"],
        as_of=date.fromisoformat(document["as_of"]),
        fiscal_start=document["fiscal_start"],
        currency=document["currency"],
        tables=document["tables"],
        filled={table: frozenset(columns) for table, columns in document["filled"].items()},
        findings=tuple(
            Finding(**{**finding, "examples": tuple(finding["examples"])})
            for finding in document["findings"]
        ),
    )
