"""How long deals take, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.days import on_weekday

if TYPE_CHECKING:
    from engine.sample.arrays import Floats, Ints

_CYCLE_SPREAD = 0.45
_LOST_SOONER = 0.8
_STAGE_WEIGHTS = (0.26, 0.26, 0.30, 0.18)
"""How a cycle divides over the stages, on average."""
_STEADINESS = 8.0
"""Gamma shape of a stage's part of the cycle: larger is steadier."""


def closed_entries(
    rng: np.random.Generator, close: Ints, reached: Ints, segment: Ints, *, lost: bool
) -> Ints:
    """
    Draw how long decided deals took and the day each entered each stage.

    Returns
    -------
    ndarray, shape (n_deals, 4)
        From the day of creation on and before ``close``; stages past ``reached`` repeat
        the last.
    """
    median = np.array([s.cycle_days for s in story.SEGMENTS])[segment]
    days = median * np.exp(rng.normal(0.0, _CYCLE_SPREAD, segment.size))
    cycle = np.maximum((days * (_LOST_SOONER if lost else 1.0)).astype(np.int64), 4)
    parts = stage_parts(rng, reached)
    begun = ((np.cumsum(parts, axis=1) - parts) * cycle[:, None]).astype(np.int64)
    days = on_weekday(close - cycle)[:, None] + np.minimum(begun, cycle[:, None] - 1)
    return np.asarray(days, dtype=np.int64)


def stage_parts(rng: np.random.Generator, reached: Ints) -> Floats:
    """Part of the time that each stage takes up to the furthest, shape (n_deals, 4)."""
    weights = np.array(_STAGE_WEIGHTS) * rng.gamma(_STEADINESS, 1.0, (reached.size, 4))
    weights[np.arange(4)[None, :] > reached[:, None]] = 0.0
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)


def usual_stay(entered: Ints, close: Ints, segment: Ints) -> Floats:
    """
    Upper quartile of the days that won deals stayed in each stage.

    Returns
    -------
    ndarray, shape (n_segments, 4)
        Longer than this, and a deal counts as stuck.
    """
    stays = np.diff(np.column_stack([entered, close]), axis=1)
    return np.array(
        [np.quantile(stays[segment == s], 0.75, axis=0) for s in range(len(story.SEGMENTS))]
    )
