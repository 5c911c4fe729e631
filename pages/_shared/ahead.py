"""What the first visitor would wait for, worked out when the server starts."""

from __future__ import annotations

from threading import Thread

from engine import log
from engine.errors import EngineError
from engine.model.scenario import Scenario
from engine.settings import settings
from pages._shared import drafting, runs
from pages._shared.session import Session


def open_the_newest() -> None:
    """Count and play through the newest data in the background, where there are some."""
    if settings().work_ahead and settings().workspace.is_dir():  # asking for a workspace makes one
        Thread(target=_open, daemon=True).start()


def _open() -> None:
    try:
        if newest := runs.workspace().newest():
            seen = Session(snapshot=newest)
            runs.last_year(seen)
            runs.compared(seen, (Scenario(drafting.NAME),))
    except (EngineError, OSError, MemoryError) as error:
        log.fault("not opened ahead", error)  # whoever opens it is told why
