"""Territory designs of scenarios, each made once for everybody who looks at the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import __version__
from engine.scenarios.coming.redesign import design_ground, redesign
from pages._shared.caching import cached

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.model.territory_levers import TerritoryLevers
    from engine.scenarios.coming.redesign import Redesign
    from engine.store.warehouse import Warehouse
    from engine.territories.snapshot import Ground


def redesigned(
    folder: str, warehouse: Warehouse, history: Period, levers: TerritoryLevers
) -> Redesign | None:
    """Design that the levers ask for; ``None`` where patches stay."""
    if levers.design == "keep":
        return None
    key = (folder, warehouse.snapshot.fingerprint, repr(levers), __version__)
    return _design(*key, warehouse, history, levers)


@cached(64, "Designing patches…")
def _design(
    folder: str,
    fingerprint: str,
    levers: str,
    engine: str,
    _warehouse: Warehouse,
    _history: Period,
    _levers: TerritoryLevers,
) -> Redesign | None:
    on = _ground(folder, fingerprint, repr(_levers.movable), engine, _warehouse, _levers)
    return redesign(_warehouse, _levers, _history, on)


@cached(8, "Reading accounts and patches…")
def _ground(
    folder: str,
    fingerprint: str,
    movable: str,
    engine: str,
    _warehouse: Warehouse,
    _levers: TerritoryLevers,
) -> Ground:
    return design_ground(_warehouse, _levers)
