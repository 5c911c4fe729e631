"""What is printed, with characters that would act on the terminal or turn text around made seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.metrics.registry import METRIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""Control characters but tab and line feed, marks of direction, and blanks without width."""


class Plain:
    """
    A text stream that writes hidden characters as ``\\u001b``, which JSON reads back as they were.

    Names of files, headers and cells come from anywhere and end up in sentences.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; its own length, as files answer."""
        self._stream.write(_HIDDEN.sub(_escaped, text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def one_line(text: object) -> str:
    """Text whose line ends are written out, so that a cell cannot begin a line of its own."""
    return str(text).replace("\r", "\\r").replace("\n", "\\n")


def not_available(missing: Mapping[str, Sequence[str]]) -> list[str]:
    """
    What a person reads of figures that cannot be given.

    Parameters
    ----------
    missing : mapping
        What would bring figures → registry keys of the figures.

    Returns
    -------
    list of str
        Lines with a title, or none where all is there.
    """
    if not missing:
        return []
    lines = ["", "Not available"]
    for why, keys in missing.items():
        labels = "; ".join(METRIC[key].label if key in METRIC else key for key in keys)
        lines.append(f"  {why}\n    Needed for: {labels}.")
    return lines


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
