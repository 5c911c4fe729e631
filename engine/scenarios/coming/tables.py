"""The per-rep table and the payout curve of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.incentives.curve import payout_share
from engine.metrics.fit import fit
from engine.model.results import Curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.outcome import Outcome
    from engine.scenarios.coming.terms import Terms

_POINTS = np.round(np.arange(0.0, 2.0001, 0.01), 2)
"""Attainments at which the curve is shown."""


def reps_table(basis: Basis, drawn: Draws, terms: Terms, outcome: Outcome) -> pa.Table:
    """
    One row for each person and each vacant patch, ordered by patch.

    What cannot be computed is null; ``pay`` is the mean over possible years.
    """
    rows = terms.measured
    scale = terms.market / terms.quota[rows]
    n_rows = len(terms.quota)
    has_draws = basis.deals.amount.size > 0
    spread = {
        "attainment_p10": drawn.p10[rows] * scale,
        "attainment": drawn.p50[rows] * scale,
        "attainment_p90": drawn.p90[rows] * scale,
        "chance_at_quota": np.mean(outcome.attained >= 1.0, axis=1),
    }
    numbers = {
        "previous_quota": np.where(basis.previous > 0, basis.previous, np.nan),
        "quota": np.where(terms.quota > 0, terms.quota, np.nan),
        "expected": terms.expected,
        **{k: _spread(v, rows, n_rows) if has_draws else _none(n_rows) for k, v in spread.items()},
        "fit": fit(terms.quota, terms.expected),
        "pay": _spread(outcome.paid.mean(axis=1), rows, n_rows) if has_draws else _none(n_rows),
        "target_incentive": terms.target_incentive,
    }
    texts = ("rep_id", "territory_id", "name", "role", "segment", "region")
    return pa.table(
        {
            **{name: pa.array(basis.seating.texts(name), pa.string()) for name in texts},
            **{k: pa.array(v, pa.float64(), mask=np.isnan(v)) for k, v in numbers.items()},
        }
    )


def average_curve(terms: Terms) -> Curve:
    """Payout curve of the people with a quota, each plan weighted by how many are on it."""
    people = terms.curve_of_row[terms.measured]
    if not people.size:
        people = np.array([len(terms.curves) - 1])
    share = np.zeros_like(_POINTS)
    for index, count in zip(*np.unique(people, return_counts=True), strict=True):
        share += payout_share(terms.curves[index], _POINTS) * (count / len(people))
    return Curve(_POINTS, share)


def _spread(values: NDArray[np.float64], rows: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """Values of some rows over all rows, ``nan`` elsewhere."""
    out = _none(n)
    out[rows] = values
    return out


def _none(n: int) -> NDArray[np.float64]:
    return np.full(n, np.nan)
