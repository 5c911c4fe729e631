"""Was more quota handed out than the seats can be expected to give?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import percents

if TYPE_CHECKING:
    from engine.response.shares import Parts
    from engine.scenarios.diagnosis.ground import Ground

NAME = "quota_level"
_MATERIAL = 0.03


def look(ground: Ground) -> StructuredTest:
    """
    Compare quotas with what average people would book in these seats.

    This is why the average is low, and no matter of who differs from whom.
    """
    quota = ground.judged.year.quota
    parts = ground.parts
    if parts is None:
        return unavailable(NAME, "Nobody with a patch carries a quota (quota.amount).")
    carried = quota[parts.reps]
    expected = (np.exp(parts.fit + parts.territory) * carried[:, None]).sum(axis=0)
    over = carried.sum() / expected - 1
    lo, middle, hi = (float(x) for x in np.quantile(over, [0.1, 0.5, 0.9]))
    is_found = lo > 0 and middle > _MATERIAL
    if is_found:
        said = (
            f"{100 * middle:.0f} % more quota was handed out than average people would book in "
            f"these patches (likely range {percents(lo, hi)}): that lowers everyone alike."
        )
    else:
        said = (
            f"Quotas sum to {100 * (1 + middle):.0f} % of what average people would book in "
            f"these patches (likely range {percents(1 + lo, 1 + hi)})."
        )
    return StructuredTest(
        NAME, said, middle, lo, hi, parts.reps.size, _rows(ground, parts), concerns="level",
        found=is_found,
    )  # fmt: skip


def _rows(ground: Ground, parts: Parts) -> tuple[dict[str, object], ...]:
    """Quota of each rep judged, and what an average rep would book in those patches."""
    quota = ground.judged.year.quota[parts.reps]
    expected = np.exp(parts.fit + parts.territory).mean(axis=1) * quota
    ids = [ground.history.rep_ids[rep] for rep in parts.reps.tolist()]
    return tuple(
        {"rep_id": rep_id, "quota": asked, "expected": round(gives, 2)}
        for rep_id, asked, gives in zip(ids, quota.tolist(), expected.tolist(), strict=True)
    )
