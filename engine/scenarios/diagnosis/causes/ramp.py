"""Do quotas give new people the time that the data say they need?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.ground import unavailable
from engine.scenarios.diagnosis.words import listed, percent, to

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.diagnosis.ground import Ground

    Floats = NDArray[np.float64]

NAME = "ramp"
_FEWEST = 8
"""New people that a figure needs."""
_MOSTLY = 0.6
"""Part of a cell's days that has to lie in a quarter of tenure to speak of it."""


def look(ground: Ground) -> StructuredTest:
    """Compare what new people book with what their quotas ask, quarter by quarter of tenure."""
    if not ground.snapshot.has("rep", "hire_date"):
        return unavailable(NAME, "Nothing says since when people are there (rep.hire_date).")
    panel = ground.panel
    new = np.unique(panel.rep[panel.ramp[:, 0] > _MOSTLY]).size
    if new < _FEWEST:
        return unavailable(NAME, f"Only {new} people started in the time that is covered.")
    drawn = np.exp(ground.drawn.beta[ground.model.design.ramp])
    lo, middle, hi = np.quantile(drawn, [0.1, 0.5, 0.9], axis=1)
    said = (
        f"In their first three quarters new people book {_series(middle)} of what they book "
        f"later ({listed([to(100 * a, 100 * b, 0) + ' %' for a, b in zip(lo, hi, strict=True)])})"
    )
    policy = _asked(ground)
    if np.isnan(policy).any():
        size = float(middle.mean())
        ends = float(lo.mean()), float(hi.mean())
        return StructuredTest(NAME, f"{said}; quotas of new people are not known.", size, *ends,
                              new, _rows(lo, middle, hi, policy))  # fmt: skip
    gap = policy.mean() - drawn.mean(axis=0)
    strict = float(np.quantile(gap, 0.005))
    low, size, high = (float(x) for x in np.quantile(gap, [0.1, 0.5, 0.9]))
    said += f"; their quotas ask {_series(policy)}."
    said += "" if strict > 0 else " No difference is shown."
    return StructuredTest(
        NAME, said, size, low, high, new, _rows(lo, middle, hi, policy), found=strict > 0
    )


def _asked(ground: Ground) -> Floats:
    """Quota of the first three quarters of tenure over that of the seat's ramped people."""
    panel = ground.panel
    rate, quarter, level = ground.quota_levels(np.ones(panel.rep.size, dtype=bool))
    over = np.exp(rate - quarter[panel.quarter] - level[panel.seat])
    found = [over[(panel.ramp[:, k] > _MOSTLY) & ~np.isnan(over)] for k in range(3)]
    return np.array([np.median(each) if each.size >= _FEWEST else np.nan for each in found])


def _series(shares: Floats) -> str:
    return listed([percent(share) for share in shares.tolist()])


def _rows(lo: Floats, middle: Floats, hi: Floats, policy: Floats) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "quarter_of_tenure": n + 1,
            "books": float(middle[n]),
            "lo": float(lo[n]),
            "hi": float(hi[n]),
            "quota_asks": None if np.isnan(policy[n]) else float(policy[n]),
        }
        for n in range(3)
    )
