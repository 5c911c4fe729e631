"""What becomes of people with a quota in each possible year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.year import pay_by_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.redraw import Draws
    from engine.scenarios.coming.terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Draws of a scenario."""

    booked: NDArray[np.float64]
    """Bookings of the company, money, shape (n_draws,)."""
    attained: NDArray[np.float64]
    """Attainment of each measured row, decimals, shape (n_measured, n_draws)."""
    paid: NDArray[np.float64]
    """Incentive pay of each measured row, money, same shape; ``nan`` where pay is not known."""


def play(drawn: Draws, terms: Terms) -> Outcome:
    """Put the possible years beside the quotas and the plans."""
    rows = terms.measured
    credited = drawn.credited if rows.size == len(drawn.credited) else drawn.credited[rows]
    attained = credited * (terms.market / terms.quota[rows])[:, np.newaxis]
    paid = pay_by_plan(
        terms.plans,
        terms.plan_of_row[rows],
        attained,
        terms.quota[rows],
        terms.target_incentive[rows],
    )
    return Outcome(drawn.booked * terms.market, attained, paid)
