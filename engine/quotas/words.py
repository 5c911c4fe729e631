"""What made each step of a quota, in words that a seller would accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.quotas.propose import Quotas
    from engine.quotas.stages import Stage

STEP_LABELS = {
    "last_year": "Last year's quota",
    "moved": "Accounts that moved",
    "total": "The team's total",
    "basis": "What the patch can give",
    "own_record": "Own record",
    "weight": "Stated weight",
    "start": "Start date",
    "ramp": "Ramp",
    "leave": "Leave",
    "part_time": "Part time",
    "shared_out": "Shared by all",
    "blend": "How far it follows that",
    "over_assignment": "Over-assignment",
    "limits": "Limits",
    "commitments": "Commitments",
    "by_hand": "Set by hand",
}
"""Step → what its bar is called."""

_CHANGES_THE_SUM = {
    "weight": "stated weights",
    "start": "later start dates",
    "ramp": "ramp",
    "leave": "leave",
    "part_time": "part time",
}
"""Steps after which quotas no longer sum to the total → what they are for, in a sentence."""
_OF = {
    "keep": "of last year's quotas",
    "history": "of last year's results",
    "potential": "by its share of its segment's potential",
    "expected": "of what the patches can be expected to book",
}


def inputs(quotas: Quotas, n: int) -> list[str]:
    """What made each step of one seat's quota, a sentence each, in the order of the stages."""
    return [sentence(quotas, stage, n) for stage in quotas.stages]


def sentence(quotas: Quotas, stage: Stage, n: int) -> str:
    """What made one step of one seat's quota."""
    return _SAY[stage.step](quotas, _of_seat(stage.facts, n), int(stage.cents[n]), n)


def _of_seat(facts: Mapping[str, Any], n: int) -> dict[str, Any]:
    return {k: v[n] if isinstance(v, np.ndarray) else v for k, v in facts.items()}


def _last_year(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    return "What this patch carried last year." if cents else "This patch had no quota last year."


def _moved(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    if not cents:
        return "No quota came or went with accounts."
    way = "came brought" if cents > 0 else "left took"
    return f"Accounts that {way} their part of last year's quota along, pro rata by potential."


def _total(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    before = int(quotas.stages[0].cents.sum())
    if not before:
        return f"All quotas together are {_money(facts['target'])}."
    change = facts["target"] / before - 1
    return (
        f"All quotas together go from {_money(before)} to {_money(facts['target'])} "
        f"({100 * change:+.1f} %), each alike."
    )


def _basis(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    if facts["unknown"]:
        return (
            "Nothing is known of this patch to set a quota from, so it keeps its share of last "
            "year's quotas."
        )
    parts = [f"{_percent(share, 0)} {_OF[name]}" for name, share in facts["shares"].items()]
    what = _OF[next(iter(facts["shares"]))] if len(parts) == 1 else f"by {' and '.join(parts)}"
    mine = _percent(facts["share"], 2)
    return f"This patch has {mine} {what}; the same share of {_money(quotas.target)}."


def _own_record(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    mine = _percent(facts["share"], 0)
    return f"{mine} of the number follows the rep's own record, not an average rep's."


def _weight(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    weight = facts["weight"]
    if not cents:
        return f"The weight on {weight.by} {weight.value} does not concern this patch."
    why = f": {weight.why}" if weight.why else ""
    return f"x {weight.times:g} on {weight.by} {weight.value}{why}."


def _start(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    if facts["share"] == 1:
        return "There all year."
    return f"{_percent(facts['share'], 1)} of the year's season lies after the start date."


def _ramp(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    if facts["share"] == 1:
        return "Fully ramped."
    mine = _percent(facts["share"], 1)
    return f"Still ramping: {mine} of what a ramped rep carries over these months."


def _leave(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    if facts["share"] == 1:
        return "No leave is known."
    return f"Days off that are known leave {_percent(facts['share'], 1)} of the season."


def _part_time(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    return (
        "Full time."
        if facts["share"] == 1
        else f"Works {_percent(facts['share'], 0)} of full time."
    )


def _shared_out(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    sums = {stage.step: 0 for stage in quotas.stages if stage.step in _CHANGES_THE_SUM}
    for stage in quotas.stages:
        if stage.step in sums:
            sums[stage.step] += int(stage.cents.sum())
    less = {step: total for step, total in sums.items() if total < 0}
    more = {step: total for step, total in sums.items() if total > 0}
    parts = [
        f"{_money(abs(sum(found.values())))} is {way} {_listed(_CHANGES_THE_SUM[s] for s in found)}"
        for way, found in (("taken off for", less), ("added for", more))
        if found
    ]
    if not parts:
        return "Brings the sum back to the team's total."
    return f"In all {' and '.join(parts)}; every quota shares that, so that the team's total holds."


def _blend(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    return (
        f"The quota follows that {_percent(facts['share'], 0)} of the way from last year's share."
    )


def _over_assignment(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    return f"{_percent(facts['share'], 1)} more is handed out than the target."


def _limits(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    amount = sum(
        int(stage.cents[n]) for stage in quotas.stages[: _place(quotas.stages, "limits") + 1]
    )
    limits = facts["limits"]
    for end, word in ((limits.upper, "most"), (limits.lower, "least")):
        if abs(amount - end[n]) <= 1:
            return f"Held at the {word} that the limits allow here, {_money(float(end[n]))}."
    return "Limits hold other quotas; what they may not carry is shared by the rest."


def _commitments(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    said = _percent(1 - facts["top_down"], 0)
    return (
        f"Numbers that reps and managers have committed to count {said}, the cascade from the top "
        "the rest; each manager's total is exact."
    )


def _by_hand(quotas: Quotas, facts: dict[str, Any], cents: int, n: int) -> str:
    mine = facts["overrides"].get(n)
    if mine is None:
        return "Quotas set by hand move the rest, so that the sum stays what it is."
    by = " by ".join(["Set", mine.who] if mine.who else ["Set by hand"])
    when = f" on {mine.when}" if mine.when else ""
    return f"{by}{when}{f': {mine.why}' if mine.why else ''}."


def _place(stages: tuple[Stage, ...], step: str) -> int:
    return next(n for n, stage in enumerate(stages) if stage.step == step)


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _percent(share: float, decimals: int) -> str:
    return f"{100 * share:.{decimals}f} %"


def _money(cents: float) -> str:
    return f"{cents / 100:,.0f}" if round(cents) % 100 == 0 else f"{cents / 100:,.2f}"


_SAY: dict[str, Callable[[Quotas, dict[str, Any], int, int], str]] = {
    "last_year": _last_year,
    "moved": _moved,
    "total": _total,
    "basis": _basis,
    "own_record": _own_record,
    "weight": _weight,
    "start": _start,
    "ramp": _ramp,
    "leave": _leave,
    "part_time": _part_time,
    "shared_out": _shared_out,
    "blend": _blend,
    "over_assignment": _over_assignment,
    "limits": _limits,
    "commitments": _commitments,
    "by_hand": _by_hand,
}
