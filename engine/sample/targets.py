"""What the board asked for: plans of two years, and the target of the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from engine.sample import story
from engine.sample.products import PRODUCTS

_REGION_SHARES = (0.315, 0.185, 0.225, 0.275)
_PRODUCT_SHARES = (0.39, 0.27, 0.16, 0.18)
"""Of what is not Atlas."""
_ATLAS_BY_QUARTER = (
    (0, 0, 0, 0),
    (0, 1_500_000, 2_000_000, 2_500_000),
    (2_000_000, 2_200_000, 2_400_000, 2_900_000),
)
_INCENTIVE_BUDGET = 10_900_000
_FIRST_YEAR = 2024


class Target(NamedTuple):
    """One row of the target sheet."""

    first: date
    last: date
    scope: str
    measure: str
    amount: int
    kind: str


def lay_targets() -> list[Target]:
    """Targets by quarter for the company, its regions and its products; the parts add up."""
    rows = []
    for year, total in enumerate(story.PLANNED):
        for quarter, season in enumerate(story.SEASON):
            first, last = _quarter(_FIRST_YEAR + year, quarter)
            company = round(total * season)
            atlas = _ATLAS_BY_QUARTER[year][quarter]
            scopes = [
                ("Company", company),
                *zip(story.REGIONS, _split(company, _REGION_SHARES), strict=True),
                *zip(
                    (product.name for product in PRODUCTS),
                    [*_split(company - atlas, _PRODUCT_SHARES), atlas],
                    strict=True,
                ),
            ]
            rows += [
                Target(first, last, scope, "bookings", amount, "plan") for scope, amount in scopes
            ]
    next_year = _FIRST_YEAR + len(story.PLANNED) - 1
    year_long = date(next_year, 1, 1), date(next_year, 12, 31)
    rows.append(Target(*year_long, "Company", "incentive", _INCENTIVE_BUDGET, "budget"))
    return rows


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter, numbered from 0."""
    following = date(year + (quarter + 1) // 4, 1 + 3 * ((quarter + 1) % 4), 1)
    return date(year, 1 + 3 * quarter, 1), following - timedelta(days=1)


def _split(total: int, shares: tuple[float, ...]) -> list[int]:
    """Whole thousands by share; the last part takes what rounding leaves."""
    parts = [round(total * share / 1000) * 1000 for share in shares[:-1]]
    return [*parts, total - sum(parts)]
