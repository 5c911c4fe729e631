"""Files to tables: what each is, whether it came twice, and who reads it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import FileError
from engine.ingest.reading.apart import APART, prepare, read_apart
from engine.ingest.reading.archive import MEGABYTE, unpack
from engine.ingest.reading.formats import (
    Format,
    NotATableError,
    recognise,
    text_under_another_name,
)
from engine.ingest.reading.large_text import read_large
from engine.ingest.reading.no_rows import UNREADABLE, headers_alone, unread, unreadable
from engine.ingest.reading.source import Source
from engine.ingest.reading.text import read_small
from engine.model.finding import Finding
from engine.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from engine.ingest.types import RawTable

SMALL_BYTES = 32 * MEGABYTE
"""Text up to this size is read row by row; larger text is left to one scan by the store."""


def read(
    paths: Sequence[Path],
    spool: Path,
    names: Mapping[Path, str] | None = None,
    *,
    hold_back: bool = False,
    or_else: str = "",
) -> tuple[RawTable, ...]:
    """
    Read files into tables of text, before anyone knows what they are.

    Parameters
    ----------
    paths : sequence of Path
        Files, in the order in which they are reported.
    spool : Path
        Folder for unpacked and mended copies; it must outlive the tables.
    names : mapping, optional
        What people call each file, where that is not the name on disk.
    hold_back : bool
        Hold back a file that cannot be read at all and go on with the others.
    or_else : str
        As in :func:`refuse_unreadable`.

    Returns
    -------
    tuple of RawTable
        One for each text file, sheet that holds something and archive member. What is empty,
        without a header or no table inside an archive has no columns and says so in a finding, as
        does one that has columns and no rows. A file that equals an earlier one is named there and
        not read again. One held back has an ``error`` finding of code ``UNREADABLE`` alone.

    Raises
    ------
    FileError
        If files cannot be read at all, and are not to be held back: missing, locked, damaged,
        over a limit, no table. The sentence names each of them.
    """
    called = names or {}
    sources = [Source(path, called.get(path, path.name)) for path in paths]
    opened = [_opened(source, spool) for source in sources]
    if any(_is_apart(leaf) for found in opened for leaf in found):
        prepare()
    tables: list[RawTable] = []
    for leaf, copies in _without_copies([leaf for found in opened for leaf in found]):
        first, *others = _read_leaf(leaf, spool) if isinstance(leaf, Source) else (leaf,)
        tables += [replace(first, findings=(*copies, *first.findings)), *others]
    if not hold_back:
        refuse_unreadable(tables, or_else)
    return tuple(map(headers_alone, tables))


def refuse_unreadable(tables: Sequence[RawTable], or_else: str = "") -> None:
    """
    Refuse files of which one cannot be read.

    Parameters
    ----------
    tables : sequence of RawTable
        Files as they were read.
    or_else : str
        What else a person could do than mend the file, where other files could be read.

    Raises
    ------
    FileError
        If any file was held back; the sentence names each of them.
    """
    held = [f for raw in tables for f in raw.findings if f.code == UNREADABLE]
    if held:
        hints = [*dict.fromkeys(finding.hint for finding in held)]
        if len(held) < len(tables) and or_else:
            hints.append(or_else)
        raise FileError(" ".join(finding.message for finding in held), " ".join(hints))


def _opened(source: Source, spool: Path) -> tuple[Source | RawTable, ...]:
    """The file itself, what an archive holds, or why it cannot be opened."""
    try:
        return tuple(_leaves(source, spool))
    except FileError as error:
        return (unreadable(source, error.message, error.hint),)


def _leaves(source: Source, spool: Path) -> Iterator[Source]:
    """The file itself, or what an archive holds."""
    try:
        size = source.path.stat().st_size
    except OSError as error:
        raise FileError(
            f"{source.label} is not there or cannot be opened.", "Check its name and folder."
        ) from error
    if size > settings().limit_file_mb * MEGABYTE:
        raise FileError(
            f"{source.label} is larger than {settings().limit_file_mb:,} MB.",
            "Bring it in smaller parts, or raise EVENFIELD_LIMIT_FILE_MB.",
        )
    if recognise(source) is Format.ZIP:
        yield from unpack(source, spool)
    else:
        yield source


def _without_copies(
    leaves: Sequence[Source | RawTable],
) -> list[tuple[Source | RawTable, list[Finding]]]:
    """Each content once, with a finding for every copy of it; empty files are no copies."""
    sizes = Counter(leaf.path.stat().st_size for leaf in leaves if isinstance(leaf, Source))
    firsts: dict[str, tuple[Source, list[Finding]]] = {}
    once: list[tuple[Source | RawTable, list[Finding]]] = []
    for leaf in leaves:
        copies: list[Finding] = []
        if isinstance(leaf, Source):
            size = leaf.path.stat().st_size
            digest = _digest(leaf.path) if size and sizes[size] > 1 else leaf.path.as_posix()
            first, known = firsts.setdefault(digest, (leaf, copies))
            if known is not copies:
                known.append(_copy(leaf, first))
                continue
        once.append((leaf, copies))
    return once


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _copy(leaf: Source, first: Source) -> Finding:
    same = "came twice" if leaf.label == first.label else f"holds the same bytes as {first.label}"
    return Finding(
        "warning",
        "same_file",
        f"{leaf.label} {same} and was read once.",
        "Bring the file that was meant, if it was another.",
        examples=(leaf.label,),
    )


def _read_leaf(source: Source, spool: Path) -> tuple[RawTable, ...]:
    """Read one file that is no archive, or that is one inside an archive."""
    try:
        kind = recognise(source)
        if kind is Format.ZIP:
            raise NotATableError(
                f"{source.label} is an archive inside an archive and was not opened.",
                "Unpack it and bring its files.",
            )
        return _read_kind(source, kind, spool)
    except NotATableError as error:
        say = unread if source.member else unreadable
        return (say(source, error.message, error.hint),)
    except FileError as error:
        return (unreadable(source, error.message, error.hint),)


def _is_apart(leaf: Source | RawTable) -> bool:
    """Whether a file is read in the reading process, told by its first bytes."""
    if not isinstance(leaf, Source):
        return False
    try:
        return recognise(leaf) in APART
    except FileError:
        return False


def _read_kind(source: Source, kind: Format, spool: Path) -> tuple[RawTable, ...]:
    if kind in APART:
        return read_apart(source, kind, spool)
    is_small = source.path.stat().st_size <= SMALL_BYTES
    raw = read_small(source) if is_small else read_large(source, spool)
    return (replace(raw, findings=(*text_under_another_name(source), *raw.findings)),)
