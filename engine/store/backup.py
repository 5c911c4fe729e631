"""A whole workspace in one file, and back into an empty folder."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import StoreError
from engine.rooms import Room, settle, sweep, whole
from engine.store import backup_file
from engine.store.backup_file import CATALOGUE, Kept
from engine.store.catalogue import Catalogue
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    snapshots: tuple[str, ...]
    """Fingerprints, latest load first."""
    left_out: tuple[str, ...]
    """Snapshots of recorded loads whose file is gone or not whole, a sentence each."""
    scenarios: int


def back_up(workspace: Workspace, file: Path) -> Backup:
    """
    Write a workspace's catalogue and the snapshots of its loads into one file.

    Whatever goes on meanwhile, the catalogue is copied as it stood at one moment, first; the
    snapshots that it speaks of never change. The file takes its name when it is whole.

    Raises
    ------
    StoreError
        If the file would replace one that is no backup, or cannot be written.
    LimitError
        If there was not time or memory enough to tell whether a snapshot is whole.
    """
    if file.exists() and not backup_file.is_backup(file):
        raise StoreError(
            f"{file.name} is there already and is no backup.", "Choose another name for the backup."
        )
    folder = file.resolve().parent
    if not folder.is_dir():
        raise StoreError(f"The folder {folder} is not there.", "Make it, or choose another.")
    with whole(file) as made:
        kept = made.with_name(CATALOGUE)
        copied = Catalogue(f"sqlite:///{kept}")
        workspace.catalogue.copy_to(copied)
        sound, left_out = _sound(workspace, tuple(dict.fromkeys(copied.loads())))
        scenarios = len(copied.scenarios())
        copied.close()
        members = [Kept(CATALOGUE, kept)]
        members += [Kept(f"snapshots/{n}.duckdb", workspace.path(n)) for n in sound]
        backup_file.write(made, members, sound)
    return Backup(sound, left_out, scenarios)


def restore(file: Path, folder: Path) -> Backup:
    """
    Make a workspace of a backup, in a folder that is absent or empty; whole or not at all.

    Raises
    ------
    StoreError
        If the folder holds anything, or the file is no whole backup that this version can read.
    """
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreError(
            f"{folder} is not an empty folder, so nothing was restored.",
            "Name a folder that is empty or not there yet.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}-restoring-"
    sweep(target.parent, prefix)
    with Room(target.parent, prefix) as room:
        made = room.path / "whole"
        snapshots = backup_file.unpack(file, made)
        scenarios = _check(Workspace(made), snapshots, file)
        for path in (*made.rglob("*"), made):
            settle(path)
        try:
            made.rename(target)
        except OSError as error:
            raise StoreError(
                f"{folder} cannot be made: {error.strerror}.",
                "Name a folder that is not there yet, on a disk that can be written.",
            ) from error
        settle(target.parent)
    return Backup(snapshots, (), scenarios)


def _sound(workspace: Workspace, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Snapshots that can be read through, and a sentence for each that cannot."""
    sound, left_out = [], []
    for name in names:
        try:
            with closing(workspace.open(name)) as door:
                door.read_through()
            sound.append(name)
        except StoreError as error:
            left_out.append(error.message)
    return tuple(sound), tuple(left_out)


def _check(made: Workspace, snapshots: tuple[str, ...], file: Path) -> int:
    """Open all that was unpacked; return the number of saved scenarios."""
    for name in snapshots:
        made.open(name).close()
    missing = set(snapshots) - set(made.catalogue.loads())
    if missing:
        raise StoreError(f"{file.name} holds snapshots that its catalogue does not know.")
    scenarios = len(made.catalogue.scenarios())
    made.catalogue.close()
    return scenarios
