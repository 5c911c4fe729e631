"""Synthetic territory problems at four sizes: two merged firms, cities, roles and giants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engine.territories.build import build
from engine.territories.rules import Rules
from engine.territories.tables import Inputs

SIZES = {"S": (500, 15), "M": (2_000, 50), "L": (10_000, 200), "XL": (100_000, 1_000)}
"""Accounts and seats."""

SEGMENTS = (0.08, 0.27, 0.65)  # enterprise, mid-market, small
MEAN_POTENTIAL = (400_000.0, 90_000.0, 20_000.0)
ROLES = ((0, 1, 2), (0, 1), (1, 2), (2,))  # segments that each role may hold
ROLE_SHARE = (0.3, 0.2, 0.4, 0.1)
FOCUS = ((0.6, 0.5, 0.4), (1.0, 0.5, 0.0), (0.0, 0.7, 0.6), (0.0, 0.0, 1.0))


@dataclass(frozen=True)
class World:
    """Accounts and seats as arrays, before they are written as tables."""

    accounts: dict[str, np.ndarray]
    seats: dict[str, np.ndarray]


def problem(size: str, seed: int, cap: float = 0.20):
    """The problem of one size and seed, bands of 10 % on both measures, at most ``cap`` moved."""
    n, seats = SIZES[size]
    rules = Rules(
        balance="both",
        tolerance=0.10,
        penalty_potential=0.2,
        penalty_workload=100.0,
        max_moves=round(cap * n),
    )
    return build(inputs(n, seats, seed), rules).problem


def inputs(n: int, seats: int, seed: int) -> Inputs:
    """The two tables of a world."""
    draw = np.random.default_rng([seed, n])
    homes, centres, city_weight = _cities(draw, seats)
    role = draw.choice(4, size=seats, p=ROLE_SHARE)
    role[:4] = range(4)  # every segment finds somebody
    segment = draw.choice(3, size=n, p=SEGMENTS)
    place = _places(draw, n, centres, city_weight)
    potential = _potential(draw, segment)
    typical = np.asarray(MEAN_POTENTIAL)[segment]
    workload = np.round(
        10 * (0.5 + np.asarray((6.0, 2.5, 1.0))[segment] * (potential / typical) ** 0.5)
        * draw.lognormal(0, 0.3, n)
    ) / 10  # fmt: skip
    may = np.asarray([[s in ROLES[r] for r in role] for s in range(3)])[segment]
    ramp = draw.choice([1.0, 0.75, 0.5], size=seats, p=[0.8, 0.1, 0.1]) * draw.uniform(
        0.9, 1.1, seats
    )
    shares = [_targets(w, segment, role, ramp) for w in (potential, workload)]
    owner = _owners(draw, place, homes, potential, shares[0], may, centres, seats)
    relationship = draw.beta(2, 3, n)
    pipeline = np.where(draw.random(n) < 0.3, potential * draw.uniform(0.1, 0.5, n), 0.0)
    move_cost = 150 + 0.10 * pipeline * (0.5 + relationship) + 0.01 * potential * relationship
    locked = (draw.random(n) < 0.05) & (owner >= 0)
    names = np.array([f"S{t:04d}" for t in range(seats)])
    lists = [
        ";".join(names[np.isin(role, [r for r in range(4) if s in ROLES[r]])]) for s in range(3)
    ]
    accounts = pa.table(
        {
            "account_id": [f"A{i:06d}" for i in range(n)],
            "seat": np.where(owner >= 0, names[owner], ""),
            "potential": np.round(potential),
            "workload": workload,
            "latitude": np.round(place[:, 0], 5),
            "longitude": np.round(place[:, 1], 5),
            "visits": np.asarray((12, 6, 2))[segment],
            "move_cost": np.round(move_cost),
            "locked": locked.astype(int),
            "eligible": [lists[s] for s in segment],
        }
    )
    table = pa.table(
        {
            "seat": names,
            "latitude": np.round(homes[:, 0], 5),
            "longitude": np.round(homes[:, 1], 5),
            "share": np.round(shares[0]),
            "share_workload": np.round(shares[1], 1),
        }
    )
    return Inputs(accounts, table)


def _cities(draw, seats):
    count = max(3, seats // 3)
    centres = np.stack([draw.uniform(28, 47, count), draw.uniform(-120, -72, count)], axis=1)
    weight = 1 / np.arange(1, count + 1)
    weight = np.maximum(weight / weight.sum(), 1 / (12 * count))
    weight /= weight.sum()
    city = draw.choice(count, size=seats, p=weight)
    return centres[city] + draw.normal(0, 0.3, (seats, 2)), centres, weight


def _places(draw, n, centres, weight):
    place = centres[draw.choice(len(centres), size=n, p=weight)] + draw.normal(0, 0.4, (n, 2))
    rural = draw.random(n) < 0.1
    place[rural, 0] = draw.uniform(27, 48, rural.sum())
    place[rural, 1] = draw.uniform(-122, -70, rural.sum())
    return place


def _potential(draw, segment):
    value = np.asarray(MEAN_POTENTIAL)[segment] * draw.lognormal(-0.32, 0.8, segment.size)
    outlier = draw.random(segment.size) < 0.02
    value[outlier] *= 1 + draw.pareto(1.8, outlier.sum())
    return value


def _targets(weight, segment, role, ramp):
    """Each segment's total over its seats by focus x ramp, so that bands can be met in parts."""
    focus = np.asarray(FOCUS)[role] * ramp[:, None]
    totals = np.bincount(segment, weights=weight, minlength=3)
    return (focus / focus.sum(axis=0) * totals).sum(axis=1)


def _owners(draw, place, homes, potential, target, may, centres, seats):
    """Two firms, each aligned by gravity within itself, then a pull for each rep."""
    n = len(place)
    firm = np.arange(seats) % 2
    strong = draw.random(len(centres)) < 0.5
    near = np.concatenate(
        [
            np.argmin(((part[:, None] - centres[None]) ** 2).sum(axis=2), axis=1)
            for part in np.array_split(place, 1 + n // 5_000)
        ]
    )
    belongs = np.where(draw.random(n) < np.where(strong[near], 0.8, 0.2), 0, 1)
    pull = draw.lognormal(0, 0.3, seats)
    owner = np.empty(n, dtype=np.int64)
    load = np.zeros(seats)
    fill = pull * target
    for i in draw.permutation(n):
        far = ((place[i] - homes) ** 2).sum(axis=1)
        ready = may[i] & (firm == belongs[i])
        if not ready.any():
            ready = may[i]
        score = far + 150 * np.maximum(0, load / fill - 0.8) ** 2 + draw.exponential(1.0, seats)
        owner[i] = np.argmin(np.where(ready, score, np.inf))
        load[owner[i]] += potential[i]
    exception = draw.random(n) < 0.04
    owner[exception] = draw.integers(0, seats, exception.sum())
    owner[draw.random(n) < 0.02] = -1
    return owner
