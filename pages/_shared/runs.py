"""The bridge from pages to engine; it caches by whole keys: data, levers, rights, version."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine import __version__
from engine.metrics.registry import METRIC
from engine.model.period import parse_period
from engine.model.scenario import BASELINE_NAME, Scenario
from engine.scenarios.as_is import as_is as count
from engine.scenarios.attribution import attribute
from engine.scenarios.coming.basis import prepare
from engine.scenarios.compare import compare
from engine.scenarios.diagnosis.diagnose import diagnose
from engine.scenarios.past.slices import DIMENSIONS, make_slice
from engine.scenarios.past.slices import groups as slice_groups
from engine.scenarios.run import evaluate, planned_period, simulate
from engine.settings import settings
from engine.store.periods import find_period
from engine.store.periods import periods as past_periods
from engine.store.workspace import Workspace
from pages._shared import redesigns
from pages._shared.caching import DRAWING, cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.metrics.metric import Metric
    from engine.model.diagnosis import Diagnosis
    from engine.model.period import Period
    from engine.model.results import AsIs, Comparison, ScenarioResult
    from engine.model.snapshot import Snapshot
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.store.warehouse import Warehouse
    from pages._shared.session import Session

DRAWS = 1_000
SEED = 0
Part = tuple[tuple[str, str], ...]
"""Part of the team, a (dimension, value) pair; empty for everyone."""


@lru_cache(maxsize=4)  # asked for a dozen times in each run, where st.cache_resource is slow
def _workspace(folder: Path, catalogue: str, memory_mb: int) -> Workspace:
    return Workspace(folder.resolve(), catalogue, memory_mb)


def workspace() -> Workspace:
    """Workspace of this process, from the settings."""
    chosen = settings()
    folder = chosen.workspace
    if not folder.is_absolute():
        folder = Path.cwd() / folder  # resolving it would look at every folder on the way
    return _workspace(folder, chosen.catalogue, chosen.limit_memory_mb)


def _home() -> str:
    """Workspace's folder as a key; text is hashed ten times faster than a path."""
    return str(workspace().folder)


@cached(16)
def _warehouse(folder: str, fingerprint: str) -> Warehouse:
    return workspace().open(fingerprint)


def warehouse(fingerprint: str) -> Warehouse:
    """Read-only door to one snapshot."""
    return _warehouse(_home(), fingerprint)


def snapshot(fingerprint: str) -> Snapshot:
    """What is known about one snapshot."""
    return warehouse(fingerprint).snapshot


def team_only() -> bool:
    """Whether this installation shows no individual rows and no activity."""
    return settings().team_only


def periods(state: Session) -> tuple[str, ...]:
    """Fiscal periods in which deals closed, latest first."""
    return tuple(one.label for one in _periods(_home(), state.snapshot or ""))


@cached(16)
def _periods(folder: str, fingerprint: str) -> tuple[Period, ...]:
    return past_periods(_warehouse(folder, fingerprint))


def default_period(state: Session) -> str:
    """Latest fiscal year in which a deal closed; the year of the data where none did."""
    return next(iter(periods(state)), "") or snapshot(state.snapshot or "").current_year.label


@cached(128, "Counting the period…")
def _as_is(
    folder: str, fingerprint: str, period: str, part: Part, rights: str, engine: str
) -> AsIs:
    wanted = make_slice(*part[0]) if part else None
    door = _warehouse(folder, fingerprint)
    return count(door, find_period(door, period), wanted)


def as_is(state: Session, period: str, part: Part = ()) -> AsIs:
    """A past period of the snapshot, counted; of everyone or of a part of the team."""
    return _as_is(_home(), state.snapshot or "", period, part, state.rights(), __version__)


@cached(16, "Telling seller and patch apart…")
def _diagnosis(folder: str, fingerprint: str, team: bool, rights: str, engine: str) -> Diagnosis:
    return diagnose(_warehouse(folder, fingerprint), draws=DRAWS, seed=SEED, team_only=team)


def diagnosis(state: Session) -> Diagnosis:
    """Whether it is the system, the people or luck."""
    key = (_home(), state.snapshot or "", team_only(), state.rights())
    return _diagnosis(*key, __version__)


def last_year(state: Session) -> AsIs:
    """Latest fiscal year with closed deals, as it was."""
    return as_is(state, default_period(state))


def sellers(state: Session) -> int:
    """People who sell, in the latest fiscal year with closed deals."""
    return last_year(state).reps


def groups(state: Session, period: str) -> Mapping[str, list[tuple[str, int]]]:
    """Parts of the team that a period holds: dimension → values with their number of reps."""
    table = as_is(state, period).reps_table
    return {dimension: slice_groups(table, dimension) for dimension in DIMENSIONS}


def metric(key: str) -> Metric:
    """What a figure is called and means."""
    return METRIC[key]


def metric_names(keys: Iterable[str]) -> dict[str, str]:
    """Plain words of figures, by key; a key that has none keeps its own."""
    return {key: METRIC[key].label if key in METRIC else key for key in keys}


@cached(8, "Reading patches, quotas and deals…")
def _basis(
    folder: str, fingerprint: str, period: str, elasticity: float | None, engine: str
) -> Basis:
    door = _warehouse(folder, fingerprint)
    return prepare(door, parse_period(period, door.snapshot.fiscal_start), elasticity)


@cached(4, "Drawing 1,000 possible years…")
def _draws(
    folder: str, fingerprint: str, period: str, elasticity: float | None, engine: str
) -> Draws:
    basis = _basis(folder, fingerprint, period, elasticity, engine)
    with DRAWING:
        return simulate(basis, DRAWS, SEED)


def ground(fingerprint: str, period: str, elasticity: float | None) -> tuple[Basis, Draws]:
    """What scenarios of a period stand on, and its possible years."""
    key = (_home(), fingerprint, period, elasticity, __version__)
    return _basis(*key), _draws(*key)


@cached(256)
def _result(
    folder: str,
    fingerprint: str,
    period: str,
    levers_id: str,
    rights: str,
    engine: str,
    _scenario: Scenario,
) -> ScenarioResult:
    key = (folder, fingerprint, period, _scenario.model.elasticity, engine)
    basis, drawn = _basis(*key), _draws(*key)
    design = redesigns.redesigned(folder, fingerprint, _scenario.territory.acting())
    with DRAWING:
        return evaluate(basis, drawn, _scenario, design)


def result(state: Session, scenario: Scenario) -> ScenarioResult:
    """Result of one scenario; a result names no scenario, so renaming computes nothing."""
    fingerprint = state.snapshot or ""
    period = planned_period(snapshot(fingerprint), scenario).label
    key = (_home(), fingerprint, period, scenario.levers_id(), state.rights(), __version__)
    return _result(*key, scenario)


def compared(state: Session, scenarios: Sequence[Scenario]) -> Comparison:
    """Baseline and scenarios under the same luck; they plan the period of the first."""
    period = scenarios[0].period if scenarios else None
    baseline = result(state, Scenario(BASELINE_NAME, period=period))
    return _compared(baseline, tuple(result(state, one) for one in scenarios))


@lru_cache(maxsize=64)  # results are the ones that are kept above: the same objects each time
def _compared(baseline: ScenarioResult, others: tuple[ScenarioResult, ...]) -> Comparison:
    return compare(baseline, others)


def parts(state: Session, scenario: Scenario, keys: Sequence[str]) -> dict[str, dict[str, float]]:
    """How much of a scenario's change comes from which group of levers."""
    return attribute(scenario, lambda some: result(state, some), keys)
