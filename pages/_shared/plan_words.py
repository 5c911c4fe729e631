"""What the Incentives page says about plans, in sentences and rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pages._shared import exports, figures

if TYPE_CHECKING:
    from engine.incentives.check import CurveFinding
    from engine.scenarios.incentive.deal_question import Deal, DealPay
    from engine.scenarios.incentive.gains import PlanChange
    from engine.scenarios.incentive.ranges import Ranged
    from engine.scenarios.incentive.register import RegisterCheck
    from engine.scenarios.incentive.spif_cost import SpifCost
    from pages._shared.plan_pay import Statement
    from pages._shared.plan_runs import Drawn
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
_FIGURES = {"base_share": "Base pay in target pay", "quota_to_ote": "Quota to target pay"}
LARGEST = 10
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
            "On last year's deals": "Base and incentive of these people over bookings",
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
            name: round(float(np.asarray(table[name], dtype=np.float64)[here].sum())) + 0.0
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


def largest_rows(change: PlanChange, currency: str, *, names: bool) -> list[Row]:
    """The largest payouts of a year under the draft; people masked until asked."""
    table = change.table
    people = table["name"].to_pylist()
    called = people if names else exports.aliases(table["rep_id"].to_pylist(), "Rep")
    paid = np.asarray(table["draft"], dtype=np.float64)
    return [
        {
            "Rep": str(called[n]),
            "Paid under the draft": figures.money_exact(float(paid[n]), currency),
            "Paid today": figures.money_exact(table["today"][n].as_py(), currency),
            "Attainment": figures.percent(table["attainment"][n].as_py()),
        }
        for n in np.argsort(-paid, kind="stable")[:LARGEST]
    ]


def range_rows(found: tuple[Ranged, ...]) -> list[Row]:
    """Pay mix and quota to pay by role, beside what is published, with the source."""
    return [
        {
            "Figure": _FIGURES[one.figure],
            "Role": one.role,
            "People": figures.count(one.people),
            "Here": _of(one.figure, one.value),
            "Published": "nothing for this role"
            if one.published is None
            else f"{_of(one.figure, one.published.low)} to {_of(one.figure, one.published.high)}",
            "Source": "" if one.published is None else one.published.source,
        }
        for one in found
    ]


def _of(figure: str, value: float) -> str:
    return figures.percent(value) if figure == "base_share" else f"{figures.ratio(value, 1)} x"


def statement_rows(found: Statement, currency: str) -> list[Row]:
    """Lines of a statement and what they add up to."""
    rows = [
        {
            "For": " · ".join(
                part for part in (str(line["component"] or ""), str(line["deal_id"] or "")) if part
            ),
            "Line": str(line["step"]).replace("_", " "),
            "From": _number(line["from"]),
            "To": _number(line["to"]),
            "Part": _number(line["part"]),
            "Rate": _number(line["rate"]),
            "Pays": figures.money_exact(line["pays"], currency),
        }
        for line in found.lines.to_pylist()
        if line["pays"]
    ]
    whole = dict.fromkeys(("For", "From", "To", "Part", "Rate"), "")
    paid = figures.money_exact(found.paid, currency)
    return [*rows, {**whole, "Line": "Paid", "Pays": paid}]


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 6):,g}"


def statement_sentence(found: Statement, who: str, quarter: str, currency: str) -> str:
    """What a statement comes to."""
    text = f"{found.plan} pays {who} {figures.money_exact(found.paid, currency)} for {quarter}"
    if found.balance > 0:
        return f"{text}; {figures.money_exact(found.balance, currency)} of an advance is owed."
    return f"{text}."


def spif_sentence(cost: SpifCost, per_deal: bool, currency: str) -> str:
    """What a SPIF would have cost, and that it would have been earned anyway."""
    people = figures.counted(cost.people.num_rows, "person", "people")
    what = (
        figures.counted(round(cost.units, 1), "deal")
        if per_deal
        else f"{figures.money(cost.units, currency)} of deals"
    )
    return (
        f"On last year's deals it would have paid {figures.money(cost.cost, currency)} to {people} "
        f"for {what} that were closed without it. That much it costs before it brings one more."
    )


def near(text: str, message: str) -> str:
    """Lines of a plan around the one that an error names; empty where it names none."""
    named = re.search(r"line (\d+)", message)
    if named is None:
        return ""
    at, lines = int(named[1]), text.splitlines()
    around = range(max(1, at - 1), min(len(lines), at + 1) + 1)
    return "\n".join(f"{'>' if n == at else ' '} {n:>3}  {lines[n - 1]}" for n in around)


def finding_rows(findings: tuple[CurveFinding, ...]) -> list[Row]:
    """What the check says about a plan."""
    return [{"What": _KINDS[f.code], "Where and how much": f.message} for f in findings]


def basis(drawn: Drawn, currency: str) -> str:
    """What the figures of a draft are, and whose money the check speaks of."""
    known = drawn.target_incentive > 0
    target = figures.money(drawn.target_incentive, currency) if known else "the plan's own"
    return (
        "An estimate on deals that were closed, not your plan document. The check speaks of the "
        f"middle person: quota {figures.money(drawn.quota, currency)}, target incentive {target}, "
        "a year."
    )


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
