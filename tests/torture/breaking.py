"""Ways to break a workspace: by its disk, its permissions, its files and its versions."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Damage = Callable[[Path], None]

FREE_BYTES = (0, 4_096, 16_384, 65_536, 131_072, 262_144, 524_288, 1_048_576, 2_097_152, 4_194_304)
"""What is left on a disk: from nothing to nearly enough for everything that is tried."""


def snapshot(home: Path) -> Path:
    """File of the newest snapshot."""
    return max((home / "w" / "snapshots").iterdir(), key=lambda path: path.stat().st_mtime_ns)


def catalogue(home: Path) -> Path:
    """File of the catalogue."""
    return home / "w" / "catalogue.sqlite"


def mode(name: str, bits: int) -> Damage:
    """Change the permissions of a file or folder below a home."""
    return lambda home: (home / name).chmod(bits)


PERMISSIONS: dict[str, Damage] = {
    "a workspace that cannot be written": mode("w", 0o555),
    "a workspace that cannot be entered": mode("w", 0o000),
    "a folder of snapshots that cannot be written": mode("w/snapshots", 0o555),
    "a folder of snapshots that cannot be entered": mode("w/snapshots", 0o000),
    "a catalogue that cannot be written": lambda home: catalogue(home).chmod(0o444),
    "a catalogue that cannot be read": lambda home: catalogue(home).chmod(0o000),
    "a snapshot that cannot be read": lambda home: snapshot(home).chmod(0o000),
    "a workspace and catalogue that cannot be written": lambda home: (
        catalogue(home).chmod(0o444),
        (home / "w").chmod(0o555),
    )[-1],
    "an extract that cannot be read": mode("second.csv", 0o000),
    "a folder of exports that cannot be written": mode("out", 0o555),
    "an export that cannot be written": mode("out/design.csv", 0o444),
    "a problem that cannot be read": mode("accounts.csv", 0o000),
}


def cut(share: float) -> Damage:
    """Cut the newest snapshot short."""
    return lambda home: os.truncate(snapshot(home), int(share * snapshot(home).stat().st_size))


def garbled(path: Callable[[Path], Path], begin: float, length: int = 4_096) -> Damage:
    """Write garbage into a file, from a share of its length on."""

    def damage(home: Path) -> None:
        with path(home).open("r+b") as file:
            file.seek(int(begin * path(home).stat().st_size))
            file.write(bytes(range(1, 256)) * (length // 255 + 1))

    return damage


def folded(path: Callable[[Path], Path]) -> Damage:
    """Put a folder where a file was."""

    def damage(home: Path) -> None:
        place = path(home)
        place.unlink()
        place.mkdir()

    return damage


def swapped(home: Path) -> None:
    """Give two snapshots each other's names."""
    one, two = (home / "w" / "snapshots").iterdir()
    one.rename(home / "aside")
    two.rename(one)
    (home / "aside").rename(two)


CORRUPTION: dict[str, Damage] = {
    "a snapshot emptied": cut(0),
    "a snapshot cut in its head": cut(0.001),
    "a snapshot cut in half": cut(0.5),
    "a snapshot without its end": cut(0.98),
    "a snapshot deleted": lambda home: snapshot(home).unlink(),
    "a snapshot garbled at its head": garbled(snapshot, 0.0),
    "a snapshot garbled in the middle": garbled(snapshot, 0.5),
    "a snapshot garbled all over": garbled(snapshot, 0.0, 400_000),
    "a folder in place of a snapshot": folded(snapshot),
    "snapshots that changed names": swapped,
    "a catalogue emptied": lambda home: os.truncate(catalogue(home), 0),
    "a catalogue cut in its head": lambda home: os.truncate(catalogue(home), 50),
    "a catalogue cut in half": lambda home: os.truncate(
        catalogue(home), catalogue(home).stat().st_size // 2
    ),
    "a catalogue garbled at its head": garbled(catalogue, 0.0),
    "a catalogue garbled in the middle": garbled(catalogue, 0.4),
    "a catalogue deleted": lambda home: catalogue(home).unlink(),
    "a folder in place of the catalogue": folded(catalogue),
    "a file in place of the snapshots": lambda home: (
        (home / "w" / "snapshots").rename(home / "aside"),
        (home / "w" / "snapshots").write_text(""),
    )[-1],
}


def stated(**changes: object) -> Damage:
    """Change what the newest snapshot says about itself."""

    def damage(home: Path) -> None:
        with closing(duckdb.connect(str(snapshot(home)))) as base:
            (text,) = base.execute("SELECT document FROM snapshot_info").fetchone() or ("{}",)
            document = {k: v for k, v in {**json.loads(text), **changes}.items() if v is not None}
            base.execute("UPDATE snapshot_info SET document = ?", [json.dumps(document)])

    return damage


def altered(statement: str) -> Damage:
    """Change the newest snapshot's tables."""

    def damage(home: Path) -> None:
        with closing(duckdb.connect(str(snapshot(home)))) as base:
            base.execute(statement)

    return damage


def rewritten(*statements: str) -> Damage:
    """Change the catalogue's tables and rows."""

    def damage(home: Path) -> None:
        with closing(sqlite3.connect(catalogue(home))) as base, base:
            for statement in statements:
                base.execute(statement)

    return damage


VERSIONS: dict[str, Damage] = {
    "a snapshot of a newer version": stated(schema=99),
    "a snapshot of an older version": stated(schema=0),
    "a snapshot that names no version": stated(schema=None),
    "a snapshot that says less": stated(filled=None),
    "a snapshot with a table less": altered("DROP TABLE lead"),
    "a snapshot with a column less": altered("ALTER TABLE rep DROP fte"),
    "a snapshot with a table more": altered("CREATE TABLE tomorrow (day DATE)"),
    "a catalogue of a newer version": rewritten("UPDATE catalogue_info SET version = 99"),
    "a catalogue that names no version": rewritten("DROP TABLE catalogue_info"),
    "a catalogue without histories": rewritten("DROP TABLE scenario_version"),
    "a catalogue without links and mappings": rewritten("DROP TABLE shared", "DROP TABLE mapping"),
    "a catalogue with a column less": rewritten("ALTER TABLE scenario_version DROP parent_version"),
    "a catalogue with a column more": rewritten("ALTER TABLE scenario ADD colour VARCHAR"),
    "scenarios of a newer version": rewritten(
        "UPDATE scenario SET document = 'scenario: 1\nname: x\nmagic: 1\n'",
        "UPDATE scenario_version SET document = 'scenario: 9\nname: x\n'",
    ),
    "load reports of an older version": rewritten(
        """UPDATE load SET report = '{"files": [{"file": "a.csv"}], "findings": [{}]}'"""
    ),
    "load reports of a newer version": rewritten("UPDATE load SET report = '[1, 2]'"),
    "load reports that are none": rewritten("UPDATE load SET report = 'not JSON'"),
}
