"""The per-rep table and the payout curve of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.incentives.year import BOOKINGS, year_pay
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
    table = basis.seating.names
    for name, values in numbers.items():
        table = table.append_column(name, pa.array(values, from_pandas=True))
    return table


def average_curve(terms: Terms) -> Curve:
    """
    Payout curve of the people with a quota, each plan weighted by how many are on it.

    A plan that pays rates on money is drawn at its people's mean quota and target incentive.
    """
    rows = terms.measured
    of = terms.plan_of_row[rows] if rows.size else np.array([len(terms.plans) - 1])
    share = np.zeros_like(_POINTS)
    for index, count in zip(*np.unique(of, return_counts=True), strict=True):
        here = rows[of == index] if rows.size else rows
        quota, target = _mean(terms.quota[here]), _mean(terms.target_incentive[here])
        paid = year_pay(terms.plans[index], {BOOKINGS: _POINTS[None]}, quota, target)[0]
        share += paid / target * (count / len(of))
    return Curve(_POINTS, share)


def _mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of what is known and above 0, shape (1,); 1 where nothing is."""
    known = values[values > 0]
    return np.array([known.mean() if known.size else 1.0])


def _spread(values: NDArray[np.float64], rows: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """Values of some rows over all rows, ``nan`` elsewhere."""
    out = _none(n)
    out[rows] = values
    return out


def _none(n: int) -> NDArray[np.float64]:
    return np.full(n, np.nan)
