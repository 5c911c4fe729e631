"""The only bridge from the pages to the engine, and the only place that caches.

Every key is whole: the data by fingerprint, the levers by id, the period, the slice, draws,
seed, what the person may see, and the engine's version. What is cached is frozen or read-only,
so it is shared and never copied.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from engine.scenarios.files import parse_scenario, scenario_text
from engine.settings import settings
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from engine.model.scenario import Scenario
    from engine.model.snapshot import Snapshot
    from engine.store.warehouse import Warehouse

DRAWS = 1_000
SEED = 0


@st.cache_resource(max_entries=4, show_spinner=False)
def _workspace(folder: Path, catalogue: str, memory_mb: int) -> Workspace:
    return Workspace(folder, catalogue, memory_mb)


def workspace() -> Workspace:
    """Workspace of this process, from the settings."""
    chosen = settings()
    return _workspace(chosen.workspace.resolve(), chosen.catalogue, chosen.limit_memory_mb)


@st.cache_resource(max_entries=16, show_spinner=False)
def _warehouse(folder: Path, fingerprint: str) -> Warehouse:
    return workspace().open(fingerprint)


def warehouse(fingerprint: str) -> Warehouse:
    """Read-only door to one snapshot."""
    return _warehouse(workspace().folder, fingerprint)


def snapshot(fingerprint: str) -> Snapshot:
    """What is known about one snapshot."""
    return warehouse(fingerprint).snapshot


def newest() -> str | None:
    """Fingerprint of the workspace's latest load, ``None`` before the first."""
    return workspace().newest()


def snapshots(limit: int) -> tuple[Snapshot, ...]:
    """What the workspace holds, newest load first, each once."""
    house = workspace()
    there = [name for name in dict.fromkeys(house.catalogue.loads()) if house.has(name)]
    return tuple(snapshot(name) for name in there[:limit])


@st.cache_resource(
    max_entries=1,
    scope="session",
    show_spinner=False,
    on_release=TemporaryDirectory.cleanup,
)
def _spool() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="evenfield-")


def spool_folder() -> Path:
    """Folder of this visit's uploads; it goes when the visit ends."""
    return Path(_spool().name)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _share(folder: Path, levers_id: str, _scenario: Scenario) -> str:
    workspace().catalogue.share(levers_id, scenario_text(_scenario))
    return levers_id


def share(scenario: Scenario) -> str:
    """Keep a scenario's levers in the catalogue so that a link can carry their id."""
    return _share(workspace().folder, scenario.levers_id(), scenario)


def shared(levers_id: str) -> Scenario | None:
    """Scenario that a link points to, ``None`` where this workspace has none by that id."""
    text = workspace().catalogue.shared(levers_id)
    return None if text is None else parse_scenario(text, source="The link's scenario")
