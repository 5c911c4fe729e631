"""Which figures a scenario cannot give, and what would bring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenarios.coming.basis import Basis

_QUOTA = ("median_attainment", "participation", "below_80", "quota_total", "quota_to_expected")
_FIT = ("fit_spread", "fit_in_band")
_TARGET = ("target", "target_gap", "target_chance")
_PAY = ("payout", "ccos")
_NO_QUOTA = "No quota is loaded for anybody who holds a patch (quota.amount)."
_LATER = {
    "pay_spread": "This version does not split pay into patch, person and luck.",
    "transition_cost": "No account changes patch, so there is no transition to cost.",
    "steady": "No lever of this scenario has an effect that differs after year one.",
}


def missing(
    basis: Basis, metrics: Mapping[str, object], *, settled: bool = False
) -> dict[str, str]:
    """Registry key → a sentence naming the column, for each figure that is not there."""
    causes = {
        "bookings": _no_deals(basis),
        **dict.fromkeys(_QUOTA, _no_quota(basis)),
        **dict.fromkeys(_FIT, _no_fit(basis)),
        **dict.fromkeys(_TARGET, _no_target(basis)),
        **dict.fromkeys(_PAY, _no_pay(basis)),
        "balance_cv_potential": "No potential is known (account.potential).",
        "balance_cv_workload": "No workload is known (account.workload).",
        **_LATER,
    }
    there = {*metrics, *(["steady"] if settled else [])}
    return {key: cause for key, cause in causes.items() if key not in there}


def _no_deals(basis: Basis) -> str:
    return (
        f"No deal was won in {basis.history}, so there is nothing to redraw; deals with "
        "opportunity.amount, opportunity.close_date and opportunity.is_won would bring it."
    )


def _no_quota(basis: Basis) -> str:
    if not (basis.previous > 0).any():
        return _NO_QUOTA
    if not basis.deals.amount.size:
        return _no_deals(basis)
    return "Nobody holds a patch that carries a quota (assignment.rep_id)."


def _no_fit(basis: Basis) -> str:
    if not (basis.previous > 0).any():
        return _NO_QUOTA
    return "No expectation is known for patches with a quota (account.potential)."


def _no_target(basis: Basis) -> str:
    if basis.target is not None:
        return _no_deals(basis)
    return f"No company target is loaded for {basis.period} (target.amount, kind plan or budget)."


def _no_pay(basis: Basis) -> str:
    if not (basis.seating.held & (basis.previous > 0)).any():
        return _no_quota(basis)
    if np.isnan(basis.seating.numbers("target_incentive")).all():
        return "No target incentive is known (rep.target_incentive)."
    return (
        _no_deals(basis) if not basis.deals.amount.size else "No base pay is known (rep.base_pay)."
    )
