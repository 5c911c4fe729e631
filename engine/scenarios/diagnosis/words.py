"""Numbers inside the sentences of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def percent(share: float) -> str:
    """Share as whole percent."""
    return f"{100 * share:.0f} %"


def to(lo: float, hi: float, digits: int = 2) -> str:
    """Ends of an interval."""
    return f"{lo:.{digits}f} to {hi:.{digits}f}"


def percents(lo: float, hi: float) -> str:
    """Ends of an interval of shares."""
    return f"{100 * lo:.0f} to {100 * hi:.0f} %"


def money(amount: float, currency: str) -> str:
    """Money in thousands or millions."""
    unit = f" {currency}" if currency else ""
    if abs(amount) >= 1e6:
        return f"{amount / 1e6:.1f} M{unit}"
    return f"{amount / 1e3:.0f} k{unit}" if abs(amount) >= 1e4 else f"{amount:,.0f}{unit}"


def day(when: date) -> str:
    """A day as people write it."""
    return f"{when.day} {when:%B %Y}"


def listed(names: Sequence[str]) -> str:
    """Names with commas and an and."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: int, noun: str) -> str:
    """Number with its noun; patches and reps and deals."""
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"1 {noun}" if number == 1 else f"{number:,} {plural}"
