"""Pay mix, and quota against on-target earnings, by role, beside what is published on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.guidance import guidance
from engine.metrics.pay import quota_to_ote
from engine.scenarios.columns import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.incentives.guidance import Guidance
    from engine.scenarios.incentive.year_book import YearBook

NO_ROLE = "no role"


@dataclass(frozen=True, slots=True)
class Ranged:
    """One figure of one role."""

    figure: str
    """``base_share`` or ``quota_to_ote``, as in :mod:`engine.incentives.guidance`."""
    role: str
    people: int
    """Of whom all that it needs is known."""
    value: float
    """A decimal, or a multiple."""
    published: Guidance | None
    """``None`` where nothing is published on the role."""

    @property
    def is_inside(self) -> bool | None:
        """Whether it lies in the published range; ``None`` without one."""
        if self.published is None:
            return None
        return self.published.low <= self.value <= self.published.high


def pay_ranges(book: YearBook) -> tuple[Ranged, ...]:
    """
    Figures of every role in the book, of the year so far, the sums over its people.

    ``base_share = base / (base + target incentive)``; ``quota_to_ote = quota / (base + target
    incentive)``. Who lacks base pay is in neither.
    """
    roles = np.array([name or NO_ROLE for name in texts(book.people, "role")])
    return tuple(
        one for role in np.unique(roles) for one in _of_role(book, str(role), roles == role)
    )


def _of_role(book: YearBook, role: str, here: np.ndarray) -> Iterator[Ranged]:
    target = book.target_incentive.sum(axis=1) / 4
    known = here & ~np.isnan(book.base_pay) & (book.base_pay + target > 0)
    if not known.any():
        return
    base, incentive = book.base_pay[known], target[known]
    quota, number = np.nansum(book.quota[known], axis=1), int(known.sum())
    mix = float(base.sum() / (base.sum() + incentive.sum()))
    found = (("base_share", mix), ("quota_to_ote", quota_to_ote(quota, base, incentive)))
    for figure, value in found:
        yield Ranged(figure, role, number, value, guidance(figure, role))
