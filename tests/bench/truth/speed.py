"""How long fit and draws take, and a crossed mixed model beside them."""

from __future__ import annotations

import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from engine.response.model import fit_model
from engine.sample.truth_worlds import WorldSpec, make_world
from engine.scenarios.history import read_history
from engine.store.workspace import Workspace
from tests.bench.worlds import large_workspace
from tests.support.truth import panel_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ROUNDS = 5
DEALS = (100_000, 200_000, 400_000, 800_000)
REPS = 1_000


def best(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Least time of some runs, seconds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def large() -> dict[str, float]:
    """Fit and 1,000 draws at 2,000 reps and eight quarters."""
    panel = panel_of(make_world(WorldSpec(seats=2_000), 1))
    model = fit_model(panel)
    return {"fit": best(lambda: fit_model(panel)), "draws": best(lambda: model.draw(0, 1_000))}


def mixed_model() -> dict[str, float]:
    """Our fit at 200 reps against the crossed mixed model of statsmodels, in turns."""
    import statsmodels.formula.api as smf

    world = make_world(WorldSpec(seats=200), 1)
    panel, cells = panel_of(world), world.history
    frame = pd.DataFrame(
        {
            "y": np.log(np.maximum(cells.booked, 2_000)),
            "rep": cells.rep,
            "seat": cells.seat,
            "segment": world.segment[cells.seat],
            "quarter": cells.quarter,
            "ramp": np.minimum(cells.tenure, 3),
            "potential": np.log(world.potential)[cells.seat],
            "one": 1,
        }
    )
    model = smf.mixedlm(
        "y ~ C(segment) + C(quarter) + C(ramp) + potential",
        frame,
        groups="one",
        re_formula="0",
        vc_formula={"rep": "0 + C(rep)", "seat": "0 + C(seat)"},
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit_model(panel)
        theirs = best(model.fit, rounds=2)
    ours = best(lambda: fit_model(panel), rounds=9)
    return {"ours": ours, "mixedlm": theirs, "ratio": theirs / ours}


def by_deals() -> dict[int, float]:
    """Seconds to read and fit a history of the same seats with more and more deals."""
    found = {}
    for deals in DEALS:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            large_workspace(place, REPS, 20_000, deals=deals)
            warehouse = Workspace(place).open()
            found[deals] = best(lambda door=warehouse: fit_model(read_history(door).panel), 3)
            warehouse.close()
    return found
