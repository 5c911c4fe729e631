"""The file that a backup is: a ZIP that packs nothing, with a manifest of sizes and digests."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine import __version__
from engine.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

FORMAT = 1
"""Raised when an older version could no longer read the file."""
CATALOGUE = "catalogue.sqlite"
_MANIFEST = "evenfield-backup.json"
_MANIFEST_BYTES = 16_000_000
_CHUNK = 1 << 20
_FINGERPRINT = "[0-9a-f]{16}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file to be kept and its name within the backup."""

    name: str
    path: Path


class _Version(BaseModel):
    """All that is asked of a manifest before its version is known."""

    format: int


class _Member(BaseModel):
    """Name, size and digest of a file; no other names than these ever become a path."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[str, Field(pattern=rf"^(catalogue\.sqlite|snapshots/{_FINGERPRINT}\.duckdb)$")]
    bytes: int
    sha256: str


class _Manifest(_Version):
    """What a backup says about itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    engine: str
    snapshots: tuple[Annotated[str, Field(pattern=f"^{_FINGERPRINT}$")], ...]
    members: tuple[_Member, ...]


def is_backup(file: Path) -> bool:
    """Whether a file was written by :func:`write`, of whatever version."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def write(file: Path, kept: Sequence[Kept], snapshots: Sequence[str]) -> None:
    """
    Write files and manifest, then read every byte back and compare.

    Raises
    ------
    StoreError
        If what was written is not what was read.
    """
    members = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for one in kept:
            with (
                one.path.open("rb") as source,
                archive.open(one.name, "w", force_zip64=True) as target,
            ):
                size, digest = _copied(source, target)
            members.append(_Member(name=one.name, bytes=size, sha256=digest))
        manifest = _Manifest(
            format=FORMAT, engine=__version__, snapshots=tuple(snapshots), members=tuple(members)
        )
        archive.writestr(_MANIFEST, manifest.model_dump_json(indent=1))
    with _opened(file) as archive:
        for member in _manifest(archive, file).members:
            _unpacked(archive, member, None, file)


def unpack(file: Path, folder: Path) -> tuple[str, ...]:
    """
    Write a backup's files into a new folder, checking each against the manifest.

    Returns
    -------
    tuple of str
        Fingerprints of the snapshots, latest load first.

    Raises
    ------
    StoreError
        If it is no backup, cut short, changed, of a newer version, or holds anything else.
    """
    with _opened(file) as archive:
        manifest = _manifest(archive, file)
        expected = sorted([_MANIFEST, *(member.name for member in manifest.members)])
        wanted = {f"snapshots/{name}.duckdb" for name in manifest.snapshots} | {CATALOGUE}
        if sorted(archive.namelist()) != expected or not wanted < set(expected):
            raise StoreError(
                f"{file.name} holds other files than its manifest says.",
                "It was changed after backup wrote it; use one that was not.",
            )
        (folder / "snapshots").mkdir(parents=True)
        for member in manifest.members:
            with (folder / member.name).open("xb") as target:
                _unpacked(archive, member, target, file)
    return manifest.snapshots


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise _cut(file) from error
    except OSError as error:
        raise StoreError(
            f"{file.name} cannot be read: {error.strerror}.", "Check its name and folder."
        ) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> _Manifest:
    """Manifest of a backup that this version can read."""
    try:
        info = archive.getinfo(_MANIFEST)
        text = archive.read(info) if info.file_size <= _MANIFEST_BYTES else b""
        version = _Version.model_validate_json(text).format
    except (KeyError, ValidationError, zipfile.BadZipFile) as error:
        raise StoreError(
            f"{file.name} is no backup of a workspace.", "Name a file that backup wrote."
        ) from error
    if version > FORMAT:
        raise StoreError(f"{file.name} was written by a newer version.", "Update Evenfield.")
    try:
        return _Manifest.model_validate_json(text)
    except ValidationError as error:
        raise StoreError(
            f"{file.name} lists files that no backup holds.",
            "It was changed after backup wrote it; use one that was not.",
        ) from error


def _unpacked(
    archive: zipfile.ZipFile, member: _Member, target: BinaryIO | None, file: Path
) -> None:
    """Read one file out, never more than it should be, and compare size and digest."""
    info = archive.getinfo(member.name)
    if info.compress_type != zipfile.ZIP_STORED or info.file_size != member.bytes:
        raise _cut(file)
    try:
        with archive.open(info) as source:
            size, digest = _copied(source, target)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _cut(file) from error
    if (size, digest) != (member.bytes, member.sha256):
        raise _cut(file)


def _copied(source: IO[bytes], target: IO[bytes] | None) -> tuple[int, str]:
    """Copy a stream; return its size and SHA-256."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return size, digest.hexdigest()


def _cut(file: Path) -> StoreError:
    return StoreError(
        f"{file.name} was cut short or changed.", "Copy it again from where it is whole."
    )
