"""Today's incentive plan of each rep, by the name that the HR extract carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.incentives.curve import FROM_THE_FIRST_DOLLAR
from engine.incentives.library import shipped_plan
from engine.incentives.plan import Component, Plan
from engine.incentives.read import read_plan
from engine.model.crediting import DealTerms, Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

UNKNOWN = Plan(
    "target incentive x attainment",
    (
        Component(
            "pay", "bookings", FROM_THE_FIRST_DOLLAR, window="ytd_delta", is_against_year=True
        ),
    ),
    DealTerms(measures=(Measure("bookings", "sum", "amount", quota="bookings"),)),
)


def todays_plans(names: Sequence[str | None]) -> tuple[tuple[Plan, ...], NDArray[np.int64]]:
    """
    Plans in force and who is on which.

    Parameters
    ----------
    names : sequence of str or None, length n
        Plan of each rep by name.

    Returns
    -------
    tuple
        The plans, the first standing for a blank or unknown name, and an index into them for
        each rep, shape (n,).
    """
    plans = [UNKNOWN]
    place: dict[str | None, int] = {}
    for name in names:
        if name in place:
            continue
        text = shipped_plan(name) if name else None
        place[name] = len(plans) if text else 0
        if text:
            plans.append(read_plan(text.text, f"The plan {name}"))
    return tuple(plans), np.array([place[name] for name in names], dtype=np.int64)
