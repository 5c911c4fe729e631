"""How often Python looks for garbage that only its cycle collector finds."""

from __future__ import annotations

import gc

_YOUNG = 50_000
"""Objects made since the last look before the next; Python's own 700 suits small programs."""


def collect_seldom() -> None:
    """
    Look for garbage in cycles less often; what is in no cycle goes at once as ever.

    The libraries here are half a million objects, none of them garbage. Looking through them all
    took 0.1 to 0.5 s several times while the app started, and once in most loads.
    """
    gc.set_threshold(_YOUNG, 10, 10)
