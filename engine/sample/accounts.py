"""The accounts: who could give what, where, and in whose patch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.chance import stream
from engine.sample.customers import draw_customers

if TYPE_CHECKING:
    from engine.sample.arrays import Flags, Floats, Ints
    from engine.sample.customers import Customers
    from engine.sample.patches import Patches

NOBODY = -1
"""Patch of an account that nobody owns."""
MOVE_QUARTER = 2
"""Quarter at whose start the moved accounts changed patch: FY2024-Q3."""
HOURS = 330
"""Selling hours of a full-time rep in a quarter."""

_UNOWNED = 380
_UNOWNED_POTENTIAL = 0.03
"""Part of all potential that nobody owns."""
_MOVED_WEIGHT = 0.12
"""Part of its patch's deals that a moved account brings: a busy customer."""
_EMPLOYEES = (110, 850, 6_200)
"""Median employees of an account by segment."""


@dataclass(frozen=True, slots=True, eq=False)
class Accounts:
    """Accounts as arrays, all of shape (n_accounts,); Tessaly's and Corrin's together."""

    customers: Customers
    patch: Ints
    """Patch today, ``NOBODY`` where there is none."""
    patch_before: Ints
    """Patch before FY2024-Q3; differs for the moved accounts alone."""
    is_corrin: Flags
    region: Ints
    segment: Ints
    employees: Ints
    potential: Floats
    """Dollars a year."""
    workload: Floats
    """Hours a quarter."""
    weight: Floats
    """How many of its patch's deals it draws, relative."""

    def moved(self) -> Ints:
        """Numbers of the accounts that changed patch."""
        return np.flatnonzero(self.patch != self.patch_before)


def draw_accounts(seed: int, patches: Patches) -> Accounts:
    """Draw every account: its patch, its size and its place."""
    rng = stream(seed, "accounts")
    patch = _patch_of(rng, patches)
    owned = patch != NOBODY
    home = np.where(owned, patch, rng.integers(len(patches.ids), size=patch.size))
    region, segment = patches.region[home], patches.segment[home]
    potential = _potential(rng, patches, patch)
    weight = potential**0.8
    patch_before = _move(rng, patches, patch, weight)
    customers = draw_customers(rng, patches, home, owned)
    return Accounts(
        customers=customers,
        patch=patch,
        patch_before=patch_before,
        is_corrin=patches.is_corrin[home],
        region=region,
        segment=segment,
        employees=np.ceil(
            np.array(_EMPLOYEES)[segment] * np.exp(rng.normal(0.0, 0.6, patch.size))
        ).astype(np.int64),
        potential=potential,
        workload=_workload(rng, patches, patch, potential),
        weight=weight,
    )


def _patch_of(rng: np.random.Generator, patches: Patches) -> Ints:
    """Patch of each account: more of them in richer patches, and some in none."""
    usual = np.array([s.accounts for s in story.SEGMENTS])[patches.segment]
    crowd = patches.relative_potential() ** 0.4 * np.exp(rng.normal(0.0, 0.08, usual.size))
    for segment in range(len(story.SEGMENTS)):
        crowd[patches.segment == segment] /= crowd[patches.segment == segment].mean()
    counts = np.round(usual * crowd).astype(np.int64)
    owned = np.repeat(np.arange(usual.size), counts)
    return np.concatenate([owned, np.full(_UNOWNED, NOBODY)])


def _potential(rng: np.random.Generator, patches: Patches, patch: Ints) -> Floats:
    """Potential of each account, whole dollars; a patch's accounts sum to the patch's."""
    raw = np.exp(rng.normal(0.0, 0.9, patch.size))
    owned = patch != NOBODY
    of_patch = np.bincount(patch[owned], raw[owned])
    raw[owned] *= (patches.potential / of_patch)[patch[owned]]
    unowned = patches.potential.sum() * _UNOWNED_POTENTIAL / (1 - _UNOWNED_POTENTIAL)
    raw[~owned] *= unowned / raw[~owned].sum()
    return np.asarray(np.round(raw), dtype=np.float64)


def _workload(rng: np.random.Generator, patches: Patches, patch: Ints, potential: Floats) -> Floats:
    """Hours a quarter of each account; a patch's sum to the story's load of its region."""
    overworked, idle = story.WORKLOAD_SHARES
    load = rng.uniform(0.92, 1.10, len(patches.ids))
    load[(patches.region == story.NORTHEAST) & (patches.segment == 0)] *= overworked
    load[patches.region == story.CENTRAL] *= idle
    raw = np.sqrt(potential) * np.exp(rng.normal(0.0, 0.3, patch.size))
    owned = patch != NOBODY
    of_patch = np.bincount(patch[owned], raw[owned])
    raw[owned] *= (HOURS * load / of_patch)[patch[owned]]
    raw[~owned] *= raw[owned].mean() / raw[~owned].mean()
    return np.asarray(np.round(raw, 2), dtype=np.float64)


def _move(rng: np.random.Generator, patches: Patches, patch: Ints, weight: Floats) -> Ints:
    """Choose the moved accounts and where each came from; they draw many deals."""
    before = patch.copy()
    for seat in rng.choice(len(patches.ids), story.MOVED_ACCOUNTS, replace=False).tolist():
        alike = (
            (patches.segment == patches.segment[seat])
            & (patches.region == patches.region[seat])
            & (patches.is_corrin == patches.is_corrin[seat])
        )
        donors = np.setdiff1d(np.flatnonzero(alike), [seat])
        members = np.flatnonzero(patch == seat)
        account = int(rng.choice(members))
        before[account] = rng.choice(donors)
        weight[account] = _MOVED_WEIGHT * weight[members].sum()
    return before
