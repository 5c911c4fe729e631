"""Tables of the catalogue, for SQLite and Postgres alike."""

from __future__ import annotations

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Root of the catalogue's tables."""


CATALOGUE_VERSION = 1
"""Raised when a table changes in a way that an older version could not live with."""


class InfoRecord(Base):
    """Version of the tables; one row."""

    __tablename__ = "catalogue_info"
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()


class LoadRecord(Base):
    """One load: which snapshot it made and the report a person saw."""

    __tablename__ = "load"
    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(16), index=True)
    report: Mapped[str] = mapped_column(Text)


class MappingRecord(Base):
    """A column mapping that a person confirmed, by the layout it belongs to."""

    __tablename__ = "mapping"
    signature: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class ScenarioRecord(Base):
    """A saved scenario; ``version`` rises with every save."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(Text)
    levers_id: Mapped[str] = mapped_column(String(16), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class VersionRecord(Base):
    """A scenario as it stood at one save; written once, never changed."""

    __tablename__ = "scenario_version"
    scenario_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(Text)
    levers_id: Mapped[str] = mapped_column(String(16))
    parent_name: Mapped[str] = mapped_column(String(200), default="")
    parent_id: Mapped[int | None] = mapped_column()
    parent_version: Mapped[int | None] = mapped_column()


class SharedRecord(Base):
    """Scenario that a link points to, by the link's id; written once, never changed."""

    __tablename__ = "shared"
    levers_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
