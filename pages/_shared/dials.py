"""Levers that turn several values of a scenario at once: what each stands at, and turning it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.model.territory_levers import Hires, TerritoryLevers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from engine.model.scenario import Scenario

_A_YEAR, _A_MONTH = timedelta(days=365), timedelta(days=32)
ROLE = "AE"
"""Role of people hired by the slider; a scenario file may name others."""

MOVED_STOPS = tuple(n / 20 for n in range(1, 7))
"""Where the slider of how much to move stops, shares of potential; typing reaches the rest."""


def moved(scenario: Scenario) -> float:
    """Share of potential that may change patch; 0 where patches stay, 1 without a limit."""
    territory = scenario.territory
    if territory.design == "keep":
        return 0.0
    return 1.0 if territory.max_moved_share is None else territory.max_moved_share


def move(scenario: Scenario, share: float) -> Scenario:
    """Redraw patches as far as moving that share allows; 0 keeps today's patches and rules."""
    if share <= 0:
        return scenario.but(territory=TerritoryLevers())
    limit = None if share >= 1 else share
    return scenario.but(
        territory=replace(scenario.territory, design="rebalance", max_moved_share=limit)
    )


def follows(scenario: Scenario) -> float:
    """How far quotas follow what patches can be expected to give, a decimal."""
    return 0.0 if scenario.quota.basis == "keep" else scenario.quota.blend


def follow(scenario: Scenario, share: float) -> Scenario:
    """Set how far quotas follow the patch; 0 keeps last year's shares."""
    quota = scenario.quota
    if share <= 0:
        return scenario.but(quota=replace(quota, basis="keep", blend=1.0))
    basis = "expected" if quota.basis == "keep" else quota.basis
    return scenario.but(quota=replace(quota, basis=basis, blend=share))


def hired(scenario: Scenario) -> int:
    """People hired in all."""
    return sum(one.count for one in scenario.people.hires)


def hire(scenario: Scenario, count: int, sellers: Mapping[str, int], start: date) -> Scenario:
    """
    Hire people into every segment in proportion to its sellers, from one day on.

    Shares are rounded by largest remainder, so that they sum to the count; ties go to the
    segment that is named first.
    """
    total = sum(sellers.values())
    exact = {name: count * n / total for name, n in sellers.items()} if total else {}
    shares = {name: int(share) for name, share in exact.items()}
    left = count - sum(shares.values())
    by_remainder = sorted(exact, key=lambda name: shares[name] - exact[name])
    for name in by_remainder[:left]:
        shares[name] += 1
    hires = tuple(Hires(ROLE, name, start, None, n) for name, n in shares.items() if n)
    return scenario.but(people=replace(scenario.people, hires=hires))


def hired_at_home(scenario: Scenario, sellers: Mapping[str, int], start: date) -> Scenario:
    """
    The same hires in the segments and the year of a company.

    They stay as written where the company sells in all their segments and plans their year;
    else they go to its segments in proportion to its sellers, a month after its year begins.
    """
    hires = scenario.people.hires
    known = {name.strip().casefold() for name in sellers}
    here = all(one.segment.strip().casefold() in known for one in hires)
    if not sellers or (here and all(start <= one.start < start + _A_YEAR for one in hires)):
        return scenario
    return hire(scenario, hired(scenario), sellers, start + _A_MONTH)
