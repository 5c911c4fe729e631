"""The catalogue: loads, confirmed mappings and saved scenarios, in one small database."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import NullPool

from engine.errors import StoreError
from engine.store import scenario_history
from engine.store.catalogue_fault import address_at_rest, refusal
from engine.store.records import (
    CATALOGUE_VERSION,
    Base,
    InfoRecord,
    LoadRecord,
    MappingRecord,
    ScenarioRecord,
    SharedRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from engine.store.scenario_history import Parent, Version


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """A scenario as kept: its document and the version that a later save must name."""

    id: int
    name: str
    document: str
    levers_id: str
    version: int


class Catalogue:
    """
    Small database beside the snapshots, SQLite by default, Postgres by URL.

    A SQLite file that cannot be written, for want of room or of a right, is read as it stands;
    what would write to it is refused with the reason.

    Raises
    ------
    StoreError
        If it cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self.unwritable: StoreError | None = None
        """Why it can only be read, ``None`` where it can be written."""
        try:
            self._engine = self._links = create_engine(url)
            if url.startswith("sqlite"):
                self._links = create_engine(url)
                event.listen(self._engine, "connect", _use_write_ahead_log)
                event.listen(self._links, "connect", _wait_for_no_disk)
            self._check_version()
            Base.metadata.create_all(self._engine)
        except (SQLAlchemyError, ModuleNotFoundError) as error:
            self.unwritable = refusal("opened", error)
            at_rest = address_at_rest(url, error)
            if at_rest is None:
                raise self.unwritable from error
            self.close()
            self._engine = self._links = create_engine(at_rest, poolclass=NullPool)
            try:
                self._check_version()
            except SQLAlchemyError:
                raise self.unwritable from error

    def close(self) -> None:
        """Let go of the database; what is asked later opens it again."""
        self._engine.dispose()
        self._links.dispose()

    def record_load(self, fingerprint: str, report: str) -> None:
        """Note that a load made or confirmed a snapshot."""
        with self._session() as session:
            session.add(LoadRecord(fingerprint=fingerprint, report=report))

    def loads(self) -> tuple[str, ...]:
        """Fingerprints of all loads, latest first."""
        with self._session() as session:
            latest = select(LoadRecord.fingerprint).order_by(LoadRecord.id.desc())
            return tuple(session.scalars(latest))

    def report(self, fingerprint: str) -> str | None:
        """Report of the latest load that made a snapshot."""
        query = (
            select(LoadRecord.report)
            .where(LoadRecord.fingerprint == fingerprint)
            .order_by(LoadRecord.id.desc())
            .limit(1)
        )
        with self._session() as session:
            return session.scalar(query)

    def remember_mapping(self, signature: str, document: str) -> None:
        """Keep a confirmed mapping for the next upload of the same layout."""
        self._put(MappingRecord(signature=signature, document=document))

    def mapping_for(self, signature: str) -> str | None:
        """Mapping that a person confirmed for this layout, ``None`` if nobody did."""
        with self._session() as session:
            record = session.get(MappingRecord, signature)
            return record.document if record else None

    def scenarios(self) -> tuple[SavedScenario, ...]:
        """Return all saved scenarios, oldest first."""
        with self._session() as session:
            rows = session.scalars(select(ScenarioRecord).order_by(ScenarioRecord.id))
            return tuple(_saved(row) for row in rows)

    def save_scenario(
        self,
        name: str,
        document: str,
        levers_id: str,
        *,
        id: int | None = None,
        version: int | None = None,
        parent: Parent | None = None,
    ) -> SavedScenario:
        """
        Save a scenario as new, or over the version that the person had before them.

        Every version saved stays in its history; ``parent`` is what a new one branched from.

        Raises
        ------
        StoreError
            If the name is taken, or somebody else saved a newer version meanwhile.
        """
        with self._session() as session:
            record = session.get(ScenarioRecord, id) if id is not None else ScenarioRecord()
            if record is None:
                raise StoreError(
                    f"“{name}” was deleted by somebody else meanwhile.",
                    "Save yours under this name as a new one.",
                )
            if version is not None and record.version != version:
                raise StoreError(
                    f"“{name}” was changed by somebody else meanwhile.",
                    "“Back to last saved” shows it; or save yours under another name.",
                )
            if id is not None:
                scenario_history.keep(session, record)
            record.name, record.document, record.levers_id = name, document, levers_id
            session.add(record)
            session.flush()
            scenario_history.keep(session, record, parent)
            return _saved(record)

    def versions(self, id: int) -> tuple[Version, ...]:
        """All that was saved of a scenario, oldest first."""
        with self._session() as session:
            return scenario_history.versions(session, id)

    def delete_scenario(self, id: int) -> None:
        """Forget a saved scenario and its history; deleting twice is no error."""
        with self._session() as session:
            scenario_history.forget(session, id)
            if record := session.get(ScenarioRecord, id):
                session.delete(record)

    def share(self, link_id: str, document: str) -> None:
        """
        Keep a scenario so that a link can point to it; one kept already stays as it is.

        A machine that loses its power may lose the last links, and nothing that was saved.
        """
        try:
            with self._links.begin() as connection:  # at every move of a slider, so no more
                connection.execute(_SHARE, {"levers_id": link_id, "document": document})
        except IntegrityError:
            return  # kept already
        except SQLAlchemyError as error:
            raise self._refusal("written", error) from error

    def shared(self, link_id: str) -> str | None:
        """Scenario that a link points to, ``None`` if this workspace has none by that id."""
        with self._session() as session:
            record = session.get(SharedRecord, link_id)
            return record.document if record else None

    def copy_to(self, other: Catalogue) -> None:
        """Write all records, as they stood at one moment, into a catalogue that has none yet."""
        try:
            with self._engine.connect() as source, other._engine.begin() as target:
                source.execution_options(isolation_level="SERIALIZABLE")
                if self._engine.dialect.name == "sqlite":
                    source.exec_driver_sql("BEGIN")  # its driver begins only when it writes
                for table in Base.metadata.sorted_tables:
                    target.execute(table.delete())
                    for rows in source.execute(select(table)).mappings().partitions(_AT_ONCE):
                        target.execute(insert(table), [dict(row) for row in rows])
        except SQLAlchemyError as error:
            raise refusal("copied", error) from error

    def _check_version(self) -> None:
        if self.unwritable is None:
            tables = [InfoRecord.metadata.tables[_INFO]]
            InfoRecord.metadata.create_all(self._engine, tables=tables)
        with Session(self._engine) as session:
            found = session.get(InfoRecord, 1)
            if found is None and self.unwritable is None:
                try:
                    session.add(InfoRecord(id=1, version=CATALOGUE_VERSION))
                    session.commit()
                except IntegrityError:  # another process wrote it meanwhile
                    session.rollback()
                    found = session.get(InfoRecord, 1)
            if found is not None and found.version > CATALOGUE_VERSION:
                raise StoreError(
                    "The catalogue was written by a newer version.", "Update Evenfield."
                )

    def _put(self, record: Base) -> None:
        """Keep a record under its key, whether or not somebody else just did."""
        try:
            with Session(self._engine) as session, session.begin():
                session.merge(record)
        except IntegrityError:
            with self._session() as session:
                session.merge(record)
        except SQLAlchemyError as error:
            raise self._refusal("written", error) from error

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            with Session(self._engine) as session, session.begin():
                yield session
        except IntegrityError as error:
            raise StoreError("That name is taken.", "Choose another name.") from error
        except StaleDataError as error:
            raise StoreError(
                "Somebody else saved it meanwhile.", "Reload and try again."
            ) from error
        except SQLAlchemyError as error:
            raise self._refusal("read or written", error) from error

    def _refusal(self, what: str, error: SQLAlchemyError) -> StoreError:
        return self.unwritable or refusal(what, error)


_INFO = InfoRecord.__tablename__
_SHARE = insert(SharedRecord)
_AT_ONCE = 500
"""Records held in memory while copying."""
BUSY_MILLISECONDS = 5_000
"""How long a lock of another process is waited for."""


def _use_write_ahead_log(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _wait_for_no_disk(connection: Any, once: object) -> None:
    """Leave it to the next save or tidying to have the log on the disk: a lever moves often."""
    _use_write_ahead_log(connection, once)
    connection.execute("PRAGMA synchronous=NORMAL")


def _saved(record: ScenarioRecord) -> SavedScenario:
    return SavedScenario(record.id, record.name, record.document, record.levers_id, record.version)
