"""The quota plan of a scenario: each seat's number with its steps, and how fair each basis is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.metrics.fit import fit, share_in_band
from engine.model.quota_levers import BASES, QuotaLevers
from engine.model.scenario import IncentiveLevers
from engine.quotas.attribution import attribute
from engine.quotas.fairness import Fairness, fairness
from engine.quotas.flags import flags
from engine.quotas.shared import SharedQuota, shared
from engine.quotas.unheard import unheard
from engine.scenarios.coming.chain import play_through
from engine.scenarios.coming.terms import expected_for, market_of, propose_quotas
from engine.scenarios.coming.warnings import of_design

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.model.scenario import Scenario
    from engine.quotas.propose import Quotas
    from engine.quotas.seats import Seats
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.redesign import Redesign

MEASURE = "bookings"
CHOSEN = "chosen"
"""Key of the scenario's own quotas in the fairness table, limits and hands included."""
_TOTAL = (
    "growth",
    "target",
    "handed_out",
    "over_assignment",
    "over_assignment_by_level",
    "moved",
)


@dataclass(frozen=True, slots=True, eq=False)
class Bases:
    """Every basis on its own, at the same total and without limits."""

    fairness: Mapping[str, Fairness]
    unavailable: Mapping[str, str]
    """Basis → what it needs that is not there."""


@dataclass(frozen=True, slots=True, eq=False)
class QuotaPlan:
    """Quotas of the coming period; row for row in the order of the plan."""

    period: Period
    levers: QuotaLevers
    seats: Seats
    quotas: Quotas
    expected_total: float
    """What the seats with a quota are expected to book, money; ``nan`` where not known."""
    company_target: float | None
    """What the company must book in the period, money; ``None`` where no target is loaded."""
    flags: tuple[tuple[str, ...], ...]
    """What a reader of each row should know."""
    fairness: Mapping[str, Fairness]
    """The chosen quotas, and each basis on its own."""
    shared: tuple[SharedQuota, ...]
    """Of overlay roles; in no sum."""
    unavailable: Mapping[str, str]
    """Basis or figure → what would bring it."""
    unheard: tuple[str, ...]
    """Commitments and overrides of whom the plan does not know, a sentence each."""
    notes: tuple[str, ...]


def planned(
    basis: Basis, drawn: Draws, scenario: Scenario, design: Redesign | None
) -> tuple[Basis, Draws]:
    """
    Patches and possible years that a scenario's quotas are set on and judged by.

    Parameters
    ----------
    basis, drawn
        What the snapshot gives, and its possible years.
    scenario : Scenario
        Its territories, people and transition act, and whether quota follows a moved account;
        the other levers of quotas and pay leave patches and years alone.
    design : Redesign, optional
        What its territory levers come to.
    """
    only = scenario.but(quota=QuotaLevers(moved=scenario.quota.moved), incentive=IncentiveLevers())
    year, _ = play_through(basis, drawn, only, design)
    brought = year.basis.previous - basis.previous
    if not brought.any():
        return year.basis, year.drawn
    seats = replace(year.basis.quota_seats, brought=brought)
    return replace(year.basis, quota_seats=seats), year.drawn


def quota_plan(
    basis: Basis, drawn: Draws, scenario: Scenario, bases: Bases | None = None
) -> QuotaPlan:
    """
    Make the quota plan of a scenario.

    Parameters
    ----------
    basis, drawn
        What :func:`planned` gives.
    scenario : Scenario
        The levers.
    bases : Bases, optional
        What :func:`compare_bases` made of the same total, to save judging each again.

    Raises
    ------
    LeverError
        If a lever needs what the snapshot does not hold, or there is nothing to set quotas from.
    """
    quotas = propose_quotas(basis, scenario)
    if not quotas.total:
        raise LeverError(
            "No quotas are loaded for anybody who holds a patch (quota.amount), so there is "
            "nothing to keep.",
            "Load a quota sheet, or set quota.target with another quota.basis.",
        )
    bases = bases or compare_bases(basis, drawn, scenario)
    chosen = _judge(basis, drawn, scenario, quotas)
    missing = (
        {"skill_correlation": "Nothing is known of what each rep brings (opportunity.owner_id)."}
        if chosen.skill_correlation is None
        else {}
    )
    return QuotaPlan(
        basis.period,
        scenario.quota,
        basis.quota_seats,
        quotas,
        basis.expected_total(quotas.amount > 0) * market_of(scenario),
        basis.target,
        flags(basis.quota_seats, quotas),
        {CHOSEN: chosen, **bases.fairness},
        shared(basis.overlays, quotas),
        {**bases.unavailable, **missing},
        tuple(unheard(basis.quota_seats, scenario.quota)),
        basis.warnings,
    )


def with_design(plan: QuotaPlan, design: Redesign | None) -> QuotaPlan:
    """Return the plan, saying how many accounts move and where their quota goes."""
    if design is None:
        return plan
    stays = plan.levers.moved == "stays"
    where = "stays with the patch" if stays else "follows it, pro rata by potential"
    notes = (*of_design(design), f"The quota of an account that moves {where} (quota.moved).")
    return replace(plan, notes=(*notes, *plan.notes))


def compare_bases(basis: Basis, drawn: Draws, scenario: Scenario) -> Bases:
    """Judge each basis on its own, at the scenario's total."""
    fair: dict[str, Fairness] = {}
    unavailable: dict[str, str] = {}
    for name in BASES:
        alone = scenario.but(quota=_unlimited(scenario.quota, name))
        try:
            fair[name] = _judge(basis, drawn, scenario, propose_quotas(basis, alone))
        except LeverError as error:
            unavailable[name] = error.message
    return Bases(fair, unavailable)


def total_only(scenario: Scenario) -> Scenario:
    """The scenario without what decides only how its total is shared out."""
    return scenario.but(quota=_unlimited(scenario.quota, "keep"))


def fit_without_cap(basis: Basis, scenario: Scenario) -> float:
    """Share of quota money inside the band were no change limited; ``nan`` if not known."""
    free = scenario.but(quota=replace(scenario.quota, max_change=None))
    money = propose_quotas(basis, free).money
    return share_in_band(money, fit(money, basis.quota_seats.expected))


def fit_as_patches_stand(basis: Basis) -> float:
    """Share of last year's quota money inside the band on today's patches; ``nan`` if unknown."""
    return share_in_band(basis.previous, fit(basis.previous, basis.expected))


def order_free(basis: Basis, scenario: Scenario) -> dict[str, NDArray[np.int64]]:
    """What each lever contributes to each quota, cents, whichever is moved first."""
    seats = basis.quota_seats
    found = attribute(seats, scenario.quota, expected_for(basis, scenario))
    if seats.brought is None:
        return found
    moved = (seats.previous_cents - seats.last_year_cents).astype(np.int64)
    return {"moved": moved, **found}


def _unlimited(levers: QuotaLevers, basis: str) -> QuotaLevers:
    """The same total on one basis alone, and nothing that would blur it."""
    none = QuotaLevers(basis=basis, max_change=None)
    return replace(none, **{name: getattr(levers, name) for name in _TOTAL})


def _judge(basis: Basis, drawn: Draws, scenario: Scenario, quotas: Quotas) -> Fairness:
    seats, market = basis.quota_seats, market_of(scenario)
    return fairness(
        quotas.money,
        seats.previous,
        seats.expected,
        seats.potential,
        np.full_like(seats.previous, np.nan) if seats.skill is None else seats.skill,
        drawn.credited * market,
        basis.seating.held,
    )
