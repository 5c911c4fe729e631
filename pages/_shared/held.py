"""Which snapshots the workspace holds, and why those that it should hold cannot be opened."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from engine.errors import StoreError
from pages._shared import runs

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot


def refused(fingerprint: str) -> str:
    """Why a snapshot cannot be opened, empty where it can; costs nothing once it is open."""
    try:
        if runs.workspace().has(fingerprint):
            runs.snapshot(fingerprint)
        else:
            runs.workspace().open(fingerprint)
    except StoreError as error:
        return str(error)
    return ""


def newest() -> str | None:
    """Fingerprint of the latest load that can be opened, ``None`` before the first."""
    return next((name for name in _loaded() if not refused(name)), None)


def latest_refused() -> str:
    """Why the latest load cannot be opened, empty where it can or there is none."""
    return next((refused(name) for name in _loaded()), "")


def snapshots(limit: int) -> tuple[Snapshot, ...]:
    """What the workspace holds and can open, newest load first, each once."""
    whole = (runs.snapshot(name) for name in _loaded() if not refused(name))
    return tuple(islice(whole, limit))


def broken(limit: int) -> tuple[str, ...]:
    """Why recorded loads cannot be opened, a sentence each, the latest first."""
    return tuple(islice(filter(None, map(refused, _loaded())), limit))


def _loaded() -> tuple[str, ...]:
    """Fingerprints of all loads, latest first, each once."""
    return tuple(dict.fromkeys(runs.workspace().catalogue.loads()))
