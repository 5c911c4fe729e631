"""The parameters by which the query modules name a span of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.model.period import ALL

if TYPE_CHECKING:
    from engine.model.period import Period


def span(period: Period) -> dict[str, Any]:
    """First and last day of a period, as query parameters."""
    return {"first": period.first, "last": period.last}


def whole(period: Period) -> bool:
    """Whether the whole history is asked, where only quota periods with closed deals count."""
    return period.label == ALL
