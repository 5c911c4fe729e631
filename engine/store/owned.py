"""The condition that keeps the deals of some people, and its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

OWNED = "($everyone OR owner_id IN (SELECT UNNEST(CAST($owners AS VARCHAR[]))))"
"""Whether a deal belongs to one of the people asked for; needs $everyone, $owners."""


def owned(owners: Sequence[str] | None) -> dict[str, Any]:
    """Parameters of :data:`OWNED`; ``None`` keeps every deal, also those nobody owns."""
    return {"everyone": owners is None, "owners": list(owners or ())}
