"""Verdicts in worlds where the system makes up a known share of what is not luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.model import fit_model
from engine.response.shares import shares_of, year_parts
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.support.truth import panel_of, true_shares, year_of

if TYPE_CHECKING:
    from engine.model.diagnosis import Shares
    from engine.response.shares import Parts

DRAWS = 400
SHARES = (0.2, 0.5, 0.8)
SIZES = (
    (WorldSpec(seats=60, quarters=4), 12),
    (WorldSpec(seats=60), 12),
    (WorldSpec(seats=200, quarters=4), 12),
    (WorldSpec(seats=200), 16),
    (WorldSpec(seats=800), 4),
    (WorldSpec(seats=200, moves=0.0, turnover=0.0), 12),
)
"""Kinds of worlds and how many of each at every share: 204."""
WRONG = {0.2: "mostly system", 0.8: "mostly people"}
RIGHT = {0.2: "mostly people", 0.8: "mostly system"}


@dataclass(frozen=True)
class Case:
    """A world's year, taken apart, and the truth of it."""

    spec: WorldSpec
    share: float
    """System share that the world was made with."""
    truth: float
    """System share of those who were there."""
    parts: Parts

    def said(self, inflation: float | None = None) -> Shares:
        """What the product says."""
        return shares_of(self.parts) if inflation is None else shares_of(self.parts, inflation)


def case(spec: WorldSpec, share: float, seed: int) -> Case:
    """Make, fit and take apart one world."""
    world = make_world(spec.with_system_share(share), seed)
    model, year = fit_model(panel_of(world)), year_of(world)
    parts = year_parts(model, model.draw(seed, DRAWS), year)
    return Case(spec, share, true_shares(world, year).system, parts)


def cases(spec: WorldSpec, number: int, first_seed: int) -> list[Case]:
    """So many worlds of one kind at every share."""
    seeds = range(first_seed, first_seed + number)
    return [case(spec, share, seed) for share in SHARES for seed in seeds]


def summary(found: list[Case], inflation: float | None = None) -> dict[str, float]:
    """Counts of verdicts, and how often interval and bounds hold the truth."""
    said = [(one, one.said(inflation)) for one in found]
    ends = [(one, shares.system) for one, shares in said]
    verdicts = [(one.share, shares.verdict) for one, shares in said]
    return {
        "worlds": len(found),
        "bias": float(np.mean([system.mid - one.truth for one, system in ends])),
        "rmse": float(np.sqrt(np.mean([(system.mid - one.truth) ** 2 for one, system in ends]))),
        "covered": float(np.mean([s.lo <= one.truth <= s.hi for one, s in ends])),
        "bounds": float(np.mean([s.bounds[0] <= one.truth <= s.bounds[1] for one, s in said])),
        "wrong": sum(WRONG.get(share) == verdict for share, verdict in verdicts),
        "certain_at_half": sum(s == 0.5 and v != "cannot tell" for s, v in verdicts),
        "at_half": sum(share == 0.5 for share, _ in verdicts),
        "right": sum(RIGHT.get(share) == verdict for share, verdict in verdicts),
        "to_be_right": sum(share in RIGHT for share, _ in verdicts),
    }
