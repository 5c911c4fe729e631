"""What a load noticed, and the rows it noticed it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

PEOPLE_WITHOUT_ID = "people_without_id"
"""Code of the finding that tells of people whose id is blank in a file that has ids."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth a look; only ``error`` keeps data from being used."""

    severity: Severity
    code: str
    message: str
    """What was noticed, a sentence with its count."""
    hint: str = ""
    """What to do about it, empty where nothing needs doing."""
    table: str = ""
    column: str = ""
    rows: int = 0
    examples: tuple[str, ...] = ()
    """Up to twenty row keys or values that it was noticed on."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be taken, kept to be mended."""

    line: int
    """Line in the file, the header being line 1 of a plain CSV."""
    column: str
    value: str
    reason: str
