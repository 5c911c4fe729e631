"""Addresses of the app, and the scenarios that links point to, taken as a visit takes them."""

from __future__ import annotations

import hashlib
import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = [
    b"s=0123456789abcdef&period=FY2025&snapshot=0123456789abcdef&presenter=true",
    b"by=region&group=West&period=FY2025-Q2",
    b"by=manager&group=0123456789ab&period=all&s=",
    b"period=2025-03&presenter=false&metric=median_attainment&look=data",
    b"snapshot=../../catalogue&s=%00&period=%3Cb%3E&by=%F0%9F%98%80&group=%ED%A0%80",
]


def asked(data: bytes, _folder: Path, _name: str) -> None:
    """Take up an address, then bring it up to date."""
    pairs = parse_qsl(data.decode("latin-1"), errors="replace", keep_blank_values=True)
    _visit(dict(pairs[:1_000]))


def followed(data: bytes, _folder: Path, _name: str) -> None:
    """Follow a link to a scenario that another hand wrote into the catalogue."""
    from pages._shared import runs

    levers_id = hashlib.sha256(data).hexdigest()[:16]
    runs.workspace().catalogue.share(levers_id, data.decode("utf-8", "replace"))
    _visit({"s": levers_id, "period": "FY2025"})


def _visit(query: dict[str, str]) -> None:
    """A visit that begins at an address, without a browser and without a page."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it misses its own runner
    from pages._shared import links, session

    screen = SimpleNamespace(query_params=query, session_state={})
    links.st = session.st = screen
    links.restore()
    links.keep()
    state = session.load()
    assert set(screen.session_state) == {"session"}, sorted(screen.session_state)
    assert len(state.period) < 20, state.period
