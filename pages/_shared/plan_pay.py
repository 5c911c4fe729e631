"""The bridge from the Incentives page to the engine: statements, SPIFs and pay to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import streamlit as st

from engine import __version__
from engine.errors import DataError
from engine.incentives.pay import pay
from engine.incentives.statement import statement as lines_of
from engine.incentives.where import parse_where
from engine.model.crediting import Spif
from engine.model.scenario import IncentiveLevers, PlanText, Scenario
from engine.scenarios.incentive.pair import pair_ground, pay_difference
from engine.scenarios.incentive.ranges import pay_ranges
from engine.scenarios.incentive.spif_cost import spif_cost
from engine.scenarios.incentive.to_come import pay_to_come
from engine.scenarios.incentive.under_plan import pays, results_under
from engine.scenarios.run import planned_period
from pages._shared import plan_runs, runs
from pages._shared.caching import cached

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.incentives.pay import Paid
    from engine.scenarios.incentive.pair import PairGround, PayDifference
    from engine.scenarios.incentive.ranges import Ranged
    from engine.scenarios.incentive.spif_cost import SpifCost
    from engine.scenarios.incentive.to_come import PayToCome
    from engine.scenarios.incentive.year_book import YearBook
    from pages._shared.session import Session

TODAY, DRAFT = "Today's plan", "The draft"


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One person's settlement of a quarter."""

    lines: pa.Table
    """Every line; ``pays`` sums to what is paid."""
    paid: float
    """Money, to the cent."""
    balance: float
    """What the person owes after it, money."""
    plan: str


@st.cache_resource(max_entries=16, show_spinner="Paying last year's deals…")
def _drafted(
    folder: str, fingerprint: str, year: str, engine: str, text: str, _book: YearBook
) -> Paid:
    plan = plan_runs.read(text)
    return pay(plan, results_under(runs.warehouse(fingerprint), _book, plan, pays(_book, plan)))


def statement(
    state: Session, known: YearBook, text: str | None, rep: str, quarter: str
) -> Statement:
    """
    Statement of one person and quarter, under today's plan or a draft.

    Raises
    ------
    DataError
        If the plan pays the person nothing in that quarter.
    """
    home, fingerprint = str(runs.workspace().folder), state.snapshot or ""
    done = (
        plan_runs.todays_pay(state)
        if text is None
        else (_drafted(home, fingerprint, known.year.label, __version__, text, known),)
    )
    mine = next((one for one in done if rep in one.results.reps), None)
    labels = [] if mine is None else [period.label for period in mine.results.periods]
    if mine is None or quarter not in labels:
        raise DataError("This plan does not pay this person in that quarter.")
    spot = mine.results.reps.index(rep), labels.index(quarter)
    lines = lines_of(mine, rep)
    lines = lines.filter(pc.equal(lines["period"], quarter))
    totals = mine.totals
    return Statement(lines, float(totals.paid[spot]), float(totals.balance[spot]), mine.plan.name)


def ranges(known: YearBook) -> tuple[Ranged, ...]:
    """Pay mix and quota to pay by role, beside what is published."""
    return pay_ranges(known)


def spif(
    state: Session, known: YearBook, per_deal: bool, money: float, most: float, where: str
) -> SpifCost:
    """
    Cost of a SPIF on last year's deals.

    Raises
    ------
    PlanError
        If its condition cannot be read.
    """
    condition = parse_where(where) if where.strip() else None
    asked = Spif("spif", money, per_deal, condition, most or None)
    return spif_cost(runs.warehouse(state.snapshot or ""), known, asked)


def to_come(state: Session, text: str, budget: float) -> PayToCome:
    """
    Incentive pay of the coming year under a draft, scaled to a budget above 0.

    Raises
    ------
    DataError
        If nobody's pay can be drawn.
    """
    levers = IncentiveLevers(PlanText("the draft", text), budget=budget or None)
    scenario = Scenario("Draft", incentive=levers)
    period = planned_period(runs.snapshot(state.snapshot or ""), scenario).label
    key = str(runs.workspace().folder), state.snapshot or "", period, scenario.levers_id()
    found: PayToCome | None = _to_come(*key, __version__, scenario)
    if found is None:
        why = runs.result(state, scenario).unavailable
        raise DataError(why.get("payout", "Pay to come is not known."))
    return found


@cached(16, "Paying the possible years…")
def _to_come(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> PayToCome | None:
    return pay_to_come(*runs.ground(fingerprint, period, None), _scenario)


@cached(8, "Telling seller and patch apart…")
def _pair_ground(
    folder: str, fingerprint: str, year: str, engine: str, _book: YearBook
) -> PairGround | None:
    return pair_ground(runs.warehouse(fingerprint), _book)


def pairs(state: Session, known: YearBook) -> PairGround | None:
    """People whose pay can be compared; ``None`` where the history cannot carry it."""
    key = str(runs.workspace().folder), state.snapshot or "", known.year.label
    found: PairGround | None = _pair_ground(*key, __version__, known)
    return found


def pair(ground: PairGround, known: YearBook, one: str, other: str) -> PayDifference:
    """
    Why two people's pay of last year differs.

    Raises
    ------
    DataError
        If one of them cannot be judged.
    """
    return pay_difference(ground, known, one, other)
