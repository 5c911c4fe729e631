"""How often Python looks for garbage that only its cycle collector finds."""

from __future__ import annotations

import gc

_YOUNG = 50_000
"""Objects made since the last look before the next; Python's own 700 suits small programs."""
_YOUNG_OF_A_SERVER = 5_000
"""The same while people wait for each answer: a look at so many takes 4 ms, at ten times 40."""


def collect_seldom() -> None:
    """
    Look for garbage in cycles less often; what is in no cycle goes at once as ever.

    The libraries here are half a million objects, none of them garbage. Looking through them all
    took 0.1 to 0.5 s several times while the app started, and once in most loads.
    """
    gc.set_threshold(_YOUNG, 10, 10)


def set_aside_what_is_loaded() -> None:
    """
    Look for garbage in small bites, and no more among what stands now.

    For a server, once all that it uses is imported: an answer that a long look falls into is late.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG_OF_A_SERVER, 10, 10)
