"""Run a scenario: seats, expectations, quotas, draws, pay, in one direction only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import __version__
from engine.errors import LeverError
from engine.model.period import parse_period
from engine.model.results import ScenarioResult
from engine.response.redraw import redraw
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.measure import estimates, figures
from engine.scenarios.coming.missing import missing
from engine.scenarios.coming.outcome import play
from engine.scenarios.coming.tables import average_curve, reps_table
from engine.scenarios.coming.terms import set_terms
from engine.scenarios.coming.warnings import of_conflicts, of_pay, of_plans

if TYPE_CHECKING:
    from engine.model.period import Period
    from engine.model.scenario import Scenario
    from engine.model.snapshot import Snapshot
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
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
        basis = prepare(warehouse, planned_period(warehouse.snapshot, scenario))
    return evaluate(basis, simulate(basis, draws, seed), scenario)


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
    """Possible years, independent of every lever, hence to be cached."""
    if not 1 <= draws <= MAX_DRAWS:
        raise LeverError(f"{draws:,} draws cannot be made.", f"Ask for 1 to {MAX_DRAWS:,}.")
    if seed < 0:
        raise LeverError(f"The seed is {seed}.", "Give 0 or a larger whole number.")
    return redraw(basis.deals, draws, seed)


def evaluate(basis: Basis, drawn: Draws, scenario: Scenario) -> ScenarioResult:
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

    Returns
    -------
    ScenarioResult
        Equal levers give equal results, whatever the scenario is called.
    """
    if scenario.period not in (None, basis.period.label):
        raise LeverError(f"The scenario plans {scenario.period}, this run {basis.period}.")
    terms = set_terms(basis, scenario)
    outcome = play(drawn, terms)
    samples = estimates(basis, terms, outcome)
    metrics = figures(basis, terms, samples)
    return ScenarioResult(
        snapshot=basis.snapshot,
        levers_id=scenario.levers_id(),
        engine=__version__,
        period=basis.period,
        seed=drawn.seed,
        draws=len(drawn.booked),
        metrics=metrics,
        unavailable=missing(basis, metrics),
        samples=samples,
        reps_table=reps_table(basis, drawn, terms, outcome),
        curve=average_curve(terms),
        warnings=(
            *basis.warnings,
            *of_plans(terms.plan_of_row[terms.measured]),
            *of_pay(terms.target_incentive[terms.measured]),
            *of_conflicts(terms.quotas.conflicts),
        ),
        infeasible_because=terms.quotas.conflicts,
    )
