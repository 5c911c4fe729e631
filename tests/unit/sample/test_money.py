"""What was booked, asked and reached; figures of the story, counted from the files alone."""

from __future__ import annotations

from datetime import date
from statistics import fmean, median, pstdev
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support.tessaly import day, money

if TYPE_CHECKING:
    from tests.support.tessaly import Extracts


def test_booked(extracts: Extracts) -> None:
    booked = dict.fromkeys((2024, 2025), 0.0)
    for deal, amount in extracts.amounts.items():
        booked[extracts.closed[deal].year] += amount

    assert booked[2024] == pytest.approx(78e6, rel=0.01)
    assert booked[2025] == pytest.approx(84e6, rel=0.01)


def test_mean_won_deal_by_segment(extracts: Extracts) -> None:
    segment = {a.get("Account ID") or a["Record ID"]: a["Segment"] for a in extracts.accounts}
    sizes: dict[str, list[float]] = {}
    kind = {
        row.get("Opportunity ID") or row["Record ID"]: segment[
            row.get("Account ID") or row["Associated Company IDs"]
        ]
        for row in extracts.won_lines
    }
    for deal, amount in extracts.amounts.items():
        sizes.setdefault(kind[deal], []).append(amount)

    assert fmean(sizes["Commercial"]) == pytest.approx(8_000, rel=0.15)
    assert fmean(sizes["Mid-Market"]) == pytest.approx(30_000, rel=0.15)
    assert fmean(sizes["Enterprise"]) == pytest.approx(100_000, rel=0.15)


def test_quotas_handed_out(extracts: Extracts) -> None:
    handed_out = sum(amount for _, first, _, amount in extracts.quotas if first.year == 2025)

    assert handed_out == pytest.approx(94e6, rel=0.001)


def test_every_quota_rose_by_11_percent(extracts: Extracts) -> None:
    """Who sat in one patch for both years carries 1.11 times as much."""
    before: dict[str, float] = {}
    for seller, first, _, amount in extracts.quotas:
        if first.year == 2024:
            before[seller] = before.get(seller, 0.0) + amount
    after = yearly_quota(extracts)
    rises = [after[seller] / before[seller] for seller in settled(extracts, since=2024)]

    assert len(rises) > 20
    assert rises == pytest.approx([1.11] * len(rises), abs=0.002)


def test_attainment_of_fy2025(extracts: Extracts) -> None:
    reached = list(extracts.counted(2025).values())

    assert median(reached) == pytest.approx(0.84, abs=0.025)
    assert fmean(a >= 1 for a in reached) == pytest.approx(0.35, abs=0.025)
    assert fmean(a < 0.8 for a in reached) == pytest.approx(0.45, abs=0.03)


def test_attainment_of_fy2024(extracts: Extracts) -> None:
    reached = list(extracts.counted(2024).values())

    assert fmean(a >= 1 for a in reached) == pytest.approx(0.45, abs=0.025)


def test_potential_of_patches(extracts: Extracts) -> None:
    potential = patch_potential(extracts)
    mean = fmean(potential.values())
    corrin = fmean(p for seat, p in potential.items() if seat[0] == "C")
    tessaly = fmean(p for seat, p in potential.items() if seat[0] == "T")

    assert pstdev(potential.values()) / mean == pytest.approx(0.50, abs=0.015)
    near = fmean(abs(p / mean - 1) <= 0.15 for p in potential.values())
    assert near == pytest.approx(0.24, abs=0.03)
    assert corrin / tessaly == pytest.approx(0.53, abs=0.05)


def test_medians_by_origin(extracts: Extracts) -> None:
    seat = {
        row["Employee ID"]: row["Territory ID"]
        for row in extracts.rows("Territory_Assignments.csv")
    }
    reached = extracts.counted(2025)

    tessaly = median(a for seller, a in reached.items() if seat[seller][0] == "T")
    corrin = median(a for seller, a in reached.items() if seat[seller][0] == "C")
    assert tessaly == pytest.approx(0.97, abs=0.06)
    assert corrin == pytest.approx(0.73, abs=0.05)


def test_quotas_hardly_follow_potential(extracts: Extracts) -> None:
    """Slope of a patch's yearly quota on its potential, logarithms, segments apart."""
    potential, yearly = patch_potential(extracts), full_quotas(extracts)
    seats = sorted(yearly)
    x = np.log([potential[seat] for seat in seats])
    y = np.log([yearly[seat] for seat in seats])

    assert len(seats) > 110
    assert slope(x, y, kinds_of(seats)) == pytest.approx(0.18, abs=0.04)


def test_results_follow_potential(extracts: Extracts) -> None:
    """Slope of two years' bookings of each patch on its potential, logarithms."""
    potential, booked = patch_potential(extracts), {}
    seat_of = {a.get("Account ID") or a["Record ID"]: a["Territory"] for a in extracts.accounts}
    for row in extracts.won_lines:
        seat = seat_of[row.get("Account ID") or row["Associated Company IDs"]]
        booked[seat] = booked.get(seat, 0.0) + money(row["Amount"])
    seats = sorted(booked)
    x = np.log([potential[seat] for seat in seats])
    y = np.log([booked[seat] for seat in seats])

    # Skill, patch, vacancies and luck leave a spread near 0.4: 0.4 / (0.45 sqrt(120)) = 0.08.
    assert slope(x, y, kinds_of(seats)) == pytest.approx(0.66, abs=0.16)


def test_a_third_of_quota_dollars_fits(extracts: Extracts) -> None:
    """Quota share over expected share within 15 %, expectation being potential ** 0.66."""
    potential = patch_potential(extracts)
    usual = {"COM": 0.48, "MM": 0.80, "ENT": 1.20}
    middle = {
        kind: fmean(p for seat, p in potential.items() if f"-{kind}-" in seat) for kind in usual
    }
    held: dict[tuple[str, str], float] = {}
    for row in extracts.rows("Territory_Assignments.csv"):
        first = max(day(row["Start Date"]).toordinal(), YEAR[0])
        last = min((day(row["End Date"]) or day("2025-12-31")).toordinal(), YEAR[1])
        held[row["Employee ID"], row["Territory ID"]] = max(last - first + 1, 0) / 365
    expected: dict[str, float] = {}
    for (seller, seat), share in held.items():
        kind = seat.split("-")[2]
        yearly = usual[kind] * (potential[seat] / middle[kind]) ** 0.66
        expected[seller] = expected.get(seller, 0.0) + yearly * share
    counted = extracts.counted(2025)
    quota = {s: amount for s, amount in yearly_quota(extracts).items() if s in counted}
    asked, hoped = sum(quota.values()), sum(expected[s] for s in quota)
    fits = {s: (quota[s] / asked) / (expected[s] / hoped) for s in quota}
    inside = sum(quota[s] for s, f in fits.items() if 0.85 <= f <= 1.15) / asked

    assert inside == pytest.approx(0.34, abs=0.04)


def test_renewals_are_38_percent(extracts: Extracts) -> None:
    kinds: dict[str, float] = {}
    for row in extracts.won_lines:
        kind = row.get("Type") or row["Deal Type"]
        kinds[kind] = kinds.get(kind, 0.0) + money(row["Amount"])

    assert kinds["Renewal"] / sum(kinds.values()) == pytest.approx(0.38, abs=0.025)


def test_targets(extracts: Extracts) -> None:
    rows = extracts.rows("Board_Targets_FY24-FY26.csv")
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["Measure"] == "bookings":
            key = row["Period Start"][:4], row["Scope"]
            sums[key] = sums.get(key, 0) + int(row["Target Amount"])
    regions = ("Northeast", "Southeast", "Central", "West")
    products = [row["Product Name"] for row in extracts.rows("Product_Catalogue.csv")]

    assert [sums[y, "Company"] for y in ("2025", "2026")] == [88_000_000, 92_000_000]
    assert sums["2025", "Atlas"] == 6_000_000
    for year in ("2024", "2025", "2026"):
        assert sum(sums[year, r] for r in regions) == sums[year, "Company"]
        assert sum(sums[year, p] for p in products) == sums[year, "Company"]


def test_payouts_follow_the_plan(extracts: Extracts) -> None:
    """Linear from the first dollar and capped at 150 %, recomputed for full-year sellers."""
    paid: dict[str, float] = {}
    for row in extracts.rows("Commission_Payout_Register.csv", "cp1252"):
        if row["Period"].startswith("FY2024"):
            paid[row["Employee ID"]] = paid.get(row["Employee ID"], 0.0) + float(row["Amount Paid"])
    incentive = {r["Employee ID"]: float(r["Target Incentive"]) for r in extracts.workers}
    reached = extracts.attainment(2024)
    sellers = settled(extracts, since=2024)

    assert len(sellers) > 20
    for seller in sellers:
        due = incentive[seller] * min(reached[seller], 1.5)
        assert paid[seller] == pytest.approx(due, abs=0.02)


YEAR = (day("2025-01-01").toordinal(), day("2025-12-31").toordinal())


def patch_potential(extracts: Extracts) -> dict[str, float]:
    """Potential of each patch: the sum over its accounts."""
    potential: dict[str, float] = {}
    for account in extracts.accounts:
        if seat := account["Territory"]:
            potential[seat] = potential.get(seat, 0.0) + float(account["Annual Potential"])
    return potential


def yearly_quota(extracts: Extracts) -> dict[str, float]:
    """Quota of FY2025 by employee."""
    quota: dict[str, float] = {}
    for seller, first, _, amount in extracts.quotas:
        if first.year == 2025:
            quota[seller] = quota.get(seller, 0.0) + amount
    return quota


def settled(extracts: Extracts, since: int = 2025) -> dict[str, str]:
    """Patch of who was there before a year, kept one patch from its start on and was not away."""
    hired = {row["Employee ID"]: day(row["Hire Date"]) for row in extracts.workers}
    away = {
        row["Employee ID"]
        for row in extracts.rows("Workday_Leave_of_Absence.csv")
        if (day(row["Last Day of Leave"]) - day(row["First Day of Leave"])).days > 60
    }
    return {
        row["Employee ID"]: row["Territory ID"]
        for row in extracts.rows("Territory_Assignments.csv")
        if not row["End Date"]
        and day(row["Start Date"]) <= date(since, 1, 1)
        and hired[row["Employee ID"]] < date(since - 1, 1, 1)
        and row["Employee ID"] not in away
    }


def full_quotas(extracts: Extracts) -> dict[str, float]:
    """Quota of FY2025 of each patch over a whole year, from holders past the ramp policy."""
    season, quarter_days = (0.23, 0.25, 0.24, 0.28), (90, 91, 92, 92)
    hired = {row["Employee ID"]: day(row["Hire Date"]) for row in extracts.workers}
    held = [
        (r["Employee ID"], day(r["Start Date"]), day(r["End Date"]) or date.max, r["Territory ID"])
        for r in extracts.rows("Territory_Assignments.csv")
    ]
    tomas = next(r["Employee ID"] for r in extracts.workers if r["Worker"] == "Tomás Ferreira")
    yearly: dict[str, float] = {}
    for seller, first, last, amount in extracts.quotas:
        if first.year == 2025 and (first - hired[seller]).days > 190 and seller != tomas:
            quarter = (first.month - 1) // 3
            share = ((last - first).days + 1) / quarter_days[quarter] * season[quarter]
            seat = next(s for rep, a, b, s in held if rep == seller and a <= first <= b)
            yearly[seat] = amount / share
    return yearly


def kinds_of(seats: list[str]) -> np.ndarray:
    """Segment code of each patch."""
    return np.array([seat.split("-")[2] for seat in seats])


def slope(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> float:
    """Least-squares slope with a level for each group."""
    inside_x, inside_y = x.copy(), y.copy()
    for group in set(groups):
        here = groups == group
        inside_x[here] -= x[here].mean()
        inside_y[here] -= y[here].mean()
    return float(inside_x @ inside_y / (inside_x @ inside_x))
