"""Figures of a past period about the team: attainment, concentration, fit and pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.metrics import attainment as attained
from engine.metrics.concentration import gini, top_share
from engine.metrics.fit import fit_spread, rank_correlation, share_in_band
from engine.metrics.pay import ccos, quota_to_ote
from engine.response.fair_median import fair_median
from engine.scenarios.columns import texts

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.scenarios.past.figures import Figures
    from engine.scenarios.past.reps import PastReps

_OF_QUOTA = (
    "median_attainment", "team_attainment", "participation", "below_80", "share_in_80_120",
    "median_gap",
)  # fmt: skip

_CELLS = 500_000
"""Most reps x draws of the fair median; the middle of many reps hardly moves between draws."""
_FEWEST_DRAWS = 200


def put_attainment(figures: Figures, reps: PastReps, missing: str) -> None:
    """Median, team, participation and the gap's three parts, over who is counted."""
    counted = reps.marks.counted
    a = reps["attainment"][counted]
    if not a.size:
        figures.miss(_OF_QUOTA, missing)
        return
    team = ~reps.marks.no_quota & ~reps.marks.overlay
    handed_out = np.where(team, reps["quota"], 0.0)
    booked = np.where(team, reps["booked"], 0.0)
    credited, quota = reps["credited"][counted], reps["quota"][counted]
    figures.put("median_attainment", attained.median_attainment(a), missing)
    figures.put("team_attainment", attained.team_attainment(booked, handed_out), missing)
    figures.put("participation", attained.participation(a), missing)
    figures.put("below_80", float(np.mean(a < 0.8)), missing)
    figures.put("share_in_80_120", attained.share_between(a, 0.8, 1.2), missing)
    figures.values["median_gap"] = attained.median_gap(credited, quota)


def put_fair_median(
    figures: Figures, reps: PastReps, sizes: pa.Table, missing: str, draws: int, seed: int
) -> None:
    """Where the middle of who is counted would land with fair quotas; ``sizes`` by rep."""
    ids = [
        rep for rep, on in zip(texts(reps.table, "rep_id"), reps.marks.counted, strict=True) if on
    ]
    if not ids:
        figures.miss(("fair_median",), missing)
        return
    deals = {row["rep_id"]: row for row in sizes.to_pylist()}
    rows = [deals.get(rep, {"total": 0.0, "squares": 0.0, "largest": []}) for rep in ids]
    total = np.array([row["total"] for row in rows])
    if not (total > 0).any():
        why = "Nobody with a quota won a deal; opportunity.owner_id on won deals would bring it."
        figures.miss(("fair_median",), why)
        return
    width = max(len(row["largest"]) for row in rows)
    largest = np.array([row["largest"] + [0.0] * (width - len(row["largest"])) for row in rows])
    squares = np.array([row["squares"] for row in rows])
    figures.values["fair_median"] = fair_median(
        total, squares, largest, min(draws, max(_FEWEST_DRAWS, _CELLS // len(ids))), seed
    )


def put_concentration(figures: Figures, reps: PastReps, missing: str) -> None:
    """How few carry how much, over sellers with a quota or bookings of their own."""
    booked = reps["booked"]
    carry = ~reps.marks.overlay & (~reps.marks.no_quota | (booked != 0))
    figures.put("top_decile_share", top_share(booked[carry]), missing)
    figures.put("gini_bookings", gini(booked[carry]), missing)


def put_fit(figures: Figures, reps: PastReps, no_quota: str, no_potential: str) -> None:
    """Quota against what the patches can be expected to give, over who is counted."""
    quota = np.where(reps.marks.counted, reps["quota"], np.nan)
    expected, potential, f = reps["expected"], reps["potential"], reps["fit"]
    both = (quota > 0) & (expected > 0)
    missing = no_quota if not (quota > 0).any() else no_potential
    few = "Quotas or patches are all alike, or fewer than three reps have both; quota.amount and "
    few += "account.potential for more reps would bring it."
    for_ranks = few if both.any() else missing
    figures.put("fit_in_band", share_in_band(quota, f), missing)
    figures.put("fit_spread", fit_spread(f), missing)
    figures.put("fit_rank_correlation", rank_correlation(quota, expected), for_ranks)
    figures.put(
        "attainment_potential_correlation",
        rank_correlation(np.where(reps.marks.counted, reps["attainment"], np.nan), potential),
        for_ranks,
    )
    summed = float(expected[both].sum())
    figures.put("quota_to_expected", quota[both].sum() / summed if summed else None, missing)


def put_pay(figures: Figures, reps: PastReps, bookings: float, no_quota: str) -> None:
    """Target pay against quota, incentive pay and what selling costs."""
    base, incentive, paid = reps["base_pay"], reps["target_incentive"], reps["pay"]
    ramped = reps.marks.counted & ~reps.marks.ramping
    a_year = np.full(paid.size, np.nan)
    np.divide(reps["quota"], reps.years, out=a_year, where=ramped & (reps.years > 0))
    no_incentive = "No target incentive is known; rep.target_incentive would bring it."
    no_base = "No base pay is known; rep.base_pay would bring it."
    missing = (
        no_incentive
        if np.isnan(incentive).all()
        else no_quota
        if reps.marks.no_quota.all()
        else "Nobody with a quota has a target incentive; rep.target_incentive would bring it."
    )
    known = ~np.isnan(paid)
    payout = float(paid[known].sum()) if known.any() else None
    figures.put("payout", payout, missing)
    ratio = quota_to_ote(a_year, base, incentive)
    figures.put("quota_to_ote", ratio, no_base if np.isnan(base).all() else missing)
    has_base = ~np.isnan(base)
    if payout is None or not has_base.any():
        figures.miss(("ccos",), no_base if payout is not None else missing)
        return
    cost = ccos(float((base * reps.years)[has_base].sum()), payout, bookings)
    figures.put("ccos", cost, "Nothing was booked in the period, so pay has nothing to stand to.")
