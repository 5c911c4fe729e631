"""Colours of everything drawn, in light and dark.

Every colour of a mark stands out at least 3 to 1 from its background, and the baseline and the
four scenario colours stay apart under the three common kinds of colour blindness; charts give
each scenario a mark of its own besides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours for one background; hashable, so that specs are built once for each."""

    background: str
    text: str
    """Axis titles, labels, rules and last year's thin mark."""
    baseline: str
    """If we carry on: grey on every chart."""
    scenarios: tuple[str, str, str, str]
    """The scenario beside the baseline first; then up to three more."""
    outside: str
    """What lies outside a band; such marks are drawn hollow besides."""
    band: str
    """Areas that mean "fits"."""
    scale: float = 1.0
    """Size of words and marks against those on a desk."""


LIGHT = Palette(
    background="#fbfaf8",
    text="#4a5056",
    baseline="#85898e",
    scenarios=("#0c8ccb", "#de6a10", "#a02cf5", "#965a3c"),
    outside="#c2185b",
    band="#dcebf3",
)
DARK = Palette(
    background="#14181b",
    text="#b9bfc4",
    baseline="#85898e",
    scenarios=("#0c8ccb", "#de6a10", "#a02cf5", "#965a3c"),
    outside="#f06292",
    band="#1b3544",
)


PROJECTED = 1.35
"""Size on a projector against that on a desk; ``projector.css`` sets the page's own words."""


def palette(kind: str | None, *, projected: bool = False) -> Palette:
    """Palette for the browser's theme, ``light`` unless it says ``dark``."""
    chosen = DARK if kind == "dark" else LIGHT
    return replace(chosen, scale=PROJECTED) if projected else chosen
