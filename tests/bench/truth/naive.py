"""Four simple forecasts and a ridge regression of the quarter held out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample.truth_worlds import RAMP

if TYPE_CHECKING:
    from engine.sample.truth_worlds import Cells, TruthWorld


def forecasts(world: TruthWorld, cells: Cells) -> dict[str, np.ndarray]:
    """Forecast of each cell by name."""
    history, n_reps = world.history, world.skill.size
    last = history.quarter == world.spec.quarters - 1
    year = history.quarter >= world.spec.quarters - 4
    team = history.booked[last].sum() / history.quota[last].sum()
    booked = np.bincount(history.rep[year], history.booked[year], n_reps)
    asked = np.bincount(history.rep[year], history.quota[year], n_reps)
    own = np.divide(booked, asked, out=np.full(n_reps, team), where=asked > 0)
    before = np.full(n_reps, np.nan)
    before[history.rep[last]] = history.booked[last]
    segment, potential = world.segment, world.potential
    of_last = np.bincount(segment[history.seat[last]], history.booked[last], 3)
    level = of_last / np.maximum(np.bincount(segment, potential, 3), 1e-9)
    ramp = RAMP[np.minimum(cells.tenure, 3)]
    return {
        "quota x team": cells.quota * team,
        "last quarter": np.where(
            np.isnan(before[cells.rep]), cells.quota * team, before[cells.rep]
        ),
        "rep's year": cells.quota * own[cells.rep],
        "potential": level[segment[cells.seat]] * potential[cells.seat] * ramp,
    }
