"""Numbers, dates and foreign text as people read them; percent exists from here on only."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from engine.model.money import SPACE, UNITS, at_a_glance, signed

if TYPE_CHECKING:
    from datetime import date

    from engine.model.band import Band

MISSING = "—"
"""Shown where there is no number; never a zero."""

_CERTAIN = 0.995
_BREAKS = re.compile(r"[^\S\u00a0]+")
"""White space that may break a line; the space before a unit may not."""
_ANY_DIGIT = re.compile("[1-9]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>^&])")


def is_missing(value: float | None) -> bool:
    """Whether there is no number to show."""
    return value is None or math.isnan(value)


def sign(number: float) -> int:
    """Way of a change: 1 up, -1 down, 0 neither."""
    return (number > 0) - (number < 0)


def money(amount: float | None, currency: str = "USD") -> str:
    """Money at a glance: ``$4,750``, ``$143 k``, ``$9.73 M``."""
    if amount is None or math.isnan(amount):
        return MISSING
    return at_a_glance(amount, currency)


def money_like(amount: float, other: float, currency: str = "USD") -> str:
    """Money to the decimals of a larger amount in its unit: ``$6.2 M`` beside ``$92.0 M``."""
    text, like = money(amount, currency), money(other, currency)
    return _in_unit_of(like, amount, currency) if text[-1] == like[-1] else text


def money_ends(low: float, high: float, currency: str = "USD") -> tuple[str, str]:
    """Two ends of a range in the unit of the larger, unless one would read as nil in it."""
    like = money(max(abs(low), abs(high)), currency)
    first, second = (_in_unit_of(like, end, currency) for end in (low, high))
    if all(_ANY_DIGIT.search(end) for end in (first, second)):
        return first, second
    return money(low, currency), money(high, currency)


def _in_unit_of(like: str, amount: float, currency: str) -> str:
    """Money in the unit and to the decimals of a text of money; as ever where that has no unit."""
    for unit, letter in UNITS:
        if like.endswith(f"{SPACE}{letter}"):
            decimals = len(like.partition(".")[2].split(SPACE)[0])
            return signed(amount, currency, f"{abs(amount) / unit:,.{decimals}f}{SPACE}{letter}")
    return money(amount, currency)


def money_exact(amount: float | None, currency: str = "USD") -> str:
    """Money to the cent: ``$4,750.20``."""
    if amount is None or math.isnan(amount):
        return MISSING
    return signed(amount, currency, f"{abs(amount):,.2f}")


def percent(share: float | None, decimals: int = 0) -> str:
    """Share as percent: 0.964 is ``96 %``."""
    if share is None or math.isnan(share):
        return MISSING
    return f"{share * 100:z,.{decimals}f}{SPACE}%"


def chance(share: float | None) -> str:
    """Probability from possible years, which are too few to show that a thing is impossible."""
    if share is not None and share < 1 - _CERTAIN:
        return f"below {percent(0.01)}"
    return f"above {percent(0.99)}" if share is not None and share > _CERTAIN else percent(share)


def points(difference: float | None, decimals: int = 0) -> str:
    """Difference of two shares in points, never in percent: 0.07 is ``+7 pts``."""
    if difference is None or math.isnan(difference):
        return MISSING
    return f"{with_sign(difference * 100, decimals)}{SPACE}pts"


def percent_band(band: Band) -> str:
    """Range of a share, four times in five: ``41 to 53 %``."""
    return f"{band.p10 * 100:z,.0f} to {band.p90 * 100:z,.0f}{SPACE}%"


def points_band(band: Band, decimals: int = 0) -> str:
    """Range of a difference of shares: ``+5 to +13 pts``."""
    low, high = (with_sign(end * 100, decimals) for end in (band.p10, band.p90))
    return f"{low} to {high}{SPACE}pts"


def money_band(band: Band, currency: str = "USD") -> str:
    """Range of an amount: ``$13.4 M to $15.1 M``."""
    return " to ".join(money_ends(band.p10, band.p90, currency))


def ratio(value: float | None, decimals: int = 2) -> str:
    """Plain number: ``1.12``."""
    if value is None or math.isnan(value):
        return MISSING
    return f"{value:z,.{decimals}f}"


def count(number: float | None) -> str:
    """Whole number with thousands: ``8,800``."""
    if number is None or math.isnan(number):
        return MISSING
    return f"{number:,.0f}"


def amount(number: float | None) -> str:
    """Number without a unit, cents only where there are any: ``1,200`` or ``1,200.50``."""
    if number is None or math.isnan(number):
        return MISSING
    return f"{number:,.0f}" if number == round(number) else f"{number:,.2f}"


def counted(number: float, noun: str, plural: str = "") -> str:
    """Number with its noun: ``1 rep``, ``8,800 deals``."""
    return f"{count(number)}{SPACE}{noun if number == 1 else plural or noun + 's'}"


def day(value: date | None) -> str:
    """Date in words: ``31 Dec 2025``."""
    return MISSING if value is None else f"{value.day} {value:%b %Y}"


def sure(confidence: float, taken: bool) -> str:
    """How sure a recognised column is, in words."""
    if not taken:
        return "a suggestion, please check"
    return "certain" if confidence >= _CERTAIN else "sure"


def escape(text: str) -> str:
    """
    Text from a file, safe inside Markdown: nothing in it is formatted, linked or run.

    Line breaks become spaces, so that no file can start a block of its own.
    """
    flat = _BREAKS.sub(" ", text).strip(" ")
    return _MARKDOWN.sub(r"\\\1", flat).replace(":", ":\u2060")


def with_sign(number: float, decimals: int = 0) -> str:
    """Number with its sign; what rounds to nil has none."""
    text = f"{number:+,.{decimals}f}"
    return text if text.strip("+-0.") else text[1:]
