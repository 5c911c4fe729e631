"""Presets on the sample company of a seed, beside what is true of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from engine.ingest.load import load
from engine.metrics.attainment import middle_rep
from engine.model.band import middle
from engine.model.scenario import Scenario
from engine.sample import story
from engine.sample.credits import draw_credits
from engine.sample.keys import give_keys
from engine.sample.layouts import (
    accounts,
    finance,
    hubspot_deals,
    operations,
    people,
    quota_sheet,
    salesforce_deals,
    territories,
)
from engine.sample.revenue import current_revenue
from engine.sample.staff import hire_staff
from engine.sample.targets import lay_targets
from engine.sample.world import build
from engine.scenarios.as_is import as_is
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.redesign import design_ground, redesign
from engine.scenarios.compare import difference
from engine.scenarios.files import presets
from engine.scenarios.run import evaluate, planned_period, simulate
from engine.store.workspace import Workspace
from tests.bench.truth.tessaly_year import true_year

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.band import Band
    from engine.model.results import ScenarioResult
    from engine.model.territory_levers import TerritoryLevers
    from engine.sample.world import World
    from engine.scenarios.coming.redesign import Redesign
    from engine.store.warehouse import Warehouse
    from tests.bench.truth.tessaly_year import TrueYear

    Floats = NDArray[np.float64]

BASELINE = Scenario("Baseline")
FIGURES = ("median_attainment", "participation", "below_80", "fit_in_band", "bookings")


@dataclass(frozen=True)
class Told:
    """One preset on one seed."""

    figures: dict[str, float]
    """Middles by registry key; bookings as a change, settled ones too where they differ."""
    band: Band
    """Of the paired change in median attainment."""
    true: Floats
    """That change in each true year."""

    @property
    def covered(self) -> float:
        """Share of the true years whose change lies in the band."""
        return float(np.mean((self.true >= self.band.p10) & (self.true <= self.band.p90)))

    @property
    def holds_mean(self) -> bool:
        """Whether the mean of the true changes lies in the band."""
        return bool(self.band.p10 <= self.true.mean() <= self.band.p90)


@dataclass(frozen=True)
class SeedTold:
    """All presets on one seed."""

    last_year: float
    """Reps at quota in FY2025, a decimal."""
    baseline: dict[str, float]
    true_median: float
    """Of the coming year if all is kept, a decimal."""
    presets: dict[str, Told]


def told_of(seed: int, years: int) -> SeedTold:
    """Load the company of a seed and run every preset that changes an attainment."""
    world = build(seed)
    truth = true_year(world, years)
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "workspace")
        fingerprint = load(workspace, _write(world, Path(folder) / "extracts")).snapshot
        with closing(workspace.open(fingerprint or "")) as warehouse:
            return _run(warehouse, truth)


def _write(world: World, folder: Path) -> list[Path]:
    """Write the extracts that a coming year stands on; who called whom and when is left out."""
    folder.mkdir()
    staff, keys = hire_staff(world.seed, world.patches, world.seating), give_keys(world)
    revenue = current_revenue(world.seed, world.accounts, world.deals)
    credited = draw_credits(world.seed, world.patches, staff, world.deals, world.terms)
    return [
        *accounts.write(folder, world, staff, keys, revenue),
        salesforce_deals.write(folder, world, staff, keys),
        hubspot_deals.write(folder, world, staff, keys),
        people.write_workers(folder, staff),
        people.write_requisitions(folder, world),
        *territories.write(folder, world, staff),
        quota_sheet.write(folder, world, staff),
        operations.write_credits(folder, credited, staff, keys),
        finance.write_targets(folder, lay_targets()),
    ]


def _run(warehouse: Warehouse, truth: TrueYear) -> SeedTold:
    basis = prepare(warehouse, planned_period(warehouse.snapshot, BASELINE))
    drawn = simulate(basis)
    baseline = evaluate(basis, drawn, BASELINE)
    now = _true_medians(truth, baseline, np.ones(len(truth.mean)))
    designs: dict[TerritoryLevers, Redesign | None] = {}
    told, ground = {}, None
    for scenario in presets():
        levers = scenario.territory
        if levers not in designs:
            if levers.design != "keep":
                ground = ground or design_ground(warehouse, levers)
            designs[levers] = redesign(warehouse, levers, basis.history, ground)
        result = evaluate(basis, drawn, scenario, designs[levers])
        band = difference(baseline, result)["median_attainment"]
        then = _true_medians(truth, result, _true_factor(truth, scenario, designs[levers]))
        told[scenario.name] = Told(_changes(baseline, result), band, then - now)
    past = as_is(warehouse, draws=1).metrics["participation"]
    return SeedTold(middle(past), _figures(baseline), float(now.mean()), told)


def _figures(result: ScenarioResult) -> dict[str, float]:
    return {key: middle(result.metrics[key]) for key in FIGURES}


def _changes(baseline: ScenarioResult, result: ScenarioResult) -> dict[str, float]:
    """Figures of a preset as the table of the story names them."""
    booked = baseline.samples["bookings"]
    found = _figures(result)
    found["bookings"] = float(np.mean(result.samples["bookings"] / booked)) - 1.0
    for key in ("median_attainment", "bookings"):
        if key in result.steady:
            found[f"later_{key}"] = middle(result.steady[key])
    if "later_bookings" in found:
        found["later_bookings"] /= middle(baseline.metrics["bookings"])
        found["later_bookings"] -= 1.0
    return found


def _true_medians(truth: TrueYear, result: ScenarioResult, factor: Floats) -> Floats:
    """Median attainment of each true year under a result's quotas, shape (n_years,)."""
    table = result.reps_table.to_pydict()
    place = {name: n for n, name in enumerate(truth.world.patches.ids)}
    measured = [
        (place[seat], quota)
        for rep, seat, quota in zip(
            table["rep_id"], table["territory_id"], table["quota"], strict=True
        )
        if rep is not None and quota
    ]
    seats, quotas = (np.array(part) for part in zip(*measured, strict=True))
    return np.asarray(middle_rep(truth.booked[seats] * (factor[seats] / quotas)[:, None]))


def _true_factor(truth: TrueYear, scenario: Scenario, design: Redesign | None) -> Floats:
    factor = np.ones(len(truth.mean))
    if design is not None:
        factor = _moved(truth, scenario, design)
    for hires in scenario.people.hires:
        factor = factor * _carved(truth, scenario, hires.segment)
    return factor


def _moved(truth: TrueYear, scenario: Scenario, design: Redesign) -> Floats:
    """Potential and what a patch adds of its own go with the accounts; moved ones lose a part."""
    patches = truth.world.patches
    place = {name: n for n, name in enumerate(patches.ids)}
    to_world = np.array([place[name] for name in design.patches])
    held = design.before >= 0
    before, after = to_world[design.before[held]], to_world[design.after[held]]
    size, moved = design.potential[held], before != after
    own = np.exp(patches.effect)[before]

    def by_patch(values: Floats, seat: NDArray[np.int64]) -> Floats:
        return np.bincount(seat, values, len(patches.ids))

    sums = by_patch(size, before), by_patch(size, after), by_patch(size * own, after)
    lost = by_patch(np.where(moved, size, 0.0), after) / sums[1]
    return truth.factor(*sums, scenario.transition.disruption_loss * lost)


def _carved(truth: TrueYear, scenario: Scenario, segment: str) -> Floats:
    """Patches of a segment hand an equal part to hires, from the day on which those start."""
    patches = truth.world.patches
    here = patches.segment == [s.name for s in story.SEGMENTS].index(segment)
    hires = [one for one in scenario.people.hires if one.segment == segment]
    held = here & (truth.holder >= 0)
    left = held.sum() / (held.sum() + sum(one.count for one in hires))
    start = (hires[0].start - hires[0].start.replace(month=1, day=1)).days / 365
    kept = start + (1.0 - start) * left**story.POTENTIAL_EXPONENT
    return np.where(held, kept, 1.0)
