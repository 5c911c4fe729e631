"""Widgets that show what the session holds."""

from __future__ import annotations

from typing import Any

import streamlit as st

_NOTHING = object()


def show(key: str, value: Any) -> None:
    """
    Set a keyed widget to a value before it is drawn.

    A widget that stands there already is left alone: setting it again would throw back a hand
    that has moved on while the script ran.
    """
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value
