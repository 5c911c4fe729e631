"""What the server does beside drawing pages: it says how the store is, and what went wrong."""

from __future__ import annotations

import logging
import pkgutil
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from engine import log
from engine.errors import EngineError
from engine.settings import settings
from engine.store.health import health
from engine.store.workspace import Workspace
from pages import _shared
from pages._shared import registry

if TYPE_CHECKING:
    from starlette.requests import Request

    from engine.store.health import Health

_UNAVAILABLE, _NOT_FOUND = 503, 404
_NOTHING_HERE = """<!DOCTYPE html>
<html lang="en"><head><title>Not here · Evenfield</title></head>
<body><p>There is no page at this address. <a href="/">Go to Start</a></p></body></html>
"""


def import_what_pages_use() -> None:
    """Import what pages are made of, so that the first visitor does not wait four seconds."""
    for module in pkgutil.walk_packages(_shared.__path__, f"{_shared.__name__}."):
        import_module(module.name)


def told(error: Exception) -> bool:
    """Say that something went wrong under a number that finds its line in the log."""
    number = log.numbered("error", error)
    with st.container(border=True):
        st.markdown("**This part of the page could not be shown.**")
        st.text(
            "Something went wrong in Evenfield itself. What was saved and loaded is safe; load "
            "the page anew to go on."
        )
        st.text(f"Whoever runs Evenfield finds this in its log as error {number}.")
    return True


def store_health(_: Request) -> JSONResponse:
    """Answer 200 where catalogue and newest snapshot can be read, 503 where one of them cannot."""
    if not settings().workspace.is_dir():  # asking makes none
        return JSONResponse({"store": "is not there"}, _UNAVAILABLE)
    try:
        found = _asked()
    except (EngineError, OSError, MemoryError) as error:
        log.fault("store does not answer", error)
        return JSONResponse({"store": "does not answer"}, _UNAVAILABLE)
    if found.broken:
        return JSONResponse({"store": "newest snapshot does not open"}, _UNAVAILABLE)
    return JSONResponse({"store": "answers", "snapshots": found.snapshots})


def nothing_below(_: Request) -> HTMLResponse:
    """Answer an address below a page's, where a browser would be left before an empty screen."""
    return HTMLResponse(_NOTHING_HERE, _NOT_FOUND)


def _asked() -> Health:
    chosen = settings()
    house = Workspace(chosen.workspace, chosen.catalogue, chosen.limit_memory_mb)
    with closing(house.catalogue):
        return health(house, newest_only=True)


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a line of Streamlit's is not the one that :func:`told` writes without its message."""
    return record.exc_info is None


ROUTES = [
    Route("/health", store_health),
    *(Route(f"/{page.key}/{{below}}", nothing_below) for page in registry.present()),
]
logging.getLogger("streamlit.error_util").addFilter(_is_ours)
