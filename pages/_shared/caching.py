"""Results kept for everybody who looks at the same thing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable


def cached(
    entries: int, spinner: str | bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Keep a function's latest results, under all of its arguments.

    Streamlit's cache computes each once, however many ask at the same time, and says what takes
    long; it hashes its key anew at each question. A plain cache before it answers those that
    were answered before, which a page asks a dozen times at each move of a slider.

    Parameters
    ----------
    entries : int
        Results kept, the latest asked for.
    spinner : str or bool
        What is said while a result is computed.
    """

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        computed = st.cache_resource(max_entries=entries, show_spinner=spinner)(function)
        return lru_cache(maxsize=entries)(computed)

    return keep
