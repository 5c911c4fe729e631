"""What a person decides against a territory design: kept in order, each undone as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[str, str]
"""Account and patch."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision about accounts of a design that was on the screen."""

    search: str
    """Name of the search whose design was looked at."""
    point: int
    """Point of the frontier at which it stood."""
    pairs: tuple[Pair, ...]
    together: bool
    """Whether the accounts get these patches, or must not get them."""


def decided(choices: Sequence[Choice]) -> tuple[dict[str, str], tuple[Pair, ...]]:
    """
    What holds after all choices; a later one takes the place of an earlier one it contradicts.

    Returns
    -------
    (dict, tuple)
        Patch that an account must have, and pairs that must not be.
    """
    pinned: dict[str, str] = {}
    apart: dict[Pair, None] = {}
    for choice in choices:
        for account, seat in choice.pairs:
            if choice.together:
                pinned[account] = seat
                apart.pop((account, seat), None)
            else:
                apart[(account, seat)] = None
                if pinned.get(account) == seat:
                    del pinned[account]
    return pinned, tuple(apart)
