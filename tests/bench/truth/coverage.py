"""Coverage of bands and error over the oracle, for who stays and who moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.future import expected, next_quarter, play
from engine.response.model import fit_model
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.bench.truth.naive import forecasts
from tests.support.truth import panel_of, placed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.sample.truth_worlds import TruthWorld

DRAWS = 1_000
PLAIN = (
    (WorldSpec(seats=50), 70),
    (WorldSpec(seats=50, quarters=4), 50),
    (WorldSpec(seats=200, quarters=4), 30),
    (WorldSpec(seats=200), 60),
    (WorldSpec(seats=200, moves=0.30), 20),
    (WorldSpec(seats=500), 12),
    (WorldSpec(seats=2_000), 4),
)
"""Specs and how many worlds of each: 246."""
STRESS = {
    "potential measured with 0.3 log error": WorldSpec(measurement_error=0.3),
    "good reps sorted into rich seats": WorldSpec(sorting=0.5),
    "deals three times lumpier": WorldSpec(deal_scale=3.0),
    "deals five times smaller": WorldSpec(deal_scale=0.2),
    "skill that drifts": WorldSpec(drift=0.08),
    "one deal of half the year": WorldSpec(windfall=True),
    "nobody ever moved": WorldSpec(moves=0.0, turnover=0.0),
}


@dataclass(frozen=True)
class Side:
    """One world's quarter held out, of those who stay or those who move."""

    covered: float
    median_covered: float
    reps: int
    excess: float
    """Mean absolute error over the oracle's, money."""
    naive: dict[str, float]
    oracle: float


def look(world: TruthWorld, seed: int) -> dict[str, Side]:
    """Fit the history, forecast the quarter after, compare."""
    model = fit_model(panel_of(world))
    rng = np.random.default_rng([seed, 7])
    drawn = model.draw(seed, DRAWS)
    common = next_quarter(model, drawn, rng)
    found = {}
    for name, cells in (("stay", world.stay), ("moved", world.moved)):
        mean = expected(model, drawn, placed(cells), common, rng)
        years = play(mean, world.segment[cells.seat], model.shock, model.deals, rng)
        lo, hi = np.quantile(years, [0.1, 0.9], axis=1)
        middle = np.quantile(np.median(years / cells.quota[:, None], axis=0), [0.1, 0.9])
        actual = float(np.median(cells.booked / cells.quota))
        who = np.ones(cells.rep.size, bool) if name == "stay" else world.moved.rep != world.stay.rep
        oracle = np.abs(cells.booked - cells.mean)[who].mean()
        found[name] = Side(
            float(np.mean((cells.booked >= lo) & (cells.booked <= hi), where=who)),
            float(middle[0] <= actual <= middle[1]),
            int(who.sum()),
            float(np.abs(cells.booked - mean.mean(axis=1))[who].mean() - oracle),
            {
                k: float(np.abs(cells.booked - x)[who].mean() - oracle)
                for k, x in forecasts(world, cells).items()
            },
            float(oracle),
        )
    return found


def worlds(spec: WorldSpec, number: int, first_seed: int) -> Iterable[dict[str, Side]]:
    """So many worlds of one kind."""
    for seed in range(first_seed, first_seed + number):
        yield look(make_world(spec, seed), seed)


def summary(found: list[dict[str, Side]], side: str) -> dict[str, float]:
    """Coverage by world and excess error against the best simple forecast."""
    sides = [each[side] for each in found]
    excess = float(np.mean([one.excess for one in sides]))
    naive = {k: float(np.mean([one.naive[k] for one in sides])) for k in sides[0].naive}
    best = min(naive, key=lambda name: naive[name])
    return {
        "worlds": len(sides),
        "coverage": float(np.mean([one.covered for one in sides])),
        "median": float(np.mean([one.median_covered for one in sides])),
        "excess_to_oracle": excess / float(np.mean([one.oracle for one in sides])),
        "excess_to_naive": excess / naive[best],
    }
