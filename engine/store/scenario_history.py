"""What was saved of a scenario, version by version, and what it was branched from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from engine.store.records import ScenarioRecord, VersionRecord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Parent:
    """What a scenario was branched from: a preset by name, or one version of a saved one."""

    name: str
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A scenario as it stood at one save."""

    version: int
    name: str
    document: str
    levers_id: str
    parent: Parent | None = None
    """Of the first version; ``None`` where it began from today, or from nobody knows what."""


def keep(session: Session, record: ScenarioRecord, parent: Parent | None = None) -> None:
    """Write the version that a record stands at into its history, unless it is there."""
    if session.get(VersionRecord, (record.id, record.version)) is not None:
        return
    session.add(
        VersionRecord(
            scenario_id=record.id,
            version=record.version,
            name=record.name,
            document=record.document,
            levers_id=record.levers_id,
            parent_name=parent.name if parent else "",
            parent_id=parent.id if parent else None,
            parent_version=parent.version if parent else None,
        )
    )
    session.flush()


def versions(session: Session, scenario_id: int) -> tuple[Version, ...]:
    """History of a scenario, oldest first; one saved before there was a history has its last."""
    query = select(VersionRecord).where(VersionRecord.scenario_id == scenario_id)
    found = tuple(_version(row) for row in session.scalars(query.order_by(VersionRecord.version)))
    record = session.get(ScenarioRecord, scenario_id)
    if found or record is None:
        return found
    return (Version(record.version, record.name, record.document, record.levers_id),)


def forget(session: Session, scenario_id: int) -> None:
    """Remove a scenario's history; what was branched from it keeps its name."""
    session.execute(delete(VersionRecord).where(VersionRecord.scenario_id == scenario_id))


def _version(row: VersionRecord) -> Version:
    parent = None
    if row.parent_name:
        parent = Parent(row.parent_name, row.parent_id, row.parent_version)
    return Version(row.version, row.name, row.document, row.levers_id, parent)
