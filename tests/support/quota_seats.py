"""Seats made up for a test: a few by hand, or many at random."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.quotas.managers import manager_tree
from engine.quotas.seats import Seats


def seats(previous: list[float], **columns: Any) -> Seats:
    """Seats with these quotas last year; what is not given equals them, and everyone carries."""
    money = np.array(previous, dtype=np.float64)
    n = len(previous)
    names = [f"T{k}" for k in range(n)]
    labels = {
        "territory_id": names,
        "rep_id": [f"r{k}" for k in range(n)],
        "segment": ["smb"] * n,
        **columns.pop("labels", {}),
    }
    given = {k: np.array(v, dtype=np.float64) for k, v in columns.items() if k in _MONEY}
    others = {k: v for k, v in columns.items() if k not in _MONEY}
    carries = np.array(others.pop("carries", [True] * n), dtype=bool)
    facts = {k: given.get(k, money) for k in _MONEY}
    return Seats(money, **facts, carries=carries, labels=labels, **others)


_MONEY = ("history", "potential", "expected", "own")


def many(n: int, seed: int = 0, managers: int = 0) -> Seats:
    """
    Seats at random: uneven potential, quotas that follow it only in part, some new, some ramping.

    With managers, seats are dealt to them in turn, and every ten of them report to a chief.
    """
    rng = np.random.default_rng(seed)
    potential = 1e6 * np.exp(rng.normal(0, 0.4, n))
    expected = 0.4 * potential**0.66 * 1e6**0.34
    previous = np.round(expected * np.exp(rng.normal(0.1, 0.3, n)), 2)
    previous[rng.random(n) < 0.02] = 0
    history = np.where(rng.random(n) < 0.02, 0, expected * rng.gamma(4, 0.25, n))
    ramp = np.where(rng.random(n) < 0.1, rng.uniform(0.3, 1, n), 1.0)
    tree = None
    if managers:
        above = {f"m{k}": f"c{k // 10}" for k in range(managers)}
        tree = manager_tree([None] * n, [f"m{k % managers}" for k in range(n)], above)
    return seats(
        previous.tolist(),
        potential=potential,
        expected=expected,
        history=history,
        own=history,
        relief={"ramp": ramp},
        managers=tree,
    )


def least_change_problem(
    seed: int, n: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]:
    """Targets, how each gives way, limits of which about half bind, and a total between them."""
    rng = np.random.default_rng(seed)
    target = rng.lognormal(13, 0.5, n)
    lower = target * rng.uniform(0.4, 1.15, n)
    upper = np.maximum(target * rng.uniform(0.85, 1.6, n), lower)
    total = lower.sum() + rng.uniform(0.05, 0.95) * (upper - lower).sum()
    return target, rng.uniform(0.2, 1, n) * target, lower, upper, float(total)
