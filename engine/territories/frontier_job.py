"""The frontier of a snapshot as a job: designs from no move to best balance, best so far kept."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.jobs.outcome import Outcome
from engine.store.workspace import Workspace
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.frontier import frontier
from engine.territories.frontier_tables import frontier_tables
from engine.territories.snapshot import Ground, ground
from engine.territories.wishes import Wishes, read_wishes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.jobs.worker import Reporter
    from engine.territories.build import Stated
    from engine.territories.frontier import Point
    from engine.territories.outcome import Progress

STEPS = (0.0, 0.02, 0.05, 0.08, 0.12, 0.18, 0.26, 0.4, 0.6, 1.0)
"""Limits of the frontier as shares of the moves of its last point: close where moves buy most."""


def arguments(
    folder: str,
    catalogue: str,
    fingerprint: str,
    wishes: Wishes,
    rounds: int = 60,
) -> dict[str, Any]:
    """
    What the job is asked, as plain values.

    Parameters
    ----------
    folder, catalogue, fingerprint : str
        Workspace, its catalogue, and the snapshot.
    wishes : Wishes
        Rules of the design.
    rounds : int
        Neighbourhood rounds for the last point; the same rounds, the same designs.
    """
    return {
        "folder": folder,
        "catalogue": catalogue,
        "fingerprint": fingerprint,
        "wishes": asdict(wishes),
        "rounds": rounds,
    }


def run(asked: Mapping[str, Any], reporter: Reporter) -> Outcome:
    """Solve the frontier; stopped early, it gives the points that it has."""
    found = read_ground(asked)
    stated = build(found.inputs, read_wishes(asked["wishes"]).rules)

    def heard(progress: Progress) -> None:
        reporter.progress(
            phase=progress.phase, objective=progress.objective, gap=progress.gap, points=points
        )

    points = 0
    reporter.progress(phase="search", points=points)  # all is read; a first design takes a while
    budget = Budget(rounds=int(asked["rounds"]), stop=reporter.cancelled)
    answer = design_for(stated, budget, gap=0.001, report=heard)
    if answer.design.evaluation is None:
        blocked = [asdict(obstacle) for obstacle in answer.obstacles]
        return Outcome({"status": answer.design.status, "infeasible_because": blocked})
    most = answer.design.evaluation.moves
    limits = sorted({round(share * most) for share in STEPS})
    last = frontier(stated.problem, limits[-1:], answer.design, Budget())
    reporter.keep(outcome_of(found, stated, last))
    rest = Budget(rounds=0, stop=reporter.cancelled)
    walked = frontier(stated.problem, limits, answer.design, rest, report=heard)
    return outcome_of(found, stated, walked)


def read_ground(asked: Mapping[str, Any]) -> Ground:
    """The snapshot that a job was asked about, as a territory problem."""
    warehouse = Workspace(Path(asked["folder"]), asked["catalogue"]).open(asked["fingerprint"])
    try:
        return ground(warehouse, read_wishes(asked["wishes"]))
    finally:
        warehouse.close()


def outcome_of(found: Ground, stated: Stated, points: tuple[Point, ...]) -> Outcome:
    """What the page shows of some points."""
    document = {
        "status": points[-1].design.status,
        "tolerance": stated.rules.tolerance,
        "balance": [measure.name for measure in stated.problem.measures],
        "warnings": list(stated.warnings),
        "seats": list(stated.problem.seat_ids),
    }
    return Outcome(document, frontier_tables(found, stated, points))
