"""What the structured tests stand on, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import StructuredTest
from engine.scenarios.columns import numbers, texts
from engine.store.quota_quarter import quota_quarters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.model.snapshot import Snapshot
    from engine.response.crossed import Effects
    from engine.response.model import ResponseModel
    from engine.response.panel import Panel
    from engine.response.shares import Parts
    from engine.scenarios.diagnosis.judged import Judged
    from engine.scenarios.history import History
    from engine.store.warehouse import Warehouse

LEVEL = 0.80
"""Part of the time that the interval of a finding holds the truth."""
STRICT = 0.99
"""The same of the interval that has to exclude what is usual before a finding is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A fitted snapshot."""

    warehouse: Warehouse
    history: History
    judged: Judged
    model: ResponseModel
    drawn: Effects
    cell_quota: NDArray[np.float64]
    """Quota of each cell of the history, money, ``nan`` without one."""
    parts: Parts | None
    """The year taken apart, ``None`` where nobody with a patch carries a quota."""
    seed: int

    @property
    def snapshot(self) -> Snapshot:
        """What is known about the data."""
        return self.warehouse.snapshot

    @property
    def panel(self) -> Panel:
        """The history."""
        return self.history.panel

    @property
    def regions(self) -> list[str]:
        """Region of each seat, empty where not known."""
        return [name or "" for name in texts(self.history.patches, "region")]

    @property
    def groups(self) -> list[str]:
        """Region and segment of each seat, as far as they are known."""
        segments = [name or "" for name in texts(self.history.patches, "segment")]
        pairs = zip(self.regions, segments, strict=True)
        return [" ".join(part for part in pair if part) for pair in pairs]

    @property
    def in_year(self) -> NDArray[np.bool_]:
        """Cells of the year judged."""
        return np.isin(self.panel.quarter, self.history.year_quarters)

    def average(self) -> NDArray[np.float64]:
        """Bookings of an average rep in an average seat of that potential, each cell, money."""
        rows, beta = self.model.design.rows_of(self.panel), self.model.effects.beta
        return np.asarray(np.exp(rows @ beta) * self.panel.exposure)

    def quota_levels(self, cells: NDArray[np.bool_]) -> tuple[NDArray[np.float64], ...]:
        """
        Log quota of a whole quarter, taken apart over some cells of ramped people.

        Returns
        -------
        tuple of ndarray
            Of each cell, ``nan`` without a quota; of each quarter; of each seat beside the
            quarter. Middles, so that one odd quota moves nothing; ``nan`` where none is known.
        """
        panel = self.panel
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.log(self.cell_quota / panel.exposure)
        rate = np.where(np.isfinite(rate), rate, np.nan)
        ramped = cells & (panel.ramp.sum(axis=1) == 0) & ~np.isnan(rate)
        quarter = _medians(rate, panel.quarter, ramped, int(panel.quarter.max()) + 1)
        level = _medians(rate - quarter[panel.quarter], panel.seat, ramped, panel.n_seats)
        return rate, quarter, level

    def main_seats(self) -> NDArray[np.int64]:
        """Seat that each rep held longest in the year, -1 for none, shape (n_reps,)."""
        panel = self.panel.of(self.in_year)
        held = np.bincount(
            panel.rep * panel.n_seats + panel.seat,
            panel.exposure,
            panel.n_reps * panel.n_seats,
        ).reshape(panel.n_reps, panel.n_seats)
        return np.where(held.max(axis=1) > 0, held.argmax(axis=1), -1)


def _medians(
    values: NDArray[np.float64], group: NDArray[np.int64], kept: NDArray[np.bool_], n: int
) -> NDArray[np.float64]:
    """Middle value of each group, ``nan`` for one without values."""
    out = np.full(n, np.nan)
    order = np.argsort(group[kept], kind="stable")
    names, starts = np.unique(group[kept][order], return_index=True)
    for name, part in zip(names.tolist(), np.split(values[kept][order], starts[1:]), strict=True):
        out[name] = np.median(part)
    return out


def cell_quotas(warehouse: Warehouse, history: History) -> NDArray[np.float64]:
    """Quota of each cell: that of the rep's quarter, by days where the rep had several seats."""
    panel = history.panel
    asked = np.full((panel.n_reps, len(history.quarters)), np.nan)
    table = quota_quarters(warehouse, history.quarters)
    place = {rep: n for n, rep in enumerate(history.rep_ids)}
    rep = np.array([place.get(name or "", -1) for name in texts(table, "rep_id")], dtype=np.int64)
    known = rep >= 0
    quarter = numbers(table, "quarter").astype(np.int64)
    asked[rep[known], quarter[known]] = numbers(table, "quota")[known]
    held = np.zeros_like(asked)
    np.add.at(held, (panel.rep, panel.quarter), panel.exposure)
    share = panel.exposure / held[panel.rep, panel.quarter]
    return np.asarray(asked[panel.rep, panel.quarter] * share)


def unavailable(test: str, why: str) -> StructuredTest:
    """A test that cannot be made, and the column that would bring it."""
    return StructuredTest(test, "", unavailable=why)
