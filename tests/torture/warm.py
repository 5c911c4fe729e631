"""What every process would import and read is there before any is forked, and is no part of it."""

from __future__ import annotations

from engine.cli.main import parser
from engine.ingest.recognition import aliases
from pages._shared import server
from tests.support.driver import scan_once


def warm() -> None:
    """Import all that commands and pages import, and read what they read once."""
    parser()
    for table in aliases.tables().values():
        assert table.by_name
        assert table.by_meaning
    server.import_what_pages_use()
    scan_once()
