"""How much of a scenario's change comes from territories, quotas, incentives and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.band import middle
from engine.model.scenario import Scenario
from engine.model.shapley import shapley

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.model.results import ScenarioResult

GROUPS = {
    "territories": ("territory", "transition"),
    "quotas": ("quota",),
    "incentives": ("incentive",),
    "people": ("people",),
    "market": ("model",),
}
"""What is moved together → its groups of levers."""


def attribute(
    scenario: Scenario, run: Callable[[Scenario], ScenarioResult], keys: Sequence[str]
) -> dict[str, dict[str, float]]:
    """
    Share the change of a scenario's figures among its groups of levers.

    Parameters
    ----------
    scenario : Scenario
        The levers.
    run : callable
        Result of a scenario; it is asked for every combination of the groups that are moved.
    keys : sequence of str
        Registry keys of figures; of an estimate the middle is taken.

    Returns
    -------
    dict
        Group → key → its part of the change in the figure's unit. Parts of a figure sum to its
        change from the baseline exactly; figures that some combination lacks are left out.
    """
    levers = scenario.acting()
    players = [name for name in GROUPS if _only(levers, {name}).levers()]
    results = {}

    def worth(chosen: frozenset[str]) -> NDArray[np.float64]:
        results[chosen] = run(_only(levers, chosen)).metrics
        return np.array([middle(results[chosen].get(key)) for key in keys], dtype=np.float64)

    shares = shapley(players, worth)
    known = [n for n, key in enumerate(keys) if all(key in found for found in results.values())]
    return {name: {keys[n]: float(shares[name][n]) for n in known} for name in players}


def _only(scenario: Scenario, chosen: frozenset[str] | set[str]) -> Scenario:
    """The scenario with the levers of some groups and none of the others'."""
    plain = Scenario(scenario.name, period=scenario.period)
    kept = {part for name in chosen for part in GROUPS[name]}
    return plain.but(**{part: getattr(scenario, part) for part in kept})
