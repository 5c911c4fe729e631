"""What every process would import and read is there before any is forked, and is no part of it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from engine.cli.main import parser
from engine.ingest.recognition import aliases
from pages import _shared
from tests.support.driver import draw_all, scan_once


def warm() -> None:
    """Import all that commands and pages import, and read what they read once."""
    parser()
    for table in aliases.tables().values():
        assert table.by_name
        assert table.by_meaning
    for module in walk_packages(_shared.__path__, f"{_shared.__name__}."):
        import_module(module.name)
    scan_once()
    draw_all()
