"""Numbers inside the sentences of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def percent(share: float) -> str:
    """Share as whole percent."""
    return f"{100 * share:z.0f} %"


def to(lo: float, hi: float, digits: int = 2) -> str:
    """Ends of an interval."""
    return f"{lo:z.{digits}f} to {hi:z.{digits}f}"


def percents(lo: float, hi: float) -> str:
    """Ends of an interval of shares."""
    return f"{100 * lo:z.0f} to {100 * hi:z.0f} %"


def signed(number: float, digits: int = 2) -> str:
    """Number with its sign; what rounds to nil has none."""
    text = f"{number:+.{digits}f}"
    return text if text.strip("+-0.") else text[1:]


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
