"""Quota plans: the bridge from the page to the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import IncentiveLevers, Scenario
from engine.scenarios import quota_plan as engine_plan
from engine.scenarios.quota_letters import letters
from engine.scenarios.quota_plan import (
    compare_bases,
    order_free,
    planned,
    quota_plan,
    total_only,
    with_design,
)
from engine.scenarios.run import planned_period
from pages._shared import redesigns, runs
from pages._shared.caching import DRAWING, cached
from pages._shared.drafting import NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.redesign import Redesign
    from engine.scenarios.quota_plan import Bases, QuotaPlan
    from pages._shared.session import Session


def is_proposal(state: Session) -> bool:
    """Whether :func:`scenario` is a proposal: nobody has made a draft, which would keep quotas."""
    return state.draft is None


def scenario(state: Session) -> Scenario:
    """The draft; before there is one, a proposal from what patches can be expected to give."""
    return state.draft or Scenario(NAME, quota=QuotaLevers(basis="expected"))


@cached(8, "Playing the coming year through…")
def _ground(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> tuple[Basis, Draws, Redesign | None]:
    """Patches and years that quotas are set on; levers of quotas and pay are not in the key."""
    basis, drawn = runs.ground(fingerprint, period, _scenario.model.elasticity)
    design = redesigns.redesigned(folder, fingerprint, _scenario.territory.acting())
    with DRAWING:
        return *planned(basis, drawn, _scenario, design), design


@cached(64)
def _bases(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> Bases:
    basis, drawn, _ = ground(fingerprint, period, _scenario)
    with DRAWING:
        return compare_bases(basis, drawn, _scenario)


@cached(64)
def _plan(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> QuotaPlan:
    basis, drawn, design = ground(fingerprint, period, _scenario)
    same_total = total_only(_scenario)
    key = (folder, fingerprint, period, same_total.levers_id(), engine)
    bases = _bases(*key, same_total)
    with DRAWING:
        return with_design(quota_plan(basis, drawn, _scenario, bases), design)


def ground(fingerprint: str, period: str, wanted: Scenario) -> tuple[Basis, Draws, Redesign | None]:
    """Patches and possible years that a scenario's quotas are set on, and its design."""
    kept = QuotaLevers(moved=wanted.quota.moved)
    only = wanted.but(quota=kept, incentive=IncentiveLevers())
    home = str(runs.workspace().folder)
    return _ground(home, fingerprint, period, only.levers_id(), __version__, only)


def plan(state: Session, wanted: Scenario) -> QuotaPlan:
    """Quota plan of a scenario."""
    fingerprint = state.snapshot or ""
    period = planned_period(runs.snapshot(fingerprint), wanted).label
    home = str(runs.workspace().folder)
    return _plan(home, fingerprint, period, wanted.levers_id(), __version__, wanted)


def without(state: Session, wanted: Scenario, **changes: Any) -> QuotaPlan:
    """Quota plan with some of the quota levers changed, to hold the plan against."""
    return plan(state, wanted.but(quota=replace(wanted.quota, **changes)))


def fit_without_cap(state: Session, wanted: Scenario) -> float:
    """Share of quota dollars that would fit were no change limited; ``nan`` if not known."""
    fingerprint = state.snapshot or ""
    period = planned_period(runs.snapshot(fingerprint), wanted).label
    basis, _, _ = ground(fingerprint, period, wanted)
    return engine_plan.fit_without_cap(basis, wanted)


def fit_as_patches_stand(state: Session, wanted: Scenario) -> float:
    """Share of last year's quota dollars that fit today's patches; ``nan`` if not known."""
    fingerprint = state.snapshot or ""
    period = planned_period(runs.snapshot(fingerprint), wanted).label
    basis, _ = runs.ground(fingerprint, period, wanted.model.elasticity)
    return engine_plan.fit_as_patches_stand(basis)


def order_free_shares(state: Session, wanted: Scenario) -> dict[str, NDArray[np.int64]]:
    """What each lever adds to each quota, cents, whichever is moved first."""
    fingerprint = state.snapshot or ""
    period = planned_period(runs.snapshot(fingerprint), wanted).label
    basis, _, _ = ground(fingerprint, period, wanted)
    return order_free(basis, wanted)


def letters_of(state: Session, shown: QuotaPlan, called: Sequence[str | None]) -> dict[str, str]:
    """Letters by file name."""
    return letters(runs.warehouse(state.snapshot or ""), shown, lambda n: called[n] or "")


def currency(state: Session) -> str:
    """Currency of the snapshot."""
    return runs.snapshot(state.snapshot or "").currency
