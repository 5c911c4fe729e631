"""Widgets that show what the session holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTHING = object()


def show(key: str, value: Any) -> None:
    """
    Set a keyed widget to a value before it is drawn.

    A widget that stands there already is left alone: setting it again would throw back a hand
    that has moved on while the script ran.
    """
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value


def if_chosen(key: str, take: Callable[[str], None]) -> None:
    """
    Take what a person chose among a few.

    A browser that is still drawing may answer for a choice with none, though one is required.
    """
    if st.session_state[key]:
        take(st.session_state[key])
