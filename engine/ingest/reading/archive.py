"""ZIP archives, opened on the assumption that somebody means harm."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol

from engine.errors import FileError
from engine.ingest.reading.source import Source, spool_file
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MEGABYTE = 1_000_000
_CHUNK = 1 << 20
_RATIO = 200
"""Most bytes that one packed byte may become; tables reach 20, a bomb a thousand."""
_RATIO_FROM = 50 * MEGABYTE
"""Unpacked size from which the ratio counts; small files of one repeated value are harmless."""
_DIRECTORY_BYTES = 4_096
"""Room in the archive's directory for one member; names take a hundred bytes or so."""
_END_RECORD = b"PK\x05\x06"
_CLUTTER = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


class Sink(Protocol):
    """Whatever takes unpacked bytes."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""


def open_archive(source: Source) -> zipfile.ZipFile:
    """
    Open a ZIP whose directory is of a bearable size.

    Raises
    ------
    FileError
        If it is cut short, damaged or lists more members than allowed.
    """
    most = settings().limit_archive_members
    if _directory_bytes(source.path) > most * _DIRECTORY_BYTES:
        raise _too_many(source, most)
    try:
        return zipfile.ZipFile(source.path)
    except NotImplementedError as error:
        raise FileError(
            f"{source.label} is packed in a way that cannot be read here.",
            "Pack it again as an ordinary ZIP.",
        ) from error
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(source) from error


def unpack(source: Source, spool: Path) -> Iterator[Source]:
    """
    Unpack every member of an archive into the spool, under names of our own.

    Raises
    ------
    FileError
        If a member is locked, points outside the archive, unpacks to more than allowed or is
        damaged, or if there are too many of them.
    """
    with open_archive(source) as archive:
        members = [info for info in archive.infolist() if not _is_clutter(info)]
        if len(members) > settings().limit_archive_members:
            raise _too_many(source, settings().limit_archive_members)
        for info in members:
            _check_name(source, info)
        yield from _unpacked(source, archive, members, spool)


def _unpacked(
    source: Source, archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], spool: Path
) -> Iterator[Source]:
    """Unpack members one by one; where one cannot be, those before it go as well."""
    room = settings().limit_file_mb * MEGABYTE
    made: list[Path] = []
    try:
        for info in members:
            made.append(spool_file(spool, ".member"))
            with made[-1].open("wb") as file:
                room -= inflate(source, archive, info, room, file)
            yield Source(made[-1], source.file, info.filename)
    except FileError:
        for path in made:
            path.unlink()
        raise


def inflate(
    source: Source,
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    room: int,
    target: Sink | None = None,
) -> int:
    """
    Unpack one member, counting what really comes out, whatever the archive declares.

    Parameters
    ----------
    source : Source
        The archive, for the sentence.
    archive : zipfile.ZipFile
        The same, open.
    info : zipfile.ZipInfo
        The member.
    room : int
        Bytes that may come out.
    target : Sink, optional
        Where to write them; only counted where absent.

    Returns
    -------
    int
        Bytes that came out.

    Raises
    ------
    FileError
        If the member is locked or damaged, or unpacks to more than allowed.
    """
    done = 0
    for chunk in _chunks(source, archive, info, room):
        done += len(chunk)
        _check_size(source, info, done, room)
        if target is not None:
            target.write(chunk)
    return done


def _chunks(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int
) -> Iterator[bytes]:
    """What a member holds, piece by piece."""
    if info.flag_bits & 1:
        raise FileError(
            f"{info.filename} in {source.label} is protected with a password.",
            "Unpack it with the password and bring the files themselves.",
        )
    _check_size(source, info, info.file_size, room)
    info.file_size = room + _CHUNK  # zipfile stops at the declared size; the stream's end counts
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise _damaged(source) from error
    except (NotImplementedError, RuntimeError) as error:
        raise FileError(
            f"{info.filename} in {source.label} is packed in a way that cannot be read here.",
            "Pack it again as an ordinary ZIP.",
        ) from error


def _check_size(source: Source, info: zipfile.ZipInfo, size: int, room: int) -> None:
    """Refuse a member that is, or says it is, larger than allowed."""
    if size > room:
        raise FileError(
            f"{source.label} unpacks to more than {settings().limit_file_mb:,} MB "
            f"(at {info.filename}).",
            "Bring the files in smaller parts, or raise EVENFIELD_LIMIT_FILE_MB.",
        )
    if size > _RATIO_FROM and size > _RATIO * max(info.compress_size, 1):
        raise FileError(
            f"{info.filename} in {source.label} unpacks to more than {_RATIO} times its size, "
            "as no table does.",
            "Unpack it yourself and bring the file if you trust it.",
        )


def _check_name(source: Source, info: zipfile.ZipInfo) -> None:
    """Refuse names that point outside and members that are links."""
    name = info.filename.replace("\\", "/")
    outside = name.startswith("/") or re.match(r"^[A-Za-z]:", name) or ".." in name.split("/")
    if outside:
        raise FileError(
            f"{source.label} holds a name that points outside the archive: “{info.filename}”.",
            "Pack the files again without folders and bring that.",
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise FileError(
            f"{source.label} holds a link instead of a file: “{info.filename}”.",
            "Pack the file itself and bring that.",
        )


def _is_clutter(info: zipfile.ZipInfo) -> bool:
    """Folders, and what operating systems leave behind."""
    outside = ".." in info.filename
    return info.is_dir() or (not outside and bool(_CLUTTER.search(info.filename)))


def _directory_bytes(path: Path) -> int:
    """Declared size of the archive's directory; 0 where its end is missing."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(_END_RECORD)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _too_many(source: Source, most: int) -> FileError:
    return FileError(
        f"{source.label} holds more than {most:,} files.",
        "Bring the extracts alone, or raise EVENFIELD_LIMIT_ARCHIVE_MEMBERS.",
    )


def _damaged(source: Source) -> FileError:
    return FileError(
        f"{source.label} is damaged or was cut short.", "Export or copy it again and bring that."
    )
