"""What a file is, told by its bytes; its name is not asked."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import FileError
from engine.ingest.reading.archive import open_archive
from engine.model.finding import Finding

if TYPE_CHECKING:
    from engine.ingest.reading.source import Source


class Format(StrEnum):
    """Kinds of file that rows come in."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    PARQUET = "parquet"
    ZIP = "zip"


class NotATableError(FileError):
    """Bytes that hold no rows at all: a picture, a document, a program."""


_FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMATS_WE_READ = "Bring it as CSV, XLSX, XLS, Parquet or a ZIP of these."


def recognise(source: Source) -> Format:
    """
    Tell the format of a file from its first bytes.

    Raises
    ------
    NotATableError
        If it is a known format that holds no rows, or a spreadsheet of a kind not read here.
    FileError
        If it is locked with a password, or an archive that cannot be opened.
    """
    with source.path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"PAR1"):
        return Format.PARQUET
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(source)
    if start.startswith(_COMPOUND):
        return _inside_compound(source)
    for magic, what in _FOREIGN.items():
        if start.startswith(magic):
            raise NotATableError(f"{source.label} is {what}, not a table.", _FORMATS_WE_READ)
    return Format.TEXT


def text_under_another_name(source: Source) -> tuple[Finding, ...]:
    """Say where a file that holds plain text is called a workbook, an archive or Parquet."""
    ending = Path(source.member or source.file).suffix.lower().lstrip(".")
    if ending not in {*Format} - {Format.TEXT}:
        return ()
    return (
        Finding(
            "warning",
            "text_under_another_name",
            f"{source.label} is called {ending.upper()} but holds plain text; it was read as text.",
            "Export it again if another file was meant.",
        ),
    )


def _inside_zip(source: Source) -> Format:
    """Tell a workbook from a plain archive."""
    with open_archive(source) as archive:
        names = {name.lower() for name in archive.namelist()}
        if "mimetype" in names and _is_open_document(archive):
            raise NotATableError(f"{source.label} is an OpenDocument file.", "Save it as XLSX.")
    if "xl/workbook.bin" in names:
        raise NotATableError(f"{source.label} is a binary workbook (XLSB).", "Save it as XLSX.")
    if "[content_types].xml" not in names:
        return Format.ZIP
    if "xl/workbook.xml" in names:
        return Format.XLSX
    raise NotATableError(
        f"{source.label} is an Office document without worksheets.", _FORMATS_WE_READ
    )


def _is_open_document(archive: zipfile.ZipFile) -> bool:
    try:
        with archive.open("mimetype") as member:
            return member.read(40).startswith(b"application/vnd.oasis.opendocument")
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False


def _inside_compound(source: Source) -> Format:
    """Tell an XLS workbook from a locked one, by the names of the streams within."""
    with source.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as streams:
        names = ("EncryptedPackage", "Workbook", "Book")
        found = {name for name in names if streams.find(name.encode("utf-16-le")) >= 0}
    if "EncryptedPackage" in found:
        raise FileError(
            f"{source.label} is protected with a password.",
            "Open it in Excel, remove the password under File, Info, and bring it again.",
        )
    if found:
        return Format.XLS
    raise NotATableError(f"{source.label} is an Office document, not a workbook.", _FORMATS_WE_READ)
