"""Pay beside the components: SPIFs, guarantee, draw, hold-harmless and the plan's cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.results import fiscal_year_of, months_of
from engine.incentives.rounding import to_step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.incentives.form.adjustments import DrawForm
    from engine.incentives.payouts import Payouts
    from engine.incentives.plan import Plan
    from engine.incentives.results import Results
    from engine.model.crediting import Spif

    Floats = NDArray[np.float64]

MONTHS_PER = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Pay of everybody in every period, shapes (n_reps, n_periods), money."""

    is_settled: NDArray[np.bool_]
    """Whether the person is settled in that period; elsewhere everything is 0."""
    earned: Floats
    """What the components pay."""
    adjustments: Mapping[str, Floats]
    """What each adjustment of the plan adds or takes, in the order in which they act."""
    paid: Floats
    balance: Floats
    """What the person owes after it, never negative."""

    @property
    def cost(self) -> Floats:
        """What is paid without what is advanced and paid back: a debt is no cost."""
        advanced = np.diff(self.balance, axis=1, prepend=0.0)
        return self.paid - np.where(self.is_settled, advanced, 0.0)


def total(plan: Plan, results: Results, payouts: Sequence[Payouts]) -> Totals:
    """
    Add up what components pay and adjust it.

    A guarantee comes before a draw, so that guaranteed pay is no advance. Without what the
    earlier plan paid, hold-harmless is left out, and :func:`unknown_adjustments` says so.
    """
    is_settled, earned = _earned(plan, results, payouts)
    found: dict[str, Floats] = {}
    due, balance = earned, np.zeros_like(earned)

    def add(name: str, change: Floats) -> None:
        nonlocal due
        money = plan.rounding.money
        found[name] = np.where(is_settled, to_step(change, money, plan.rounding.mode), 0.0)
        due = due + found[name]

    rules = plan.adjustments
    if plan.deals.spifs:
        add("spif", sum((spif_pay(s, results) for s in plan.deals.spifs), np.zeros_like(due)))
    if rules.guarantee is not None:
        target = np.nan_to_num(results.target_incentive) / 12
        months = _months(rules.guarantee.months, plan, results, is_settled)
        floor = rules.guarantee.share_of_target * target * months
        add("guarantee", np.maximum(0.0, np.where(months > 0, floor - due, 0.0)))
    if rules.draw is not None:
        advance = _advance(rules.draw, plan, results, is_settled)
        change, balance = _draw(due, advance, rules.draw.recoverable, is_settled)
        add("draw", change)
    hold = rules.hold_harmless
    if hold is not None and results.prior is not None:
        quarters = None if hold.quarters is None else 3 * hold.quarters
        months = _months(quarters, plan, results, is_settled)
        part = months / [months_of(period) for period in results.periods]
        floor = hold.floor * np.nan_to_num(results.prior) * part
        add("hold_harmless", np.maximum(0.0, np.where(months > 0, floor - due, 0.0)))
    if rules.plan_cap is not None:
        add("plan_cap", _cap(due, rules.plan_cap, results, is_settled))
    return Totals(is_settled, earned, found, due, balance)


def unknown_adjustments(plan: Plan, results: Results) -> tuple[str, ...]:
    """What a plan adjusts and these results cannot, in words."""
    hold, said = plan.adjustments.hold_harmless, []
    if hold is not None and results.prior is None:
        said.append(
            f"Hold-harmless is left out: what the earlier plan paid ({hold.of}) is not known."
        )
    if plan.deals.spifs and not results.spifs:
        said.append("SPIFs are left out: they are paid on deals, and only results are given.")
    return tuple(said)


def _earned(
    plan: Plan, results: Results, payouts: Sequence[Payouts]
) -> tuple[NDArray[np.bool_], Floats]:
    shape = len(results.reps), len(results.periods)
    units, is_settled = np.zeros(shape), np.zeros(shape, dtype=bool)
    for component in plan.components:
        if component.measure:
            is_settled |= ~np.isnan(results.measures[component.measure].actual)
    for paid in payouts:
        np.add.at(units, (paid.rep, paid.period), paid.payout)
        is_settled[paid.rep, paid.period] = True
    return is_settled, to_step(units * plan.rounding.money, plan.rounding.money)


def spif_pay(spif: Spif, results: Results) -> Floats:
    """What a SPIF pays in each period, money, shape (n_reps, n_periods)."""
    units = results.spifs.get(spif.id)
    if units is None:
        return np.zeros_like(results.target_incentive)
    to_date = np.cumsum(spif.pay * units, axis=1)
    if spif.max is not None:
        to_date = np.minimum(to_date, spif.max)
    return np.diff(to_date, axis=1, prepend=0.0)


def _advance(draw: DrawForm, plan: Plan, results: Results, is_settled: NDArray[np.bool_]) -> Floats:
    a_month = draw.amount / MONTHS_PER[draw.per]
    return a_month * _months(draw.months, plan, results, is_settled)


def _months(
    limit: int | None, plan: Plan, results: Results, is_settled: NDArray[np.bool_]
) -> Floats:
    """Months of each period in which something that lasts so many months is in force."""
    first = np.array([_month(p.first) for p in results.periods])
    last = np.array([_month(p.last) for p in results.periods])
    begins = np.where(is_settled, first, np.inf).min(axis=1, initial=np.inf)
    if plan.first is not None:
        begins = np.maximum(begins, _month(plan.first))
    for rep, hired in enumerate(results.hired):
        if hired is not None:
            begins[rep] = max(begins[rep], _month(hired))
    ends = begins + (np.inf if limit is None else limit - 1)
    inside = np.minimum(last, ends[:, None]) - np.maximum(first, begins[:, None]) + 1
    return np.where(is_settled & ~_holds_shorter(results, is_settled), np.maximum(inside, 0), 0.0)


def _holds_shorter(results: Results, is_settled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Periods of a person that hold shorter ones, whose months would count twice."""
    out = np.zeros_like(is_settled)
    for n, outer in enumerate(results.periods):
        for m, inner in enumerate(results.periods):
            if n != m and outer.first <= inner.first and inner.last <= outer.last:
                out[:, n] |= is_settled[:, m]
    return out


def _month(day: object) -> int:
    return day.year * 12 + day.month  # type: ignore[attr-defined,no-any-return]


def _draw(
    due: Floats, advance: Floats, recoverable: bool, is_settled: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """What a draw adds (or takes back) in each period, and the balance after it."""
    change, balance = np.zeros_like(due), np.zeros_like(due)
    owed = np.zeros(len(due))
    for period in range(due.shape[1]):
        shortfall = np.where(is_settled[:, period], advance[:, period] - due[:, period], 0.0)
        advanced = np.maximum(shortfall, 0.0)
        repaid = np.minimum(owed, np.maximum(-shortfall, 0.0)) if recoverable else 0.0
        owed = owed + (advanced if recoverable else 0.0) - repaid
        change[:, period], balance[:, period] = advanced - repaid, owed
    if not recoverable:
        change = np.where(advance > 0, change, 0.0)
    return change, np.where(is_settled, to_step(balance, 0.01), 0.0)


def _cap(due: Floats, cap: float, results: Results, is_settled: NDArray[np.bool_]) -> Floats:
    """What a cap on the year to date takes from each period."""
    change = np.zeros_like(due)
    lengths = np.array([months_of(period) / 12 for period in results.periods])
    most = cap * np.where(is_settled & ~_holds_shorter(results, is_settled),
                          np.nan_to_num(results.target_incentive) * lengths, 0.0)  # fmt: skip
    years = [fiscal_year_of(period, results.fiscal_start) for period in results.periods]
    for year in set(years):
        inside = np.array([y == year for y in years])
        allowed = np.minimum(np.cumsum(due[:, inside], axis=1), np.cumsum(most[:, inside], axis=1))
        change[:, inside] = np.diff(allowed, axis=1, prepend=0.0) - due[:, inside]
    return change
