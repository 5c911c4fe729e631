"""Numbers inside the sentences of findings."""

from __future__ import annotations

import math
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
    """Money at a glance, as everywhere on screen: ``USD 6.03 M``, ``USD 143 k``."""
    unit = f"{currency} " if currency else ""
    size, sign = abs(amount), "-" if amount < 0 else ""
    for scale, letter in ((1e9, " B"), (1e6, " M"), (1e3, " k")):
        if size >= max(scale, 1e5):
            digits = max(0, 2 - int(math.log10(size / scale)))
            return f"{sign}{unit}{size / scale:.{digits}f}{letter}"
    return f"{sign}{unit}{size:,.0f}"


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
