"""When limits cannot hold together: which rule, by how much, and the least that mends it."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from engine.model.conflict import Conflict
from engine.quotas.limits import together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.quotas.limits import Limits, Rule

_STEPS = 60
"""Halvings: enough for the last digit that a person would type."""
_WIDEST = 1e6
"""A share beyond which no rule holds anything."""
_SHARE_DIGITS, _MONEY_DIGITS = 4, 2
_HAIR_DIGITS = 6
"""Of a last digit; what is closer than that to a typed number is that number."""


def relax(
    rules: Sequence[Rule], fixed: NDArray[np.float64], total: float
) -> tuple[tuple[Conflict, ...], Limits]:
    """
    Find what keeps quotas from their total, and the least that lets them reach it.

    Parameters
    ----------
    rules : sequence of Rule
        Rules in force.
    fixed : ndarray, shape (n,)
        Quotas that no rule moves, cents; ``nan`` where free.
    total : float
        What all must sum to, cents.

    Returns
    -------
    tuple of Conflict
        Empty where the rules hold. Else each rule that mends it when relaxed alone; where none
        does, the rules that must all be relaxed, each as far as it must once those before it are
        gone.
    Limits
        Those in force, or with the first way of relaxing them.
    """
    limits = together(rules, fixed)
    if limits.hold(total):
        return (), limits
    alone = _alone(rules, fixed, total)
    if alone:
        first = next(iter(alone))
        return _conflicts(rules, alone), together(rules, fixed, {first: alone[first]})
    jointly = _jointly(rules, fixed, total)
    if jointly:
        return _conflicts(rules, jointly), together(rules, fixed, jointly)
    return (_by_hand(fixed, total),), limits


def least_value(
    rules: Sequence[Rule],
    rule: Rule,
    fixed: NDArray[np.float64],
    total: float,
    relaxed: Mapping[str, float],
) -> float | None:
    """
    Return the number nearest to a rule's own with which all can hold, to the last typed digit.

    ``None`` where no number of this rule is enough. ``relaxed`` are other rules' numbers.
    """

    def holds(value: float) -> bool:
        return together(rules, fixed, {**relaxed, rule.name: value}).hold(total)

    near, far = rule.value, _loosest(rule, total)
    if not holds(far):
        return None
    for _ in range(_STEPS):
        middle = (near + far) / 2
        near, far = (near, middle) if holds(middle) else (middle, far)
    digits = 10 ** (_MONEY_DIGITS if rule.is_money else _SHARE_DIGITS)
    outward = floor if rule.kind == "floor" else ceil
    typed: int = outward(round(far * digits, _HAIR_DIGITS))
    return float(typed if holds(typed / digits) else typed + rule.slack) / float(digits)


def _alone(rules: Sequence[Rule], fixed: NDArray[np.float64], total: float) -> dict[str, float]:
    """Rules any one of which mends it, each with its number."""
    values = {rule.name: least_value(rules, rule, fixed, total, {}) for rule in rules}
    return {name: value for name, value in values.items() if value is not None}


def _jointly(rules: Sequence[Rule], fixed: NDArray[np.float64], total: float) -> dict[str, float]:
    """Rules that mend it together, the earlier relaxed no further than the later ones need."""
    found: dict[str, float] = {}
    for n, rule in enumerate(rules):
        value = least_value(rules, rule, fixed, total, found)
        if value is None:
            found[rule.name] = _loosest(rule, total)
            continue
        found[rule.name] = value
        for earlier in rules[:n]:
            again = least_value(rules, earlier, fixed, total, found)
            found[earlier.name] = found[earlier.name] if again is None else again
        return found
    return {}


def _loosest(rule: Rule, total: float) -> float:
    return {"floor": 0.0, "ceiling": rule.value + total / 100}.get(rule.kind, _WIDEST)


def _conflicts(rules: Sequence[Rule], needs: Mapping[str, float]) -> tuple[Conflict, ...]:
    moved = (rule for rule in rules if needs.get(rule.name, rule.value) != rule.value)
    return tuple(_conflict(rule, needs[rule.name]) for rule in moved)


def _conflict(rule: Rule, needs: float) -> Conflict:
    digits = _MONEY_DIGITS if rule.is_money else _SHARE_DIGITS
    apart = round(abs(needs - rule.value), digits)
    words = f"{rule.name} is {_text(rule, rule.value)} and would have to be {_text(rule, needs)}"
    return Conflict(rule.name, needs, rule.value, apart, f"{words} for the quotas to sum.")


def _text(rule: Rule, value: float) -> str:
    return f"{value:,.2f}" if rule.is_money else f"{100 * value:.6g} %"


def _by_hand(fixed: NDArray[np.float64], total: float) -> Conflict:
    by_hand, most = round(float(np.nansum(fixed)) / 100, 2), round(total / 100, 2)
    apart = round(abs(by_hand - most), 2)
    return Conflict(
        "overrides",
        most,
        by_hand,
        apart,
        f"Quotas set by hand sum to {by_hand:,.2f}, all quotas together to {most:,.2f}: "
        f"{apart:,.2f} apart, with nobody to take up the rest.",
    )
