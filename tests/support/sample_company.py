"""The sample company, loaded once for all tests of a run, whichever worker asks first."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from engine.ingest.load import load
from engine.rooms import alone
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    import pytest

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "sample" / "tessaly.zip"


def copied(factory: pytest.TempPathFactory, folder: Path) -> Workspace:
    """Copy a workspace that the shipped extracts were loaded into, as a person would load them."""
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent  # a worker's own folder lies in that of the run
    made = run / "sample-company"
    made.mkdir(exist_ok=True)
    with alone(made):
        if not (made / "workspace").exists():
            load(Workspace(made / "on-the-way"), [SHIPPED])
            (made / "on-the-way").rename(made / "workspace")
    shutil.copytree(made / "workspace", folder)
    return Workspace(folder)
