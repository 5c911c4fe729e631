"""Casts from words that occur in a column to the few words that a field takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.cast import CELL, Cast
from engine.ingest.loading.words import is_cancelled, outcome, word_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST_WORDS = 1_000
"""A column with more different values is no vocabulary; the rest stays unread."""

_CODES = {"won": "1", "lost": "2", "open": "0"}
WON, LOST = 1, 2
"""How an outcome is written in SQL; 0 is open."""


def words(vocabulary: Mapping[str, str], values: Iterable[str]) -> Cast:
    """Conversion of a column whose words mean one of a few; a word without meaning stays unread."""
    return _listed(values, lambda text: _quoted(word_of(vocabulary, text)), "NULL")


def outcomes(values: Iterable[str]) -> Cast:
    """Conversion of stages to 1 won, 2 lost, 0 open; a stage never seen before stays unread."""
    return _listed(values, lambda text: _CODES[outcome(text)], "NULL")


def cancelled(values: Iterable[str]) -> Cast:
    """Conversion of the states of orders to whether they are cancelled."""
    return _listed(values, lambda text: "true" if is_cancelled(text) else "false", "NULL")


def _listed(values: Iterable[str], meaning: Callable[[str], str], otherwise: str) -> Cast:
    """CASE over the values that occur, by what they mean."""
    groups: dict[str, list[str]] = {}
    for value in sorted(set(values))[:MOST_WORDS]:
        if code := meaning(value):
            groups.setdefault(code, []).append(_quoted(value))
    if not groups:
        return Cast(otherwise)
    cases = " ".join(
        f"WHEN {CELL} IN ({', '.join(found)}) THEN {code}" for code, found in groups.items()
    )
    return Cast(f"CASE {cases} ELSE {otherwise} END")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if text else ""
