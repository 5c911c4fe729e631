"""Payouts and totals as plain rows: what ``pay --json`` prints and statements are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.incentives.rounding import to_step
from engine.incentives.trace import trace

if TYPE_CHECKING:
    from engine.incentives.pay import Paid
    from engine.incentives.payouts import Payouts

_TRACED = ("from", "to", "part", "rate", "pays")


def payout_rows(done: Paid) -> list[dict[str, Any]]:
    """Every payout with its trace, by person, period and component."""
    rows = [row for payouts in done.payouts for row in _rows(done, payouts)]
    order = {component.id: n for n, component in enumerate(done.plan.components)}
    place = {period.label: n for n, period in enumerate(done.results.periods)}
    rows.sort(key=lambda row: (row["rep_id"], place[row["period"]], order[row["component"]]))
    return rows


def total_rows(done: Paid) -> list[dict[str, Any]]:
    """What each person earned, was paid and owes, by period."""
    totals, results = done.totals, done.results
    return [
        {
            "rep_id": results.reps[rep],
            "period": results.periods[period].label,
            "earned": float(totals.earned[rep, period]),
            "paid": float(to_step(totals.paid[rep, period], 1e-6)),
            "balance": float(totals.balance[rep, period]),
            "adjustments": {
                name: float(change[rep, period]) for name, change in totals.adjustments.items()
            },
        }
        for rep, period in zip(*np.nonzero(totals.is_settled), strict=True)
    ]


def _rows(done: Paid, payouts: Payouts) -> list[dict[str, Any]]:
    results, lines = done.results, done.results.deals
    traced: list[list[dict[str, Any]]] = [[] for _ in payouts.rep]
    for line in trace(payouts, done.plan).to_pylist():
        told = {key: line[key] for key in _TRACED}
        traced[line["payout"]].append({"step": line["step"], **told})
    money = to_step(payouts.payout * done.plan.rounding.money, done.plan.rounding.money)
    rows = []
    for n, (rep, period) in enumerate(zip(payouts.rep, payouts.period, strict=True)):
        row: dict[str, Any] = {
            "rep_id": results.reps[rep],
            "period": results.periods[period].label,
            "component": payouts.component.id,
            "input": float(payouts.inputs.x[n]),
            "payout": float(money[n]),
            "trace": traced[n],
        }
        if payouts.line is not None and lines is not None:
            row["deal_id"] = lines.deal_id[payouts.line[n]]
        if payouts.inputs.second is not None:
            row["second"] = float(payouts.inputs.second[n])
        rows.append(row)
    return rows
