"""What levers stand at before anybody moves them: the team's own figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import __version__
from engine.scenarios.run import planned_period
from pages._shared import runs
from pages._shared.caching import cached

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.model.scenario import Scenario
    from pages._shared.session import Session


@dataclass(frozen=True, slots=True)
class AtRest:
    """Of the team that a scenario starts from."""

    measured: Mapping[str, float]
    """Lever → what the data say, where they say it."""
    sellers: Mapping[str, int]
    """Segment → people who hold a patch there."""
    start: date
    """First day of the period planned."""


def at_rest(state: Session, scenario: Scenario) -> AtRest:
    """Figures of the snapshot that levers of people and market begin at."""
    fingerprint = state.snapshot or ""
    period = planned_period(runs.snapshot(fingerprint), scenario).label
    return _at_rest(str(runs.workspace().folder), fingerprint, period, __version__)


@cached(16)
def _at_rest(folder: str, fingerprint: str, period: str, engine: str) -> AtRest:
    basis, _ = runs.ground(fingerprint, period, None)
    seating, ahead = basis.seating, basis.ahead
    held = (s for s, on in zip(seating.texts("segment"), seating.held, strict=True) if on and s)
    measured = {
        "people.attrition": round(ahead.turnover.attrition, 2),
        "people.time_to_fill_days": float(round(ahead.turnover.days_to_fill)),
        "model.elasticity": round(ahead.elasticity, 2),
    }
    return AtRest(measured, dict(sorted(Counter(held).items())), basis.period.first)
