"""Rows that a loader must turn away: real deals and events with one unreadable cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample.chance import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

UNREADABLE_AMOUNT = "tbc"

SALESFORCE_DEALS = (10, 6)
"""Won deals without a readable amount, and with an impossible close date."""
HUBSPOT_DEALS = (4, 3)
SALESFORCE_STAGES = 5
HUBSPOT_STAGES = 3
SALESFORCE_ACTIVITIES = 6
LEADS = 4
_IMPOSSIBLE = ((2025, 2, 30), (2024, 11, 31), (2025, 6, 31), (2024, 2, 30), (2025, 9, 31))


def american(turn: int) -> str:
    """A day that no calendar has, in Salesforce's spelling."""
    year, month, day = _IMPOSSIBLE[turn % len(_IMPOSSIBLE)]
    return f"{month}/{day}/{year}"


def iso(turn: int) -> str:
    """A day that no calendar has, in international spelling."""
    year, month, day = _IMPOSSIBLE[turn % len(_IMPOSSIBLE)]
    return f"{year}-{month:02d}-{day:02d}"


def spoil(
    seed: int,
    rows: list[list[str]],
    able: Sequence[int],
    cells: dict[int, list[str]],
    fresh: Sequence[str] = (),
) -> None:
    """
    Copy some of the able rows, spoil one cell of each copy and put the copies among the rows.

    ``cells`` says by column what is written over it, one copy for each text; ``fresh`` are
    the copies' identifiers for the first column, none to keep the old.
    """
    rng = stream(seed, f"dirt {rows[0][0]}")
    copies = []
    for column, texts in cells.items():
        for text in texts:
            copy = list(rows[able[int(rng.integers(len(able)))]])
            copy[column] = text
            copies.append(copy)
    for copy, identifier in zip(copies, fresh, strict=False):
        copy[0] = identifier
    for copy in copies:
        rows.insert(int(rng.integers(len(rows))), copy)
