"""The limits that quotas keep within: each rule by its one number, all together by seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.model.quota_levers import QuotaLevers

    Cents = NDArray[np.float64]

_HAIR = 1e-6
"""Of a cent; a limit this close to a whole cent is that cent, another the next one outward."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: limits that widen as its number is relaxed."""

    name: str
    """Lever that sets it, such as ``max_change``."""
    value: float
    """Its number: a share, or money."""
    base: Cents
    """What a share is of, cents by seat; ``nan`` where the rule does not hold. Ones for money."""
    kind: str
    """``around`` the base, or a ``floor`` or ``ceiling`` in money."""

    @property
    def is_money(self) -> bool:
        """Whether its number is money."""
        return self.kind != "around"

    @property
    def slack(self) -> float:
        """Direction in which it relaxes: down for a floor."""
        return -1.0 if self.kind == "floor" else 1.0

    def limits(self, value: float) -> tuple[Cents, Cents]:
        """Lower and upper limit of each seat in cents, were this its number."""
        none, endless = np.zeros_like(self.base), np.full_like(self.base, np.inf)
        if self.kind == "floor":
            return np.where(np.isnan(self.base), 0.0, self.base * value * 100), endless
        if self.kind == "ceiling":
            return none, np.where(np.isnan(self.base), np.inf, self.base * value * 100)
        low = np.where(np.isnan(self.base), 0.0, self.base * max(0.0, 1 - value))
        return low, np.where(np.isnan(self.base), np.inf, self.base * (1 + value))


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Limits of each seat in whole cents, shape (n,)."""

    lower: Cents
    upper: Cents

    def hold(self, total: float) -> bool:
        """Whether quotas that sum to a total can lie within."""
        crossed = (self.lower > self.upper).any()
        return not crossed and bool(self.lower.sum() <= total <= self.upper.sum())


def rules_of(
    levers: QuotaLevers, previous: Cents, expected: Cents, carries: NDArray[np.bool_], total: float
) -> tuple[Rule, ...]:
    """
    Rules in force.

    Parameters
    ----------
    levers : QuotaLevers
        Largest change, fairness band, floor and ceiling.
    previous, expected : ndarray, shape (n,)
        Last year's quota in cents, 0 without one, for the part of the year that the seat is
        held; expected bookings, ``nan`` where not known.
    carries : ndarray of bool, shape (n,)
        Seats that carry a quota.
    total : float
        What all quotas sum to, cents.
    """
    ones = np.where(carries, 1.0, np.nan)
    known = carries & (expected > 0)
    share = np.where(known, expected, np.nan)
    fair = share * (total / np.nansum(share)) if known.any() else share
    found = (
        ("max_change", levers.largest_change, np.where(previous > 0, previous, np.nan), "around"),
        ("fairness_band", levers.fairness_band, fair, "around"),
        ("floor", levers.floor, ones, "floor"),
        ("ceiling", levers.ceiling, ones, "ceiling"),
    )
    return tuple(
        Rule(name, value, np.where(carries, base, np.nan), kind)
        for name, value, base, kind in found
        if value is not None
    )


def together(
    rules: Sequence[Rule], fixed: Cents, relaxed: Mapping[str, float] | None = None
) -> Limits:
    """
    All rules at once.

    Parameters
    ----------
    rules : sequence of Rule
        Rules in force.
    fixed : ndarray, shape (n,)
        Quotas set by hand or nil, cents, which no rule moves; ``nan`` where free.
    relaxed : mapping, optional
        Rule → another number than its own.
    """
    lower, upper = np.zeros_like(fixed), np.full_like(fixed, np.inf)
    for rule in rules:
        low, high = rule.limits((relaxed or {}).get(rule.name, rule.value))
        lower, upper = np.maximum(lower, low), np.minimum(upper, high)
    lower, upper = np.floor(lower + _HAIR), np.ceil(upper - _HAIR)
    set_by_hand = ~np.isnan(fixed)
    lower[set_by_hand] = upper[set_by_hand] = fixed[set_by_hand]
    return Limits(lower, upper)
