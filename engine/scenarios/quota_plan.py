"""The quota plan of a scenario: each seat's number with its steps, and how fair each basis is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.model.quota_levers import BASES, QuotaLevers
from engine.quotas.attribution import attribute
from engine.quotas.fairness import Fairness, fairness
from engine.quotas.flags import flags
from engine.quotas.shared import SharedQuota, shared
from engine.scenarios.coming.terms import expected_for, market_of, propose_quotas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.model.scenario import Scenario
    from engine.quotas.propose import Quotas
    from engine.quotas.seats import Seats
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis

MEASURE = "bookings"
CHOSEN = "chosen"
"""Key of the scenario's own quotas in the fairness table, limits and hands included."""


@dataclass(frozen=True, slots=True, eq=False)
class QuotaPlan:
    """Quotas of the coming period; row for row in the order of the plan."""

    period: Period
    levers: QuotaLevers
    seats: Seats
    quotas: Quotas
    flags: tuple[tuple[str, ...], ...]
    """What a reader of each row should know."""
    fairness: Mapping[str, Fairness]
    """Basis → how fair it would be on its own, without limits; and the chosen quotas."""
    shared: tuple[SharedQuota, ...]
    """Of overlay roles; in no sum."""
    unavailable: Mapping[str, str]
    """Basis or figure → what would bring it."""
    notes: tuple[str, ...]


def quota_plan(basis: Basis, drawn: Draws, scenario: Scenario) -> QuotaPlan:
    """
    Make the quota plan of a scenario.

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
    fair = {CHOSEN: _judge(basis, drawn, scenario, quotas)}
    unavailable: dict[str, str] = {}
    for name in BASES:
        alone = scenario.but(quota=_unlimited(scenario.quota, name))
        try:
            fair[name] = _judge(basis, drawn, scenario, propose_quotas(basis, alone))
        except LeverError as error:
            unavailable[name] = error.message
    if fair[CHOSEN].skill_correlation is None:
        unavailable["skill_correlation"] = (
            "Nothing is known of what each rep brings (opportunity.owner_id)."
        )
    return QuotaPlan(
        basis.period,
        scenario.quota,
        basis.quota_seats,
        quotas,
        flags(basis.quota_seats, quotas),
        fair,
        shared(basis.overlays, quotas),
        unavailable,
        basis.warnings,
    )


def order_free(basis: Basis, scenario: Scenario) -> dict[str, NDArray[np.int64]]:
    """What each lever contributes to each quota, cents, whichever is moved first."""
    return attribute(basis.quota_seats, scenario.quota, expected_for(basis, scenario))


def _unlimited(levers: QuotaLevers, basis: str) -> QuotaLevers:
    """The same total on one basis alone, and nothing that would blur it."""
    none = QuotaLevers(basis=basis, max_change=None)
    total = ("growth", "target", "handed_out", "over_assignment")
    return replace(none, **{name: getattr(levers, name) for name in total})


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
