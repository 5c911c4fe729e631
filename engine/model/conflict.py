"""Why rules cannot hold together, and the least that mends it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule that cannot hold as it stands."""

    rule: str
    """Lever that sets it, such as ``max_change``."""
    needs: float
    """The rule's number with which all would hold: a share, money or a count."""
    has: float
    """The rule's number."""
    least_relaxation: float
    """How far apart the two are."""
    sentence: str
    """The same in words."""
