"""What the Incentives page says about plans, in sentences and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pages._shared import figures

if TYPE_CHECKING:
    from engine.incentives.check import CurveFinding
    from engine.scenarios.incentive.deal_question import Deal, DealPay
    from engine.scenarios.incentive.gains import PlanChange
    from engine.scenarios.incentive.register import RegisterCheck
    from pages._shared.reference import Row

_KINDS = {
    "cliff": "Cliff",
    "flat": "Flat stretch",
    "cap": "Cap",
    "inversion": "Selling more pays less",
    "no_accelerator": "No accelerator",
    "target_not_at_100": "Pay at quota",
    "threshold": "Threshold",
    "excellence": "Best one in ten",
    "overlap": "Two rules on one deal",
}
LEAST_CHANGE = 0.01
"""Share of pay from which a change counts as a gain or a loss."""


def gains(change: PlanChange, currency: str) -> str:
    """Who gains and who loses, in a sentence."""
    today = np.asarray(change.table["today"], dtype=np.float64)
    moved = np.asarray(change.table["change"], dtype=np.float64)
    floor = LEAST_CHANGE * np.maximum(today, 1.0)
    more, less = int((moved > floor).sum()), int((moved < -floor).sum())
    total = figures.money(abs(float(moved.sum())), currency)
    if not more and not less:
        return "On last year's deals the draft would have paid everybody the same."
    side = "more" if moved.sum() > 0 else "less"
    return (
        f"On last year's deals the draft would have paid {figures.counted(more, 'rep')} more and "
        f"{figures.counted(less, 'rep')} less: {total} {side} in all."
    )


def cost_rows(change: PlanChange, currency: str) -> list[Row]:
    """Cost of both plans side by side."""
    pair = (change.today, change.draft)
    return [
        {
            "On last year's deals": "Incentive paid",
            **_pair([figures.money(c.paid, currency) for c in pair]),
        },
        {
            "On last year's deals": "Paid for each dollar credited",
            **_pair([figures.percent(c.effective_rate, 1) for c in pair]),
        },
        {
            "On last year's deals": "Cost of sales (base and incentive over bookings)",
            **_pair([figures.percent(c.ccos, 1) for c in pair]),
        },
    ]


def _pair(texts: list[str]) -> Row:
    return {"Today": texts[0], "Draft": texts[1]}


def segment_rows(change: PlanChange, currency: str) -> list[Row]:
    """Why pay moves, by segment: what a deal counts and what a result pays."""
    table = change.table
    segments = [name or "no segment" for name in table["segment"].to_pylist()]
    found = []
    for segment in sorted(set(segments)):
        here = np.array([name == segment for name in segments])
        sums = {
            name: float(np.asarray(table[name], dtype=np.float64)[here].sum())
            for name in ("today", "draft", "by_credit", "by_curve")
        }
        found.append(
            {
                "Segment": segment,
                "Reps": figures.count(int(here.sum())),
                "Today": figures.money(sums["today"], currency),
                "Draft": figures.money(sums["draft"], currency),
                "Because deals count differently": figures.money(sums["by_credit"], currency),
                "Because results pay differently": figures.money(sums["by_curve"], currency),
            }
        )
    return found


def finding_rows(findings: tuple[CurveFinding, ...]) -> list[Row]:
    """What the check says about a plan."""
    return [{"What": _KINDS[f.code], "Where and how much": f.message} for f in findings]


def register(check: RegisterCheck | None) -> str:
    """Whether today's plan reproduces what was paid."""
    if check is None:
        return (
            "No payout register is loaded for this year, so nobody can say whether today's plan "
            "as written is what was paid."
        )
    total = check.rows.num_rows
    return (
        f"Today's plan as written reproduces {figures.count(check.agree)} of "
        f"{figures.count(total)} payments in the register to the cent."
    )


def deal(answer: DealPay, asked: Deal, who: str, currency: str) -> str:
    """What a deal would pay, in a sentence."""
    counts = figures.money_exact(answer.credited, currency)
    parts = [
        f"{figures.money_exact(line['pays'], currency)} {_where(line)}"
        for line in answer.lines.to_pylist()
    ]
    because = f": {', '.join(parts)}" if len(parts) > 1 else ""
    return (
        f"A deal of {figures.money(asked.amount, currency)} closed by {who} on "
        f"{figures.day(asked.close_date)} counts {counts} and pays "
        f"{figures.money_exact(answer.pays, currency)}{because}."
    )


def _where(line: dict[str, float | str | None]) -> str:
    start, end = line["from"], line["to"]
    if not isinstance(start, float):
        return f"by {str(line['step']).replace('_', ' ')} of {line['component']}"
    if not isinstance(end, float):
        return f"above {start:g}"
    return f"between {start:g} and {end:g}" if end > start else f"at {start:g}"
