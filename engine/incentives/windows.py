"""What a component reads at each settlement: measures, quotas and target pay of its window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.errors import DataError
from engine.incentives.results import fiscal_year_of, months_of
from engine.model.period import year_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.incentives.results import Measured, Results
    from engine.model.period import Period

    Floats = NDArray[np.float64]

Span = Literal["period", "to_date", "year"]


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """
    Measures of a plan over the windows that end with each period.

    Every method returns shape (n_reps, n_periods).
    """

    plan: Plan
    results: Results

    def settled(self, measure: str) -> NDArray[np.bool_]:
        """Whether a measure has a result in exactly that period."""
        return ~np.isnan(self.results.measures[measure].actual)

    def actual(self, measure: str, span: Span) -> Floats:
        """The measure itself: a sum or count, or a ratio (``nan`` where nothing is below it)."""
        found = self.results.measures[measure]
        if found.below is None:
            return np.nan_to_num(found.actual) @ self._inside(span).T
        return self._ratio(found, span)

    def quota(self, measure: str, span: Span) -> Floats:
        """Quota of the window; 0 without one."""
        quota = self.results.measures[measure].quota
        if quota is None:
            return np.zeros_like(self.results.target_incentive)
        return np.nan_to_num(quota) @ self._inside(span).T

    def attainment(self, measure: str, of: Span, against: Span) -> Floats:
        """
        Credited in one window over the quota of another, or a ratio over its target, decimals.

        Raises
        ------
        DataError
            If somebody has a result and no quota to hold it against.
        """
        rule = self.plan.measure(measure)
        actual = self.actual(measure, of)
        quota = (
            self._target_of_ratio(measure) if rule.kind == "ratio" else self.quota(measure, against)
        )
        missing = self.settled(measure) & ~(quota > 0)
        if missing.any():
            raise self._no_quota(measure, missing)
        return np.divide(actual, quota, out=np.full_like(actual, np.nan), where=quota > 0)

    def target_incentive(self, measure: str, span: Span) -> Floats:
        """
        Target incentive of the window: a year's, for the months that have a result or quota.

        Raises
        ------
        DataError
            If it is not known of somebody who has a result.
        """
        found = self.results.measures[measure]
        yearly = self.results.target_incentive
        unknown = self.settled(measure) & np.isnan(yearly)
        if unknown.any():
            raise self._unknown("target_incentive", unknown)
        covered = self.settled(measure)
        if span == "year" and found.quota is not None:
            covered = covered | ~np.isnan(found.quota)
        lengths = np.array([months_of(period) / 12 for period in self.results.periods])
        return np.where(covered, np.nan_to_num(yearly) * lengths, 0.0) @ self._inside(span).T

    def _inside(self, span: Span) -> Floats:
        """Whether the window that ends with a period (row) holds a period (column), 0 or 1."""
        periods, start = self.results.periods, self.results.fiscal_start
        windows = [_days(period, span, start) for period in periods]
        return np.array(
            [[float(a <= p.first and p.last <= b) for p in periods] for a, b in windows]
        ).reshape(len(periods), len(periods))

    def _ratio(self, found: Measured, span: Span) -> Floats:
        """The window's own row where there is one, else the shortest rows inside it, joined."""
        assert found.below is not None
        inside = self._inside(span)
        rows = _shortest(found, self.results.periods)
        above = np.where(rows, found.actual, 0.0) @ inside.T
        below = np.where(rows, found.below, 0.0) @ inside.T
        joined = np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0)
        spans = [_days(p, span, self.results.fiscal_start) for p in self.results.periods]
        for n, window in enumerate(spans):
            for m, period in enumerate(self.results.periods):
                if (period.first, period.last) == window:
                    own = found.actual[:, m] / np.where(
                        found.below[:, m] == 0, np.nan, found.below[:, m]
                    )
                    joined[:, n] = np.where(np.isnan(own), joined[:, n], own)
        return joined

    def _target_of_ratio(self, measure: str) -> Floats:
        target = self.plan.measure(measure).target
        own = self.results.measures[measure].quota
        usual = np.full_like(self.results.target_incentive, np.nan if target is None else target)
        return usual if own is None else np.where(np.isnan(own), usual, own)

    def _no_quota(self, measure: str, missing: NDArray[np.bool_]) -> DataError:
        rep, period = np.argwhere(missing)[0]
        return DataError(
            f"{self.results.reps[rep]} has a result and no quota for {measure} in "
            f"{self.results.periods[period]}.",
            "Give a quota above 0, or leave the person out.",
        )

    def _unknown(self, name: str, unknown: NDArray[np.bool_]) -> DataError:
        rep = int(np.argwhere(unknown)[0][0])
        return DataError(
            f"The {name} of {self.results.reps[rep]} is not known.",
            f"Give {name} with the results, with the people, or as pay.{name} in the plan.",
        )


def _days(period: Period, span: Span, fiscal_start: int) -> tuple[date, date]:
    if span == "period":
        return period.first, period.last
    year = year_period(fiscal_year_of(period, fiscal_start), fiscal_start)
    return year.first, year.last if span == "year" else period.last


def _shortest(found: Measured, periods: Sequence[Period]) -> NDArray[np.bool_]:
    """Rows of a ratio that no shorter row of the same person lies inside of."""
    present = ~np.isnan(found.actual)
    longer = np.zeros_like(present)
    for n, outer in enumerate(periods):
        for m, inner in enumerate(periods):
            if n != m and outer.first <= inner.first and inner.last <= outer.last:
                longer[:, n] |= present[:, m]
    return present & ~longer
