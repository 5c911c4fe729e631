"""What is sold: five products, one of which shipped late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.days import day_of, quarter_start
from engine.sample.deals import LOST, NEW, OPEN, RENEWAL, WON

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Ints
    from engine.sample.deals import Deals


@dataclass(frozen=True, slots=True)
class Product:
    """One line of the catalogue."""

    product_id: str
    name: str
    family: str
    list_price: int
    margin: float
    launched: date


PRODUCTS = (
    Product("TS-100", "Pulse Monitor", "Pulse", 6_400, 0.78, date(2016, 3, 1)),
    Product("TS-140", "Pulse Edge", "Pulse", 9_800, 0.71, date(2019, 9, 3)),
    Product("TS-200", "Signal Analytics", "Signal", 14_500, 0.84, date(2021, 5, 18)),
    Product("CD-010", "Corrin Insight", "Corrin", 7_900, 0.80, date(2018, 1, 15)),
    Product("TS-300", "Atlas", "Atlas", 38_000, 0.82, date(2025, 9, 15)),
)
ATLAS = 4
CORRINS_SPELLING = {"Pulse Edge": "PulseEdge"}
"""How Corrin's people write a product of Tessaly's."""

_TESSALY_SHARES = (0.48, 0.31, 0.21, 0.0, 0.0)
_CORRIN_SHARES = (0.22, 0.22, 0.10, 0.46, 0.0)
_SOLD_EARLY = 0.2e6
"""Atlas sold before it shipped, dollars."""
_SIZES = (12_000, 160_000)
"""Smallest and largest deal with Atlas, dollars."""
_OPEN_SHARE = 0.06


def draw_products(seed: int, deals: Deals, is_corrin: Flags) -> Ints:
    """Draw the product of each deal; ``is_corrin`` says which are sold in Corrin's patches."""
    rng = stream(seed, "products")
    tessaly = rng.choice(len(PRODUCTS), is_corrin.size, p=_TESSALY_SHARES)
    corrin = rng.choice(len(PRODUCTS), is_corrin.size, p=_CORRIN_SHARES)
    product = np.where(is_corrin, corrin, tessaly)
    shipped = day_of(PRODUCTS[ATLAS].launched)
    planned = quarter_start(story.ATLAS_PLANNED_QUARTER)
    early = (deals.close >= planned) & (deals.close < shipped)
    sums = (_SOLD_EARLY, story.ATLAS_SOLD - _SOLD_EARLY)
    for window, dollars, rate in zip(
        (early, deals.close >= shipped), sums, story.ATLAS_WIN_RATES, strict=True
    ):
        won = _sell(rng, deals, window, dollars)
        product[won] = ATLAS
        lost = np.flatnonzero(window & (deals.state == LOST) & (deals.kind != RENEWAL))
        count = round(won.size * (1 - rate) / rate)
        product[rng.choice(lost, count, replace=False)] = ATLAS
    is_open = (deals.state == OPEN) & (deals.kind == NEW) & (rng.random(product.size) < _OPEN_SHARE)
    product[is_open] = ATLAS
    return product


def _sell(rng: np.random.Generator, deals: Deals, window: Flags, dollars: float) -> Ints:
    """Pick won new deals of a window that sum to so many dollars, or just below."""
    smallest, largest = _SIZES
    able = (deals.state == WON) & (deals.kind == NEW) & window
    able &= (deals.amount >= smallest) & (deals.amount <= largest)
    chosen, left = [], dollars
    for deal in rng.permutation(np.flatnonzero(able)).tolist():
        if deals.amount[deal] <= left:
            chosen.append(deal)
            left -= float(deals.amount[deal])
    return np.array(chosen, dtype=np.int64)
