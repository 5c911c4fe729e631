"""The figures of a scenario: estimates draw by draw, counts and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.budget import chance_above
from engine.metrics.attainment import middle_rep
from engine.metrics.fit import fit, fit_spread, share_in_band
from engine.model.band import Band

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.outcome import Outcome
    from engine.scenarios.coming.terms import Terms

    Samples = dict[str, NDArray[np.float64]]


def estimates(basis: Basis, terms: Terms, outcome: Outcome) -> Samples:
    """Estimates by registry key, shape (n_draws,) each; what cannot be estimated is absent."""
    if not basis.deals.amount.size:
        return {}
    found: Samples = {"bookings": outcome.booked}
    if basis.target is not None:
        found["target_gap"] = outcome.booked - basis.target
    if terms.measured.size:
        found["median_attainment"] = middle_rep(outcome.attained)
        found["participation"] = np.mean(outcome.attained >= 1.0, axis=0)
        found["below_80"] = np.mean(outcome.attained < 0.8, axis=0)
        found.update(_pay(basis, terms, outcome))
    return found


def figures(basis: Basis, terms: Terms, samples: Samples) -> dict[str, float | Band]:
    """All figures by registry key: bands of the estimates, and what needs no draw."""
    found: dict[str, float | Band] = {key: Band.of(draws) for key, draws in samples.items()}
    fitted = fit(terms.quota, terms.expected)
    total = float(terms.quota.sum())
    plain = {
        **basis.balance,
        "quota_total": total if total > 0 else np.nan,
        "quota_to_expected": total / terms.expected_total if total > 0 else np.nan,
        "fit_spread": fit_spread(fitted),
        "fit_in_band": share_in_band(terms.quota, fitted),
        "accounts_moved": 0.0,
        "potential_moved_share": 0.0,
    }
    if basis.target is not None:
        plain["target"] = basis.target
    found.update({key: value for key, value in plain.items() if not np.isnan(value)})
    return found


def chances(samples: Samples, budget: float | None) -> dict[str, float]:
    """Shares of the possible years that make the target, and that pay more than a budget."""
    found = {}
    if "target_gap" in samples:
        found["target_chance"] = float(np.mean(samples["target_gap"] >= 0))
    if budget is not None and "payout" in samples:
        found["over_budget_chance"] = chance_above(samples["payout"], budget)
    return found


def _pay(basis: Basis, terms: Terms, outcome: Outcome) -> Samples:
    """Incentive pay, and the cost of sales where base pay is known as well."""
    known = ~np.isnan(terms.target_incentive[terms.measured])
    if not known.any():
        return {}
    payout = (outcome.paid if known.all() else outcome.paid[known]).sum(axis=0)
    base = terms.base_pay[terms.held]
    booked = outcome.booked
    if np.isnan(base).all() or not (booked > 0).any():
        return {"payout": payout}
    cost = np.divide(
        np.nansum(base) + basis.other_base_pay + payout,
        booked,
        out=np.full_like(booked, np.nan),
        where=booked > 0,
    )
    return {"payout": payout, "ccos": cost}
