"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.reading.formats import NotATableError
from engine.model.finding import Finding

if TYPE_CHECKING:
    from engine.ingest.reading.source import Source

UTF_8 = "utf-8"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x9f]")
_CONTROL_SHARE = 0.005
"""Share of control characters from which bytes are no text."""
_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file."""

    codec: str
    """Name for Python's codecs; ``utf-8-sig`` where a byte-order mark is to be skipped."""

    @property
    def is_utf_8(self) -> bool:
        """Whether it is UTF-8, with a byte-order mark or without."""
        return self.codec.startswith(UTF_8)

    @property
    def name(self) -> str:
        """Name for people."""
        return {"utf-8-sig": UTF_8, "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(
            self.codec, self.codec
        )


def detect_encoding(start: bytes, whole: bool, source: Source) -> Encoding:
    """
    Tell the encoding of a text from its first bytes.

    Parameters
    ----------
    start : bytes
        The beginning of the file.
    whole : bool
        Whether that is all of it; else its last character may be cut.
    source : Source
        The file, for the sentence.

    Raises
    ------
    NotATableError
        If the bytes are no text in any encoding read here.
    """
    codec = _marked(start) or _unmarked(start, whole)
    text = decode(start[:_LOOKED_AT], codec)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise NotATableError(
            f"{source.label} holds binary data, not text.",
            "Bring it as CSV, XLSX, XLS, Parquet or a ZIP of these.",
        )
    return Encoding(codec)


def decode(data: bytes, codec: str) -> str:
    """Decode bytes whose last character may be cut; what cannot be decoded is marked."""
    return codecs.getincrementaldecoder(codec)(errors="replace").decode(data)


def western(data: bytes) -> str:
    """CP1252, or Latin-1 where bytes occur that CP1252 leaves undefined."""
    return "cp1252" if _decodes(data, "cp1252", True) else "latin-1"


def encoding_findings(encoding: Encoding, source: Source) -> tuple[Finding, ...]:
    """Say where an encoding was guessed rather than declared or proved."""
    if encoding.codec not in ("cp1252", "latin-1"):
        return ()
    return (
        Finding(
            "note",
            "encoding_guessed",
            f"{source.label} is not UTF-8 and was read as Western European "
            f"({encoding.name.upper()}).",
            "If accented letters look wrong, export it again as UTF-8.",
        ),
    )


def _marked(start: bytes) -> str:
    """Encoding that a byte-order mark declares, empty without one."""
    return next((codec for mark, codec in _MARKS if start.startswith(mark)), "")


def _unmarked(start: bytes, whole: bool) -> str:
    if b"\0" in start[:_LOOKED_AT]:
        return _wide(start[:_LOOKED_AT])
    if _decodes(start, UTF_8, whole) or _cut_at_the_end(start):
        return UTF_8
    return western(start)


def _wide(start: bytes) -> str:
    """UTF-16 by where the zero bytes stand: behind plain letters or before them."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    lopsided = max(even, odd) > 10 * min(even, odd)
    return codec if lopsided and _decodes(start, codec, False) else "latin-1"


def _decodes(data: bytes, codec: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _cut_at_the_end(data: bytes) -> bool:
    """Whether only the very last character fails: the file was cut short inside it."""
    return _decodes(data, UTF_8, False) and not decode(data, UTF_8).isascii()
