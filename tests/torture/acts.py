"""What people go on doing while something is wrong, and what each is told."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from io import StringIO
from typing import TYPE_CHECKING

from streamlit import config
from streamlit.testing.v1 import AppTest

from engine.cli.main import main
from engine.errors import EngineError, from_machine
from engine.jobs.pool import Jobs
from engine.settings import settings
from engine.store.workspace import Workspace
from pages._shared import registry, spool
from tests.architecture.source import ROOT
from tests.torture import moments
from tests.torture.child import forked
from tests.torture.disk import lift_limit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Act = Callable[[Path], int]

DONE, LOOK, TOLD = 0, 1, 2


def save(home: Path) -> int:
    """Save a new scenario."""
    Workspace(home / "w").catalogue.save_scenario("Under fault", "scenario: 1\nname: x\n", "b" * 16)
    return DONE


def upload(home: Path) -> int:
    """Keep what a browser sends."""
    content = (home / "second.csv").read_bytes()
    with Workspace(home / "w").spool() as room:
        spool.keep([moments.Brought("deals.csv", content)], room.path)
    return DONE


def search(home: Path) -> int:
    """Ask for a search whose folder is on the disk of the workspace, and stop it."""
    tempfile.tempdir = str(home / "w")
    jobs = Jobs()
    name = jobs.submit(moments.SOLVE, {"folder": "absent"})
    jobs.cancel(name)
    while not (status := jobs.status(name)) or not status.is_over:
        time.sleep(0.01)
    if status.state == "done" or not status.message:
        raise AssertionError(f"the search is {status.state} and says “{status.message}”")
    return DONE


def page(key: str) -> Act:
    """Open a page of the app."""

    def visit(home: Path) -> int:
        os.environ["EVENFIELD_WORKSPACE"] = str(home / "w")
        settings.cache_clear()
        config.set_option("runner.enforceSerializableSessionState", False)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
        shown = app if key == "start" else app.switch_page(f"pages/{key}.py").run()
        for error in shown.exception:
            print("Traceback on the page:", error.value, file=sys.stderr)
        if [title.value for title in shown.title] != [registry.ENTRY[key].question]:
            print(f"Traceback: {key} has no title", file=sys.stderr)
        return DONE

    return visit


ACTS: dict[str, Act] = {
    "health": lambda home: main(["health", str(home / "w")]),
    "baseline": lambda home: main(["baseline", str(home / "w")]),
    "load": moments.load,
    "save": save,
    "upload": upload,
    "search": search,
    "export": lambda home: main(moments.rebalancing(home)),
    "backup": lambda home: main(["backup", str(home / "w"), str(home / "out" / "b.zip")]),
}
PAGES: dict[str, Act] = {f"page {one.key}": page(one.key) for one in registry.present()}


def fault_in(act: Act, home: Path, paper: Path, begin: Callable[[], None]) -> str:
    """
    Do something in a process of its own; how it broke, empty where it was done or told.

    Told is what the command line and the pages tell: one sentence for what the engine or the
    machine refuses. Anything else that is raised is a fault.
    """
    status = forked(lambda: _told(act, home, paper, begin)) >> 8
    said = paper.read_text(encoding="utf-8", errors="replace").strip()
    if "Traceback" in said or status not in (DONE, LOOK, TOLD):
        return f"ends with {status}: {said[-400:]}"
    if status == TOLD and (not said or "\n" in said):
        return f"is told in {len(said.splitlines())} lines: {said[:400]}"
    return ""


def _told(act: Act, home: Path, paper: Path, begin: Callable[[], None]) -> int:
    os.dup2(os.open(paper, os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 2)
    said, sys.stderr = sys.stderr, StringIO()  # a full disk may not take what is said of it
    begin()
    try:
        return act(home)
    except EngineError as error:
        print(error, file=sys.stderr)
    except (OSError, MemoryError) as error:
        print(from_machine(error), file=sys.stderr)
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        said, sys.stderr = sys.stderr, said
        lift_limit()
        os.write(2, said.getvalue().encode())
    return TOLD
