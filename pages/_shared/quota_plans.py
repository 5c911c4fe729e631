"""Quota plans: the bridge from the page to the engine, and its rows as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import streamlit as st

from engine import __version__
from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import IncentiveLevers, Scenario
from engine.quotas.words import STEP_LABELS, inputs
from engine.scenarios.quota_plan import (
    compare_bases,
    planned,
    quota_plan,
    total_only,
    with_design,
)
from engine.scenarios.run import planned_period
from pages._shared import exports, figures, redesigns, runs
from pages._shared.drafting import NAME

if TYPE_CHECKING:
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.redesign import Redesign
    from engine.scenarios.quota_plan import Bases, QuotaPlan
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


@st.cache_resource(max_entries=8, show_spinner="Playing the coming year through…")
def _ground(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> tuple[Basis, Draws, Redesign | None]:
    """Patches and years that quotas are set on; levers of quotas and pay are not in the key."""
    basis, drawn = runs.ground(fingerprint, period, _scenario.model.elasticity)
    door, levers = runs.warehouse(fingerprint), _scenario.territory.acting()
    design = redesigns.redesigned(folder, door, basis.history, levers)
    return *planned(basis, drawn, _scenario, design), design


@st.cache_resource(max_entries=64, show_spinner=False)
def _bases(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> Bases:
    basis, drawn, _ = ground(fingerprint, period, _scenario)
    return compare_bases(basis, drawn, _scenario)


@st.cache_resource(max_entries=64, show_spinner=False)
def _plan(
    folder: str, fingerprint: str, period: str, levers_id: str, engine: str, _scenario: Scenario
) -> QuotaPlan:
    basis, drawn, design = ground(fingerprint, period, _scenario)
    same_total = total_only(_scenario)
    key = (folder, fingerprint, period, same_total.levers_id(), engine)
    bases = _bases(*key, same_total)
    return with_design(quota_plan(basis, drawn, _scenario, bases), design)


def ground(fingerprint: str, period: str, wanted: Scenario) -> tuple[Basis, Draws, Redesign | None]:
    """Patches and possible years that a scenario's quotas are set on, and its design."""
    kept = QuotaLevers(moved=wanted.quota.moved)
    only = wanted.but(quota=kept, incentive=IncentiveLevers())
    home = str(runs.workspace().folder)
    return _ground(home, fingerprint, period, only.levers_id(), __version__, only)


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
    """What is handed out, exactly, what the company must book, and what can be expected."""
    total, before = (figures.money_exact(x / 100, currency) for x in _sums(plan))
    text = f"All quotas of {plan.period} sum to {total}"
    if plan.levers.over_assignment:
        text += f", {figures.percent(plan.levers.over_assignment, 1)} above the {before} asked for"
    if plan.company_target is not None:
        text += f"; the company must book {figures.money_exact(plan.company_target, currency)}"
    ratio = plan.quotas.total / 100 / plan.expected_total if plan.expected_total > 0 else None
    if ratio is None:
        return f"{text}."
    return f"{text}. Quota handed out for each dollar expected: {figures.ratio(ratio)}."


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
