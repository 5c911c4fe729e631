"""Escaped pieces of text on the page, drawn together as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import markup

if TYPE_CHECKING:
    from markupsafe import Markup


def draw(*parts: Markup) -> None:
    """Draw pieces under each other; bare text among them is escaped, nothing is left out."""
    together = markup.joined(parts)
    if together:
        st.html(together)
