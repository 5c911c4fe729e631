"""Charts in the colours of the screen, also when it turns dark or light while a page is open."""

from __future__ import annotations

import streamlit as st

_KEY = "frame.scheme"
_CLASS = "st-key-frame-scheme"
_FOLLOW = f"""
<style>.{_CLASS} {{ display: none; }}</style>
<script>
if (!window.evenfieldScheme) {{
  window.evenfieldScheme = window.matchMedia("(prefers-color-scheme: dark)");
  window.evenfieldScheme.addEventListener("change", () =>
    document.querySelector(".{_CLASS} button")?.click());
}}
</script>
"""


def follow() -> None:
    """
    Run the page again when the browser's colours change.

    Streamlit repaints its own elements by itself; a chart's colours are in its spec, which is
    made here. A button that nobody sees is pressed, since the browser has no other way to ask.
    """
    st.html(_FOLLOW, unsafe_allow_javascript=True)
    st.button("Draw again in the screen's colours", key=_KEY)
