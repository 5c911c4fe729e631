"""Where bytes come from, in the words of the person who brought them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk with the name that a person knows it by."""

    path: Path
    file: str
    """Name of the file that was brought."""
    member: str = ""
    """Name within the archive it came in, empty for a plain file."""

    @property
    def label(self) -> str:
        """How sentences call it."""
        return f"{self.member} in {self.file}" if self.member else self.file


def spool_file(spool: Path, suffix: str) -> Path:
    """A new empty file in the spool, under a name that nothing from outside has a say in."""
    with tempfile.NamedTemporaryFile(dir=spool, suffix=suffix, delete=False) as file:
        return Path(file.name)
