"""Money at a glance, in one way on every page and in every sentence."""

from __future__ import annotations

import math

SPACE = "\u00a0"
"""Stands before a unit; no line breaks there."""
UNITS = ((1e9, "B"), (1e6, "M"), (1e3, "k"))
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def at_a_glance(amount: float, currency: str) -> str:
    """Money to three digits: ``$4,750``, ``$143 k``, ``$9.73 M``."""
    size = abs(amount)
    for unit, letter in UNITS:
        if size >= 0.99995 * unit and size >= 1e5:
            return signed(amount, currency, f"{_three_digits(size / unit)}{SPACE}{letter}")
    return signed(amount, currency, f"{size:,.0f}")


def signed(amount: float, currency: str, text: str) -> str:
    """The digits of an amount with its sign and currency; what reads as nil has no sign."""
    sign = "-" if amount < 0 and text.strip("0.") else ""
    symbol = _SYMBOLS.get(currency, f"{currency}{SPACE}" if currency else "")
    return f"{sign}{symbol}{text}"


def _three_digits(size: float) -> str:
    decimals = max(0, 2 - int(math.log10(size))) if size >= 1 else 2
    return f"{size:,.{decimals}f}"
