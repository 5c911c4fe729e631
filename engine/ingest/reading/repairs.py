"""Ways of writing CSV that its readers do not know, brought to the one that they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.reading.records import split_lines
from engine.model.finding import Finding

if TYPE_CHECKING:
    from engine.ingest.reading.source import Source

_ESCAPED = re.compile(r'\\(["\\])')
_PROTECTED = re.compile(r'(^|[,;\t|])(?:="([^"\r\n]*)"|"=""([^"\r\n]*)""")(?=[,;\t|\r\n]|$)', re.M)
_WRAPPED = re.compile(r'"(?:[^"\r\n]|"")*"(?=[\r\n]*$)')
_BACKSLASH = re.compile(r'[^\\",;\t|\r\n]\\"[^,;\t|\r\n]')
_DOUBLED = re.compile(r'[^",;\t|\r\n]""[^",;\t|\r\n]')
_MOST = 0.9
"""Share of lines that must stand in quotation marks for all to be taken so."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What has to be changed in a text before its cells can be told apart."""

    wrapped: bool = False
    """Every line as a whole stands in quotation marks."""
    escaped: bool = False
    """Quotation marks inside cells are marked by a backslash instead of doubled."""
    protected: bool = False
    """Cells are written as formulas, ``="00501"``, to keep their zeros."""

    def __bool__(self) -> bool:
        return self.wrapped or self.escaped or self.protected

    def apply(self, text: str) -> str:
        """Mend a text of whole lines; every line stays on its line."""
        if self.wrapped:
            text = "".join(_unwrapped(line) for line in split_lines(text))
        if self.escaped:
            text = _ESCAPED.sub(lambda match: '""' if match[1] == '"' else "\\", text)
        if self.protected:
            text = _PROTECTED.sub(_as_text, text)
        return text

    def findings(self, source: Source) -> tuple[Finding, ...]:
        """Say what was changed."""
        said = {
            "wrapped_lines": (self.wrapped, "Every line stands in quotation marks as a whole"),
            "escaped_quotes": (self.escaped, "Quotation marks inside cells carry a backslash"),
            "formula_text": (self.protected, 'Cells are written as formulas (="00501")'),
        }
        return tuple(
            Finding("note", code, f"{sentence} in {source.label}; the text inside was taken.")
            for code, (present, sentence) in said.items()
            if present
        )


def needed(head: str) -> Repair:
    """Tell from a file's first lines what has to be mended in all of it."""
    lines = [line for line in split_lines(head)[:200] if line.strip()]
    quoted = [line for line in lines if _WRAPPED.fullmatch(line.rstrip("\r\n"))]
    divided = [line for line in quoted if re.search(r"[,;\t|]", line)]
    return Repair(
        wrapped=divided[:1] == lines[:1] and len(divided) >= max(2, _MOST * len(lines)),
        escaped='\\"' in head and bool(_BACKSLASH.search(head)) and not _DOUBLED.search(head),
        protected='="' in head and bool(_PROTECTED.search(head)),
    )


def _unwrapped(line: str) -> str:
    body = line.rstrip("\r\n")
    if not _WRAPPED.fullmatch(body):
        return line
    return body[1:-1].replace('""', '"') + line[len(body) :]


def _as_text(match: re.Match[str]) -> str:
    return f'{match[1]}"{match[2] if match[2] is not None else match[3]}"'
