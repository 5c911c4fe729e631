"""The condition that keeps the deals of some people, and its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def owned(owners: Sequence[str] | None) -> tuple[str, dict[str, Any]]:
    """
    Condition on ``owner_id`` and its parameters.

    ``None`` keeps every deal, also those nobody owns, without reading the column.
    """
    if owners is None:
        return "TRUE", {}
    return "owner_id IN (SELECT UNNEST(CAST($owners AS VARCHAR[])))", {"owners": list(owners)}
