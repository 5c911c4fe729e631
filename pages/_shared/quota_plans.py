"""Quota plans: the bridge from the page to the engine, and its rows as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import streamlit as st

from engine import __version__
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import Scenario
from engine.quotas.words import STEP_LABELS, inputs
from engine.scenarios.quota_plan import quota_plan
from engine.scenarios.run import planned_period
from pages._shared import exports, figures, runs
from pages._shared.drafting import NAME

if TYPE_CHECKING:
    from engine.scenarios.quota_plan import QuotaPlan
    from pages._shared.session import Session

BASES = {
    "keep": "Last year's quota",
    "history": "Last year's result",
    "potential": "Share of potential",
    "expected": "What an average rep would book there",
}


def scenario(state: Session) -> Scenario:
    """The draft; before there is one, a proposal from what patches can be expected to give."""
    return state.draft or Scenario(NAME, quota=QuotaLevers(basis="expected"))


@st.cache_resource(max_entries=64, show_spinner=False)
def _plan(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> QuotaPlan:
    basis, drawn = runs.ground(fingerprint, period)
    return quota_plan(basis, drawn, _scenario)


def plan(state: Session, wanted: Scenario) -> QuotaPlan:
    """Quota plan of a scenario."""
    fingerprint = state.snapshot or ""
    period = planned_period(runs.snapshot(fingerprint), wanted).label
    home = str(runs.workspace().folder)
    return _plan(home, fingerprint, period, wanted.levers_id(), __version__, wanted)


def currency(state: Session) -> str:
    """Currency of the snapshot."""
    return runs.snapshot(state.snapshot or "").currency


def headline(plan: QuotaPlan, currency: str) -> str:
    """The sum and the target, exactly, and what is handed out for each dollar expected."""
    total, target = (figures.money_exact(x / 100, currency) for x in _sums(plan))
    text = f"All quotas of {plan.period} sum to {total}; the target is {target}."
    ratio = plan.quotas.total / 100 / plan.expected_total if plan.expected_total > 0 else None
    return text if ratio is None else f"{text} That is {ratio:.2f} for each dollar expected."


def fairness_rows(plan: QuotaPlan) -> list[dict[str, str]]:
    """Every basis on its own, and the chosen quotas, side by side."""
    return [
        {
            "Quotas from": BASES.get(name, "As chosen, with limits"),
            "Spread that is the patch's": figures.ratio(fair.seat_spread),
            "With potential (0 is fair)": figures.ratio(fair.potential_correlation),
            "With skill (wanted)": figures.ratio(fair.skill_correlation),
            "Middle rep": figures.percent(fair.median),
            "At quota": figures.percent(fair.participation),
            "Quota that fits": figures.percent(fair.fit_in_band),
            "Largest change": figures.percent(fair.largest_change),
        }
        for name, fair in plan.fairness.items()
    ]


def patches(plan: QuotaPlan) -> dict[int, str]:
    """Row → what a patch is called; a book named after its owner is masked."""
    labels = plan.seats.labels
    reps = [rep for rep in labels["rep_id"] if rep]
    called = exports.aliases(labels["territory_id"], "Patch") if _is_books(plan, reps) else None
    names = called or labels["territory_id"]
    return {n: str(names[n]) for n, cents in enumerate(plan.quotas.amount) if cents}


def steps(plan: QuotaPlan, n: int, currency: str) -> list[dict[str, str]]:
    """Steps of one quota, to the cent."""
    rows = [
        {
            "Step": STEP_LABELS[stage.step],
            "Adds": figures.money_exact(int(stage.cents[n]) / 100, currency),
            "Because": words,
        }
        for stage, words in zip(plan.quotas.stages, inputs(plan.quotas, n), strict=True)
        if stage.cents[n] or stage.step == "last_year"
    ]
    total = figures.money_exact(int(plan.quotas.amount[n]) / 100, currency)
    return [*rows, {"Step": "Quota", "Adds": total, "Because": ""}]


def table(plan: QuotaPlan) -> pa.Table:
    """Every quota, to the cent, for a download."""
    cents = plan.quotas.stages[0].cents
    return pa.table(
        {
            "rep_id": list(plan.seats.labels["rep_id"]),
            "territory_id": [patches(plan).get(n) for n in range(len(cents))],
            "previous": [f"{int(x) / 100:.2f}" for x in cents],
            "amount": [f"{int(x) / 100:.2f}" for x in plan.quotas.amount],
            "flags": ["; ".join(flags) for flags in plan.flags],
        }
    )


def _sums(plan: QuotaPlan) -> tuple[int, int]:
    return int(plan.quotas.amount.sum()), plan.quotas.target


def _is_books(plan: QuotaPlan, reps: list[str]) -> bool:
    return any(rep in set(plan.seats.labels["territory_id"]) for rep in reps)
