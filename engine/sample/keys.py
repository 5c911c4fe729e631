"""Identifiers as the products give them: Salesforce's eighteen characters, HubSpot's numbers."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.sample.world import World

_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_CAPITALS = str.maketrans(_DIGITS, "0" * 10 + "1" * 26 + "0" * 26)
_CHECK = {f"{bits:05b}"[::-1]: sign for bits, sign in enumerate(string.ascii_uppercase + "012345")}
"""Sign that stands for five characters, by which of them are capital letters."""

ACCOUNT, OPPORTUNITY, STAGE_ENTRY, TASK, LEAD = "001", "006", "008", "00T", "00Q"
"""Salesforce's prefix of each kind of record."""
COMPANY, DEAL, ENGAGEMENT = 8_710_004_100, 15_204_771_300, 41_880_320_000
"""HubSpot's first record of each kind."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Identifier of each account and deal, in the order of the world's arrays."""

    accounts: tuple[str, ...]
    deals: tuple[str, ...]


def give_keys(world: World) -> Keys:
    """Number the records of each system in the order in which they were made."""
    deal_is_corrin = world.patches.is_corrin[world.deals.seat].tolist()
    return Keys(
        accounts=tuple(
            hubspot_id(COMPANY, number) if corrin else salesforce_id(ACCOUNT, number)
            for number, corrin in enumerate(world.accounts.is_corrin.tolist())
        ),
        deals=tuple(
            hubspot_id(DEAL, number) if corrin else salesforce_id(OPPORTUNITY, number)
            for number, corrin in enumerate(deal_is_corrin)
        ),
    )


def salesforce_id(prefix: str, number: int) -> str:
    """Eighteen characters: prefix, instance, counter, and three that check the case."""
    rest, counter = 100_000 + 3 * number, ""
    while rest:
        rest, digit = divmod(rest, len(_DIGITS))
        counter = _DIGITS[digit] + counter
    return checked(f"{prefix}Hp{counter:0>10}")


def checked(body: str) -> str:
    """
    Fifteen characters with the three that let case be lost.

    Notes
    -----
    Each check character stands for five others: its bits say which are capital letters.
    """
    capitals = body.translate(_CAPITALS)
    return body + _CHECK[capitals[:5]] + _CHECK[capitals[5:10]] + _CHECK[capitals[10:]]


def hubspot_id(first: int, number: int) -> str:
    """A record number; HubSpot leaves gaps."""
    return str(first + 7 * number)
