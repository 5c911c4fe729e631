"""Is the number carried by few, beyond what patches and luck would do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.metrics.concentration import top_share
from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import percent, percents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.diagnosis.ground import Ground

    Row = dict[str, object]

NAME = "concentration"
_FEWEST = 20


def look(ground: Ground) -> StructuredTest:
    """Compare the top tenth's share with years of average people in the same seats."""
    quota = ground.judged.year.quota
    parts = ground.parts
    if parts is None:
        return unavailable(NAME, "Nobody with a patch carries a quota (quota.amount).")
    if parts.reps.size < _FEWEST:
        return unavailable(NAME, f"Fewer than {_FEWEST} reps carry a quota in a patch.")
    booked = ground.judged.booked[parts.reps]
    actual = top_share(booked)
    expected = np.exp(parts.fit + parts.territory) * quota[parts.reps][:, None]
    shape = 1 / np.expm1(parts.luck)[:, None]
    rng = np.random.default_rng([ground.seed, 12])
    years = expected * rng.standard_gamma(np.broadcast_to(shape, expected.shape)) / shape
    usual = np.array([top_share(year) for year in years.T[:400]])
    lo, hi = (float(x) for x in np.quantile(usual, [0.1, 0.9]))
    is_found = actual > float(np.quantile(usual, 0.995))
    said = (
        f"The top tenth of reps brought {percent(actual)} of bookings; average people in the same "
        f"patches would by luck alone show {percents(lo, hi)}."
    )
    return StructuredTest(
        NAME, said, actual, lo, hi, parts.reps.size, _rows(ground, parts.reps.tolist(), booked),
        concerns="people" if is_found else "system", found=is_found,
    )  # fmt: skip


def _rows(ground: Ground, reps: list[int], booked: NDArray[np.float64]) -> tuple[Row, ...]:
    """What each rep judged brought; by id, never by size."""
    total = float(booked.sum())
    return tuple(
        {"rep_id": ground.history.rep_ids[rep], "booked": each, "share_of_bookings": each / total}
        for rep, each in zip(reps, booked.tolist(), strict=True)
    )
