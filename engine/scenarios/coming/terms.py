"""The terms that people work under in a scenario: market, quotas, plans and pay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.incentives.budget import to_budget
from engine.incentives.change import change_plan
from engine.incentives.pay_mix import remixed
from engine.incentives.read import read_plan
from engine.quotas.propose import propose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.model.scenario import Scenario
    from engine.quotas.propose import Quotas
    from engine.scenarios.coming.basis import Basis


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """One value for each row of the plan, shape (n_rows,), money a year."""

    market: float
    """Multiple of last year that every patch is taken to book."""
    held: NDArray[np.bool_]
    """Whether somebody sits there."""
    quotas: Quotas
    """The quotas with the steps that made them."""
    expected: NDArray[np.float64]
    """Bookings of an average rep, ``nan`` where not known."""
    expected_total: float
    """What all patches with a quota are expected to book, ``nan`` where nothing is."""
    plans: tuple[Plan, ...]
    plan_of_row: NDArray[np.int64]
    """Index into ``plans``."""
    base_pay: NDArray[np.float64]
    """``nan`` where not known."""
    target_incentive: NDArray[np.float64]
    """``nan`` where not known."""

    @property
    def quota(self) -> NDArray[np.float64]:
        """Quota of each row, money, 0 without one."""
        return self.quotas.money

    @property
    def measured(self) -> NDArray[np.int64]:
        """Rows of people with a quota, the only ones who have an attainment."""
        return np.flatnonzero(self.held & (self.quota > 0))


def set_terms(basis: Basis, scenario: Scenario) -> Terms:
    """
    Apply the levers to what the snapshot gives.

    Raises
    ------
    LeverError
        If a lever needs what the snapshot does not hold.
    """
    market = market_of(scenario)
    quotas = propose_quotas(basis, scenario)
    plans, plan_of_row = _plans(basis, scenario)
    base_pay, target_incentive = _pay(basis, scenario, plans, plan_of_row)
    terms = Terms(
        market,
        basis.seating.held,
        quotas,
        basis.expected * market,
        basis.expected_total(quotas.amount > 0) * market,
        tuple(change_plan(plan, scenario.incentive.change) for plan in plans),
        plan_of_row,
        base_pay,
        target_incentive,
    )
    return _within_budget(terms, basis, scenario.incentive.budget)


def market_of(scenario: Scenario) -> float:
    """Multiple of last year that every patch is taken to book."""
    return (1.0 + scenario.model.market_growth) * (1.0 + scenario.model.win_rate_change)


def propose_quotas(basis: Basis, scenario: Scenario) -> Quotas:
    """
    Propose the quotas of a scenario.

    Raises
    ------
    LeverError
        If a lever needs what the snapshot does not hold.
    """
    expected = expected_for(basis, scenario)
    if scenario.quota.handed_out is not None and np.isnan(expected):
        raise LeverError(
            "quota.handed_out needs bookings to expect, and the snapshot holds none.",
            "Load quotas and last year's won deals, or set quota.growth.",
        )
    return propose(basis.quota_seats, scenario.quota, expected)


def expected_for(basis: Basis, scenario: Scenario) -> float:
    """What all patches that a scenario gives a quota are expected to book, money."""
    carries = basis.previous > 0 if scenario.quota.keeps else basis.quota_seats.carries
    return basis.expected_total(carries) * market_of(scenario)


def _plans(basis: Basis, scenario: Scenario) -> tuple[tuple[Plan, ...], NDArray[np.int64]]:
    """Today's plans, or the scenario's own for everybody whose role it applies to."""
    written = scenario.incentive.plan
    if written is None:
        return basis.plans, basis.plan_of_row
    plan = read_plan(written.text, f"The plan {written.name}")
    roles = basis.seating.texts("role")
    covered = np.array([plan.applies_to(role) for role in roles], dtype=bool)
    return (*basis.plans, plan), np.where(covered, len(basis.plans), basis.plan_of_row)


def _pay(
    basis: Basis, scenario: Scenario, plans: tuple[Plan, ...], plan_of_row: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Base pay and target incentive of each row, at the scenario's pay mix."""
    base_pay, target_incentive = (
        _own_or(basis.seating.numbers(name), [getattr(p, name) for p in plans], plan_of_row)
        for name in ("base_pay", "target_incentive")
    )
    base_share = scenario.incentive.change.base_share
    if base_share is None:
        return base_pay, target_incentive
    in_force = [plans[n] for n in np.unique(plan_of_row[basis.seating.held])]
    return remixed(base_pay, target_incentive, base_share, in_force)


def _within_budget(terms: Terms, basis: Basis, budget: float | None) -> Terms:
    """Plans scaled to a budget, at what each is expected to book: by their own record if known."""
    if budget is None:
        return terms
    sold, own, rows = basis.deals.by_seat, basis.quota_seats.own, terms.measured
    likely = np.where(np.isnan(own), np.where(np.isnan(basis.expected), sold, basis.expected), own)
    attained = terms.market * likely[rows] / terms.quota[rows]
    people = terms.plan_of_row[rows], attained, terms.quota[rows], terms.target_incentive[rows]
    return replace(terms, plans=to_budget(terms.plans, *people, budget))


def _own_or(
    own: NDArray[np.float64], usual: list[float], plan_of_row: NDArray[np.int64]
) -> NDArray[np.float64]:
    """A person's own pay, else what their plan names as usual."""
    return np.where(np.isnan(own), np.array(usual)[plan_of_row], own)
