"""The name of a layout, by which a confirmed mapping is found again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from engine.ingest.recognition.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

_LENGTH = 16


def signature(columns: Sequence[str], profile: str) -> str:
    """Sixteen hexadecimal digits of the plain headers, in any order, and the product."""
    text = "\n".join([profile, *sorted(normalise(column) for column in columns)])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_LENGTH]
