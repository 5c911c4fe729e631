"""Today's payout curve beside a draft's, people below, cliffs in money: marks for payout_curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pages._shared import figures
from pages._shared.charts.marks import MAX_MARKS, block, crowd, fed
from pages._shared.charts.payout_curve import FURTHEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.incentives.check import CurveFinding
    from pages._shared.charts.marks import Marks

_RUG = (-0.22, -0.06)


def rows(
    grid: NDArray[np.float64],
    curves: Sequence[NDArray[np.float64]],
    attained: NDArray[np.float64],
    findings: Sequence[CurveFinding],
    currency: str,
) -> Marks:
    """
    Marks of the curves (today first), of people's attainment and of the draft's cliffs.

    Parameters
    ----------
    grid : ndarray, shape (n,)
        Attainments.
    curves : sequence of ndarray, shape (n,)
        Payout shares of today's plan and of the draft.
    attained : ndarray
        Attainment of each person.
    findings : sequence of CurveFinding
        Of the draft; its cliffs are named with their money.
    currency : str
        Of the amounts.
    """
    high = max(1.0, *(float(curve.max()) for curve in curves))
    blocks = [crowd("curve", str(n), x=grid, y=curve) for n, curve in enumerate(curves)]
    blocks.append(block("goal", x=1.0, y=0.0, y2=high))
    blocks.append(block("unit", label="share of target incentive paid", x=0.0, y=high * 1.12))
    people = np.sort(attained[(attained >= 0) & (attained <= FURTHEST)])
    room = MAX_MARKS - grid.size * len(curves) - 20
    people = people[:: -(-people.size // room)] if people.size > room else people
    low, upper = (high * end for end in _RUG)
    blocks.append(crowd("rug", "0", x=people, y=low, y2=upper))
    for cliff in [f for f in findings if f.code == "cliff" and f.at and f.at <= FURTHEST][:10]:
        label = f"+{figures.money(cliff.amount, currency)} at once"
        share = float(np.interp(cliff.at or 0.0, grid, curves[-1]))
        blocks.append(block("name", label=label, x=cliff.at, y=share))
    return fed(blocks)
