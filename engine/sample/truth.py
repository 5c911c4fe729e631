"""What is true of the sample company and stands in none of its files; for tests only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.keys import give_keys
from engine.sample.seating import weak_team
from engine.sample.staff import hire_staff
from engine.sample.world import build

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause that was planted, where, and how large."""

    name: str
    where: str
    size: float


@dataclass(frozen=True, slots=True)
class Truth:
    """The hidden side of one seed; ids are those of the files."""

    seed: int
    skill: Mapping[str, float]
    """By employee id of each seller, logarithm."""
    potential: Mapping[str, float]
    """By territory id, dollars a year."""
    account_potential: Mapping[str, float]
    """By account id, dollars a year."""
    seat_effect: Mapping[str, float]
    """By territory id: what the patch adds that potential does not show, logarithm."""
    weak_team: frozenset[str]
    """Territory ids of the one team that sells less well than it could."""
    moved_accounts: frozenset[str]
    """Account ids of those that changed patch on 1 July 2024."""
    causes: tuple[Cause, ...]


_CAUSES = (
    Cause("bookings follow potential by this exponent", "everywhere", story.POTENTIAL_EXPONENT),
    Cause("quotas follow potential by this exponent", "everywhere", story.QUOTA_EXPONENT),
    Cause("flat rise of quotas", "FY2025", story.QUOTA_RISE - 1),
    Cause("renewals in won deals", "everywhere", story.RENEWAL_SHARE),
    Cause("direct bookings kept beside partners", "Southeast", story.SOUTHEAST_BOOKINGS),
    Cause("partner-sourced deals", "Southeast", story.PARTNER_SHARES[story.SOUTHEAST]),
    Cause("workload over hours", "Northeast commercial", story.WORKLOAD_SHARES[0]),
    Cause("workload over hours", "Central", story.WORKLOAD_SHARES[1]),
    Cause("leads sent to people who left", "Southeast", story.LEADS_ASTRAY),
    Cause("Atlas sold, dollars", "FY2025", story.ATLAS_SOLD),
    Cause("Atlas in quotas, dollars", "FY2025", story.ATLAS_TARGET),
    Cause("overlay credit on enterprise deals", "enterprise", story.OVERLAY_SHARE),
    Cause("elasticity of meetings", "everywhere", story.MEETING_ELASTICITY),
    Cause("elasticity of calls", "everywhere", 0.0),
    Cause("skill of one team, logarithm", "West enterprise", story.WEAK_TEAM),
    Cause("stale open dollars", "everywhere", story.STALE_SHARE),
    Cause("loss on accounts that changed owner", "62 accounts", story.MOVED_LOSS),
)


def truth(seed: int = 0) -> Truth:
    """Truth of one seed, under the identifiers that its files use."""
    world = build(seed)
    patches, accounts, keys = world.patches, world.accounts, give_keys(world)
    people = hire_staff(seed, patches, world.seating).people
    return Truth(
        seed=seed,
        skill={
            people[rep].employee_id: skill for rep, skill in enumerate(world.effort.skill.tolist())
        },
        potential=dict(zip(patches.ids, patches.potential.tolist(), strict=True)),
        account_potential=dict(zip(keys.accounts, accounts.potential.tolist(), strict=True)),
        seat_effect=dict(zip(patches.ids, patches.effect.tolist(), strict=True)),
        weak_team=frozenset(
            patches.ids[seat] for seat in np.flatnonzero(patches.team == weak_team(patches))
        ),
        moved_accounts=frozenset(keys.accounts[account] for account in accounts.moved()),
        causes=_CAUSES,
    )
