"""The frame of every page: navigation, title, context line, view settings, refusals."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import designs, links, registry, session
from pages._shared.widgets import context, scheme
from pages._shared.widgets.refusal import refusals

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_FRAMED = "shell.framed"
_PICTURES = registry.FOLDER.parent / "data" / "pictures"
_NAME_IT = ("what_if", "quotas")
"""Pages whose levers redraw alone, and which name the scenario themselves."""
_STYLE = registry.FOLDER / "_shared" / "frame.css"
_PROJECTOR = registry.FOLDER / "_shared" / "projector.css"


def run() -> None:
    """Draw the frame and the page that the address asks for."""
    page = st.navigation(_navigation(), position="top")
    icon = str(_PICTURES / "icon.png")
    st.set_page_config(page_title=f"{page.title} · Evenfield", page_icon=icon, layout="wide")
    st.logo(icon, size="large")
    st.html(_STYLE)
    scheme.follow()
    st.session_state[_FRAMED] = True
    try:
        with refusals():
            page.run()
    finally:
        st.session_state[_FRAMED] = False
    with refusals():
        links.keep()


def begin_page(key: str, *, needs_data: bool = True) -> session.Session:
    """
    Start a page: frame it, title it with its question, and stop early if it has no data.

    Streamlit runs the first deep link after a server start straight from ``pages/`` without
    ``app.py``; handing over to :func:`run` makes that first visit look like any other.
    """
    if not st.session_state.get(_FRAMED):
        run()
        st.stop()
    designs.give_way()
    st.title(registry.ENTRY[key].question, anchor=False)
    with refusals():
        links.restore()
    state = context.resolve()
    if state.presenter:
        st.html(_PROJECTOR)
    if state.snapshot is not None:
        context.draw(state, names_scenario=key not in _NAME_IT)
    elif needs_data:
        st.info("There is no data here yet: open the sample company or load your extracts.")
        st.page_link(registry.ENTRY["start"].path, label="Go to Start")
        st.stop()
    return state


def _navigation() -> dict[str, list[StreamlitPage]]:
    groups = groupby(registry.present(), key=lambda page: page.group)
    return {group: [_page(page) for page in pages] for group, pages in groups}


def _page(page: registry.PageEntry) -> StreamlitPage:
    return st.Page(page.path, title=page.label, url_path=page.key, default=page.key == "start")
