"""Archives, workbooks and Parquet files to be made wrong, inside and out."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.torture.mutations import BINARY, TEXT, mutated

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

XLS = Path(__file__).parents[1] / "unit" / "ingest" / "reading" / "fixtures" / "deals.xls"

MEGABYTE = 1_000_000
NAMES = (
    "../outside.csv",
    "/etc/cron.d/x",
    "..\\outside.csv",
    "C:\\outside.csv",
    "a/../../b.csv",
    "nul\0l.csv",
    "x" * 4_000 + ".csv",
    ".hidden.csv",
    "__MACOSX/deals.csv",
    "deals.csv/",
    "\u202efdp.csv",
    "<script>.csv",
    "=1+1.csv",
    "deals.csv",
)
"""Names that members may not have, or that must not do anything."""


def packed(
    members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, kind: int = 0
) -> bytes:
    """A ZIP archive; ``kind`` is the file type that Unix notes beside a member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name.replace("\0", "") or "x")
            info.compress_type, info.external_attr = method, kind << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def archive(chance: random.Random, texts: Sequence[bytes]) -> bytes:
    """An archive of extracts that was damaged, or that somebody made to do harm."""
    odd = chance.choice((_named_oddly, _linked, _bomb, _lying, _nested, _crowded, _flagged))
    if chance.random() < 0.4:
        return odd(chance, texts)
    members = [(f"{n}.csv", chance.choice(texts)) for n in range(chance.randrange(1, 4))]
    if chance.random() < 0.5:
        members[0] = (members[0][0], mutated(chance, texts, TEXT))
        return packed(members)
    return mutated(chance, [packed(members)], BINARY)


def _named_oddly(chance: random.Random, texts: Sequence[bytes]) -> bytes:
    return packed([("fine.csv", texts[0]), (chance.choice(NAMES), chance.choice(texts))])


def _linked(chance: random.Random, _texts: Sequence[bytes]) -> bytes:
    kind = chance.choice((stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR)) | 0o777
    return packed([("deals.csv", b"/etc/passwd")], kind=kind)


def _bomb(chance: random.Random, _texts: Sequence[bytes]) -> bytes:
    """Little that unpacks to much: zeros, or a header and one line a hundred thousand times."""
    much = chance.choice((60, 15)) * MEGABYTE
    filled = chance.choice((b"\0", b"Id,Amount\n", b"a,", b"\n", b'"'))
    return packed([("deals.csv", filled * (much // len(filled)))])


def _lying(chance: random.Random, texts: Sequence[bytes]) -> bytes:
    """Sizes and offsets in the directory that are not so."""
    data = bytearray(packed([("deals.csv", chance.choice(texts))]))
    field = chance.choice((10, 16, 20, 24, 28, 30, 32, 42))
    at = data.find(b"PK\x01\x02") + field
    struct.pack_into("<I", data, at, chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 65_536)))
    return bytes(data)


def _nested(chance: random.Random, texts: Sequence[bytes]) -> bytes:
    inner = packed([("deals.csv", chance.choice(texts))])
    for _ in range(chance.choice((1, 20))):
        inner = packed([("inner.zip", inner)])
    return inner


def _crowded(chance: random.Random, texts: Sequence[bytes]) -> bytes:
    members = [(f"{n}.csv", texts[0][:40]) for n in range(chance.choice((50, 201, 2_000)))]
    return packed(members, zipfile.ZIP_STORED)


def _flagged(chance: random.Random, texts: Sequence[bytes]) -> bytes:
    """Locked, or packed by a method that is not ours."""
    data = bytearray(packed([("deals.csv", chance.choice(texts))]))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign) + flags
        struct.pack_into("<HH", data, at, chance.choice((0, 1, 8)), chance.choice((1, 9, 12, 99)))
    return bytes(data)


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook of two sheets with numbers, a formula, a date and an empty sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("Deals")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 2, "=50+50", None, 100)
        notes = book.add_worksheet("Notes")
        notes.write(3, 3, "nothing here")
        book.add_worksheet("Empty")
    return buffer.getvalue()


def mangled(chance: random.Random, books: Sequence[bytes]) -> bytes:
    """A workbook damaged as a file, or whole as an archive with damage in one part."""
    data = chance.choice(books)
    if chance.random() < 0.35:
        return mutated(chance, books, BINARY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    parts = [n for n, (name, _) in enumerate(members) if name.startswith("xl/")]
    at = chance.choice(parts)
    name, content = members[at]
    members[at] = (name, _xml(chance, content))
    return packed(members, zipfile.ZIP_STORED)


_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 500 + b'"><!ENTITY b "' + b"&a;" * 500 + b'">]>'


def _xml(chance: random.Random, content: bytes) -> bytes:
    """One part of a workbook with what no spreadsheet would write."""
    huge = chance.choice((b"1048577", b"99999999999", b"-1", b"XFD1048576", b"ZZZZZ99"))
    swaps = (
        (b"?>", b"?>" + _ENTITIES),
        (b"<v>0</v>", b"<v>" + huge + b"</v>"),
        (b"<v>", b"<v>&b;"),
        (b'r="1"', b'r="' + huge + b'"'),
        (b'r="A1"', b'r="' + huge + b'"'),
        (b'ref="A1:', b'ref="A1:' + huge + b":"),
        (b'count="', b'count="9'),
        (b't="s"', b't="' + chance.choice((b"b", b"d", b"e", b"str", b"inlineStr", b"?")) + b'"'),
        (b"<row", b"<row>" * 50 + b"<row"),
        (b"</row>", b""),
    )
    old, new = chance.choice(swaps)
    if old in content and chance.random() < 0.6:
        return content.replace(old, new, chance.choice((1, -1)))
    return mutated(chance, [content], TEXT)


def parquet(rows: Sequence[Sequence[str]], compression: str) -> bytes:
    """A Parquet file of texts, numbers, a nested column and a missing value."""
    head, *body = rows
    columns = dict(zip(head, map(list, zip(*body, strict=True)), strict=True))
    table = pa.table(
        {
            **columns,
            "Amount": [float(amount) for amount in columns["Amount"][:-1]] + [None],
            "Contacts": [[{"name": "x"}]] * len(body),
        }
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression=compression, row_group_size=max(1, len(body) // 2))
    return buffer.getvalue()


def footer(chance: random.Random, files: Sequence[bytes]) -> bytes:
    """A Parquet file damaged anywhere, or in the description at its end, its length kept true."""
    data = chance.choice(files)
    if chance.random() < 0.4:
        return mutated(chance, files, BINARY)
    length = int.from_bytes(data[-8:-4], "little")
    start = len(data) - 8 - length
    changed = mutated(chance, [data[start:-8]], BINARY)
    return data[:start] + changed + len(changed).to_bytes(4, "little") + b"PAR1"
