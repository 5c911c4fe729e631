"""Words that Tessaly's and Corrin's systems use for the same things about deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.sample.deals import LOST, OPEN, STAGES, WON
from engine.sample.products import CORRINS_SPELLING, PRODUCTS
from engine.sample.terms import PARTNERS

if TYPE_CHECKING:
    from engine.sample.world import World


class Words(NamedTuple):
    """How one system spells what a deal can be."""

    won: str
    lost: str
    types: tuple[str, str, str]
    products: tuple[str, ...]


SALESFORCE = Words(
    won="Closed Won",
    lost="Closed Lost",
    types=("New Business", "Expansion", "Renewal"),
    products=tuple(product.name for product in PRODUCTS),
)
HUBSPOT = Words(
    won="Closed won",
    lost="Closed lost",
    types=("New", "Expansion", "Renewal"),
    products=tuple(CORRINS_SPELLING.get(product.name, product.name) for product in PRODUCTS),
)


def stage(words: Words, state: int, reached: int) -> str:
    """Stage as the system shows it."""
    return {OPEN: STAGES[reached], WON: words.won, LOST: words.lost}[state]


def partner_names(world: World) -> list[str]:
    """Partner of each deal, blank without one."""
    region = world.patches.region[world.deals.seat].tolist()
    return [
        PARTNERS[where][number] if number >= 0 else ""
        for where, number in zip(region, world.terms.partner.tolist(), strict=True)
    ]
