"""Territory designs of scenarios: each made once, in the background, for everybody who looks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from engine import __version__
from engine.errors import LeverError
from engine.scenarios.coming import redesign_job
from engine.settings import settings
from pages._shared import designs, dials
from pages._shared.caching import cached

if TYPE_CHECKING:
    from engine.model.territory_levers import TerritoryLevers
    from engine.scenarios.coming.redesign import Redesign

PATIENCE = 0.2
"""Seconds that a page waits before it says that a search runs: what is known comes at once."""

_FUNCTION = "engine.scenarios.coming.redesign_job.run"


def unfinished(folder: str, fingerprint: str, levers: TerritoryLevers) -> bool:
    """Whether a design that the levers ask for is still to come; its search is started."""
    if levers.design == "keep":
        return False
    name = search(folder, fingerprint, levers)
    return designs.wait(name, PATIENCE) != "done"


def make_ahead(folder: str, fingerprint: str, levers: TerritoryLevers) -> None:
    """Make the slider's designs under these rules before anybody asks for them."""
    if settings().work_ahead:
        _make_ahead(folder, fingerprint, replace(levers, design="rebalance", max_moved_share=None))


@lru_cache(maxsize=1)  # for the latest rules: turned back to, theirs were dropped meanwhile
def _make_ahead(folder: str, fingerprint: str, levers: TerritoryLevers) -> None:
    designs.drop_ahead()  # whoever turns the rules would else queue six searches at each step
    for share in dials.MOVED_STOPS:
        search(folder, fingerprint, replace(levers, max_moved_share=share), ahead=True)


def redesigned(folder: str, fingerprint: str, levers: TerritoryLevers) -> Redesign | None:
    """Design that the levers ask for, waited for; ``None`` where patches stay."""
    if levers.design == "keep":
        return None
    return _redesigned(folder, fingerprint, repr(levers), __version__, levers)


@cached(64, "Designing patches…")
def _redesigned(
    folder: str, fingerprint: str, levers: str, engine: str, _levers: TerritoryLevers
) -> Redesign:
    name = search(folder, fingerprint, _levers, again=True)  # no other page offers a second try
    designs.wait(name)
    status = designs.status(name)
    if status.outcome is None:
        raise LeverError(status.message or "The search for patches gave no design.")
    return redesign_job.redesign_of(status.outcome)


def search(
    folder: str,
    fingerprint: str,
    levers: TerritoryLevers,
    *,
    again: bool = False,
    ahead: bool = False,
) -> str:
    """Name of the search for the design that the levers ask for, started where nobody has."""
    asked = redesign_job.arguments(folder, settings().catalogue, fingerprint, levers)
    return designs.submit(_FUNCTION, asked, again=again, ahead=ahead)
