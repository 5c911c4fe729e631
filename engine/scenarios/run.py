"""Run a scenario: seats, expectations, quotas, draws, pay, in one direction only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import __version__
from engine.errors import LeverError
from engine.model.band import reaching
from engine.model.period import parse_period
from engine.model.results import ScenarioResult
from engine.response.redraw import redraw
from engine.scenarios.coming.at_ends import at_ends
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.chain import play_through, transition_cost
from engine.scenarios.coming.missing import missing
from engine.scenarios.coming.redesign import redesign
from engine.scenarios.coming.tables import average_curve, reps_table
from engine.scenarios.coming.warnings import of_design, of_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.band import Band
    from engine.model.period import Period
    from engine.model.results import AtEnd
    from engine.model.scenario import Scenario
    from engine.model.snapshot import Snapshot
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.redesign import Redesign
    from engine.store.warehouse import Warehouse

DRAWS, SEED = 1_000, 0
MAX_DRAWS = 20_000
"""Beyond it memory grows and the bands do not get better."""


def run(
    warehouse: Warehouse,
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    basis: Basis | None = None,
) -> ScenarioResult:
    """
    Run one scenario on a snapshot.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    scenario : Scenario
        The levers; ``Scenario("Baseline")`` is today's seats, kept quotas and today's plan.
    draws, seed : int
        Number of possible years, and where their luck starts. The same for baseline and
        scenario, so that differences are paired.
    basis : Basis, optional
        What :func:`prepare` made of this snapshot, to save reading it again.

    Raises
    ------
    LeverError
        If a lever needs what the snapshot does not hold.
    """
    if basis is None:
        period = planned_period(warehouse.snapshot, scenario)
        basis = prepare(warehouse, period, scenario.model.elasticity)
    design = redesign(warehouse, scenario.territory, basis.history)
    return evaluate(basis, simulate(basis, draws, seed), scenario, design)


def planned_period(snapshot: Snapshot, scenario: Scenario) -> Period:
    """
    Fiscal year that a scenario plans.

    Raises
    ------
    LeverError
        If it names anything but a fiscal year.
    """
    if scenario.period is None:
        return snapshot.planning_period
    period = parse_period(scenario.period, snapshot.fiscal_start)
    if not period.label.startswith("FY") or "-" in period.label:
        raise LeverError(
            f"The scenario plans {period}; this version plans whole fiscal years.",
            f"Write period: {snapshot.planning_period}, or leave it out.",
        )
    return period


def simulate(basis: Basis, draws: int = DRAWS, seed: int = SEED) -> Draws:
    """Possible years, independent of every lever but the elasticity assumed, to be cached."""
    if not 1 <= draws <= MAX_DRAWS:
        raise LeverError(f"{draws:,} draws cannot be made.", f"Ask for 1 to {MAX_DRAWS:,}.")
    if seed < 0:
        raise LeverError(f"The seed is {seed}.", "Give 0 or a larger whole number.")
    if basis.ahead.forecast is not None:
        return basis.ahead.forecast.years(draws, seed)
    return redraw(basis.deals, draws, seed)


def evaluate(
    basis: Basis, drawn: Draws, scenario: Scenario, design: Redesign | None = None
) -> ScenarioResult:
    """
    Apply the levers to a snapshot's possible years.

    Parameters
    ----------
    basis : Basis
        What the snapshot gives.
    drawn : Draws
        Its possible years.
    scenario : Scenario
        The levers.
    design : Redesign, optional
        What :func:`engine.scenarios.coming.redesign.redesign` made of its territory levers.

    Returns
    -------
    ScenarioResult
        Equal levers give equal results, whatever the scenario is called.
    """
    if scenario.period not in (None, basis.period.label):
        raise LeverError(f"The scenario plans {scenario.period}, this run {basis.period}.")
    year, settled = play_through(basis, drawn, scenario, design)
    years = [one for one in (year, settled) if one is not None]
    ends = at_ends(basis, drawn, scenario, design, years)
    budget = scenario.incentive.budget
    found = [_reaching(one.figures(design, budget), e) for one, e in zip(years, ends, strict=True)]
    cost = transition_cost(basis, drawn, scenario, design, year)
    metrics: dict[str, float | Band | Mapping[str, float]]
    metrics = {**found[0], **({} if cost is None else {"transition_cost": cost})}
    return ScenarioResult(
        snapshot=basis.snapshot,
        levers_id=scenario.levers_id(),
        engine=__version__,
        period=basis.period,
        seed=drawn.seed,
        draws=len(drawn.booked),
        metrics=metrics,
        unavailable=missing(basis, metrics, settled=settled is not None),
        samples=year.samples,
        reps_table=reps_table(year.basis, year.drawn, year.terms, year.outcome),
        curve=average_curve(year.terms),
        warnings=(*basis.warnings, *of_design(design), *of_terms(year.terms)),
        infeasible_because=year.terms.quotas.conflicts,
        steady=found[1] if settled else {},
        solver=None if design is None else design.solver,
        ends=ends[0],
    )


def _reaching(
    figures: Mapping[str, float | Band], ends: Mapping[str, AtEnd]
) -> dict[str, float | Band]:
    return reaching(figures, [end.figures() for end in ends.values()])
