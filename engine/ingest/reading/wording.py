"""Counts in sentences."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """A number with its noun, one ``row`` or several ``rows``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
