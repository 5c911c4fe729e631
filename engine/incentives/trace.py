"""Where a payout comes from: every tier, then whatever acted on it; lines that sum to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from engine.incentives.curve import PayoutCurve, piece
from engine.incentives.evaluate import given
from engine.incentives.matrix import PayoutMatrix
from engine.incentives.rounding import steps, to_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from engine.incentives.payouts import Payouts
    from engine.incentives.plan import Plan

    Floats = NDArray[np.float64]

SCHEMA = pa.schema(
    [
        ("payout", pa.int64()),  # index into the payouts of the component
        ("step", pa.string()),  # tier, jump, threshold, gate, modifier, cap, on_account, earlier
        ("from", pa.float64()),  # in the input's unit; null for what is no tier
        ("to", pa.float64()),  # null where the tier is open
        ("part", pa.float64()),  # part of the input that it pays on
        ("rate", pa.float64()),
        ("pays", pa.float64()),  # money
    ]
)


class Line(NamedTuple):
    """One line of every payout of a component, arrays of shape (n_payouts,)."""

    step: str
    start: Floats
    end: Floats
    part: Floats
    rate: Floats
    pays: Floats
    is_kept: NDArray[np.bool_]


def trace(payouts: Payouts, plan: Plan) -> pa.Table:
    """
    Explain every payout of a component.

    Returns
    -------
    pyarrow.Table
        ``SCHEMA``, in the order of the payouts; ``pays`` of one payout sums to it exactly.
    """
    lines = [*_curve_lines(payouts), *_step_lines(payouts, plan)]
    money, count = plan.rounding.money, len(payouts.rep)
    if not lines or not count:
        return SCHEMA.empty_table()
    kept = np.array([line.is_kept for line in lines])
    pays = np.where(kept, np.array([line.pays for line in lines]), 0.0)
    to_date = steps(np.cumsum(pays, axis=0), money, plan.rounding.mode)
    last = len(lines) - 1 - np.argmax(kept[::-1], axis=0)
    after = np.arange(len(lines))[:, None] >= last
    to_date = np.where(after, payouts.payout, to_date)
    each = to_step(np.diff(to_date, axis=0, prepend=0.0) * money, money)
    picked = kept.T.ravel()
    names = np.array([line.step for line in lines])
    columns = {
        "payout": np.repeat(np.arange(count), len(lines))[picked],
        "step": pa.array(np.tile(names, count)[picked].tolist(), pa.string()),
        **{
            name: _column([getattr(line, field) for line in lines], picked)
            for name, field in (
                ("from", "start"),
                ("to", "end"),
                ("part", "part"),
                ("rate", "rate"),
            )
        },
        "pays": each.T.ravel()[picked],
    }
    return pa.table(columns).cast(SCHEMA)


def _column(values: Sequence[Floats], picked: NDArray[np.bool_]) -> pa.Array:
    flat = np.array(values).T.ravel()[picked]
    return pa.array(flat, pa.float64(), mask=~np.isfinite(flat))


def _curve_lines(payouts: Payouts) -> Iterator[Line]:
    curve, method = payouts.component.curve, payouts.component.method
    is_one = method in ("whole", "lookup") or payouts.inputs.part is not None
    if is_one or isinstance(curve, PayoutMatrix):
        yield _one_line(payouts)
    else:
        yield from _pieces(curve, payouts)


def _one_line(payouts: Payouts) -> Line:
    """The tier (or row of a matrix) that the input lies in pays on all of it."""
    component, inputs, curve = payouts.component, payouts.inputs, payouts.component.curve
    size, sign = np.abs(inputs.x) if payouts.line is not None else inputs.x, _sign(payouts)
    if isinstance(curve, PayoutMatrix):
        starts = np.concatenate([[-np.inf], curve.rows])
        k = np.maximum(np.searchsorted(starts, size, side="right") - 1, 0)
        rate = given(component, inputs)
    else:
        starts, k = curve.at, piece(curve, size)
        rate = (curve.intercept if component.method == "lookup" else curve.slope)[k]
    ends = np.concatenate([starts[1:], [np.inf]])
    part = size if inputs.part is None else inputs.part
    everywhere = np.ones(len(size), dtype=bool)
    return Line("tier", starts[k], ends[k], part * sign, rate, payouts.steps.curve, everywhere)


def _pieces(curve: PayoutCurve, payouts: Payouts) -> Iterator[Line]:
    """Straight pieces up to the input, each on the part of it inside, and the jumps between."""
    sign, unit = _sign(payouts), payouts.inputs.unit
    x = payouts.inputs.x * sign
    everywhere, nowhere = np.ones(len(x), dtype=bool), np.full(len(x), np.nan)
    at, ends = curve.at, np.concatenate([curve.at[1:], [np.inf]])
    if curve.slope[0] or curve.intercept[0]:
        below = np.minimum(x, ends[0])
        pays: Floats = (curve.intercept[0] + curve.slope[0] * below) * unit * sign
        rate = np.full(len(x), curve.slope[0])
        yield Line("tier", nowhere, nowhere + ends[0], below * sign, rate, pays, everywhere)
    for k in range(1, len(at)):
        before = curve.intercept[k - 1] + curve.slope[k - 1] * at[k]
        jump = curve.intercept[k] + curve.slope[k] * at[k] - before
        start, end = np.full(len(x), at[k]), np.full(len(x), ends[k])
        if abs(jump) > 1e-12:
            reached = x >= at[k] if curve.boundary == "lower" else x > at[k]
            yield Line("jump", start, start, nowhere, nowhere, jump * unit * sign, reached)
        part = np.clip(x - at[k], 0.0, ends[k] - at[k])
        rate = np.full(len(x), curve.slope[k])
        yield Line("tier", start, end, part * sign, rate, part * rate * unit * sign, everywhere)


def _sign(payouts: Payouts) -> Floats:
    """-1 for a deal of negative amount, which takes back what one of its size pays."""
    if payouts.line is None:
        return np.ones(len(payouts.rep))
    return np.where(payouts.inputs.x < 0, -1.0, 1.0)


def _step_lines(payouts: Payouts, plan: Plan) -> Iterator[Line]:
    nowhere = np.full(len(payouts.rep), np.nan)
    changes = payouts.steps.changes()
    if payouts.component.interim is not None:
        window = payouts.window * plan.rounding.money
        held = window - payouts.steps.money
        changes["on_account"] = np.where(np.abs(held) < plan.rounding.money, 0.0, held)
    changes["earlier"] = np.asarray(-payouts.earlier * plan.rounding.money, dtype=np.float64)
    for step, pays in changes.items():
        yield Line(step, nowhere, nowhere, nowhere, nowhere, pays, np.abs(pays) > 1e-9)
