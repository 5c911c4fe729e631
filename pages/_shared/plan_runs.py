"""The bridge from the Incentives page to the engine: plans read, and applied to last year's deals.

Cached like everything in :mod:`pages._shared.runs`: keys are whole, what is kept is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import __version__
from engine.errors import PlanError
from engine.incentives.check import check_curve
from engine.incentives.library import shipped_plan, shipped_plans
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import read_plan
from engine.model.period import parse_period
from engine.scenarios.incentive.deal_question import deal_pays
from engine.scenarios.incentive.gains import plan_change, today_paid
from engine.scenarios.incentive.register import register_check
from engine.scenarios.incentive.year_book import year_book
from pages._shared import runs
from pages._shared.caching import cached

if TYPE_CHECKING:
    from engine.incentives.check import CurveFinding
    from engine.incentives.pay import Paid
    from engine.incentives.plan import Plan
    from engine.scenarios.incentive.deal_question import Deal, DealPay
    from engine.scenarios.incentive.gains import PlanChange
    from engine.scenarios.incentive.register import RegisterCheck
    from engine.scenarios.incentive.year_book import YearBook
    from pages._shared.session import Session

GRID = np.round(np.arange(0.0, 2.0001, 0.025), 3)
"""Attainments at which curves are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A plan's payout curve and what the check says about it."""

    share: np.ndarray
    """Payout share at :data:`GRID`."""
    findings: tuple[CurveFinding, ...]
    quota: float
    """Quota of the middle person, money a year, at which it is drawn."""
    target_incentive: float
    """Target incentive of the middle person, money a year."""


def names() -> tuple[str, ...]:
    """Plans that come with the product."""
    return shipped_plans()


def text_of(name: str) -> str:
    """Text of a plan that comes with the product; empty for another."""
    written = shipped_plan(name)
    return written.text if written else ""


@cached(64)
def read(text: str) -> Plan:
    """
    Read a plan.

    Raises
    ------
    PlanError
        With the line at which it cannot be understood.
    """
    return read_plan(text, "The plan")


@cached(8, "Reading last year's quotas and pay…")
def _book(folder: str, fingerprint: str, year: str, engine: str) -> YearBook | None:
    door = runs.warehouse(fingerprint)
    return year_book(door, parse_period(year, door.snapshot.fiscal_start))


@cached(8)
def _today(folder: str, fingerprint: str, year: str, engine: str) -> tuple[Paid, ...]:
    known = _book(folder, fingerprint, year, engine)
    return today_paid(runs.warehouse(fingerprint), known) if known else ()


@cached(64, "Paying last year's deals…")
def _change(folder: str, fingerprint: str, year: str, engine: str, text: str) -> PlanChange:
    key = folder, fingerprint, year, engine
    known = _book(*key)
    if known is None:
        raise PlanError("Nobody has both a quota and a target incentive.")
    return plan_change(runs.warehouse(fingerprint), known, read(text), _today(*key))


@cached(8)
def _register(folder: str, fingerprint: str, year: str, engine: str) -> RegisterCheck | None:
    key = folder, fingerprint, year, engine
    known = _book(*key)
    return register_check(runs.warehouse(fingerprint), known, _today(*key)) if known else None


def _key(state: Session) -> tuple[str, str, str, str]:
    year = runs.default_period(state)
    return str(runs.workspace().folder), state.snapshot or "", year, __version__


def book(state: Session) -> YearBook | None:
    """People of the latest year with closed deals; ``None`` without quotas and target pay."""
    return _book(*_key(state))


def todays_plan(known: YearBook) -> Plan:
    """The plan that most people are on."""
    return known.plans[int(np.bincount(known.plan_of_rep).argmax())]


def change(state: Session, text: str) -> PlanChange:
    """Last year's deals under today's plans and a draft."""
    return _change(*_key(state), text)


def todays_pay(state: Session) -> tuple[Paid, ...]:
    """Every plan in force, applied to the people who are on it."""
    return _today(*_key(state))


def register(state: Session) -> RegisterCheck | None:
    """Today's plan against the payout register, where one is loaded."""
    return _register(*_key(state))


def drawn(plan: Plan, known: YearBook, attained: np.ndarray | None = None) -> Drawn:
    """Curve and check of a plan at the middle quota and target incentive of the people."""
    quota = float(np.median(np.nansum(known.quota, axis=1)))
    target = float(np.median(known.target_incentive.sum(axis=1) / len(known.quarters)))
    curve = plan_curve(plan, quota=quota, target_incentive=target if target > 0 else None)
    return Drawn(curve.share(GRID), check_curve(curve, attained), quota, target)


def deal(state: Session, known: YearBook, text: str, rep_id: str, asked: Deal) -> DealPay:
    """What one more deal would pay a person under a plan."""
    return deal_pays(runs.warehouse(state.snapshot or ""), known, read(text), rep_id, asked)
