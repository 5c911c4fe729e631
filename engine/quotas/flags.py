"""What a reader of each quota should know before taking it at its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.quotas.propose import Quotas
    from engine.quotas.seats import Seats

FLAGS = {
    "vacant": "Nobody sits there; the quota stays with the seat.",
    "no_quota": "The seat carries no quota.",
    "new_seat": "There was no quota last year, so no change against it is limited.",
    "nothing_known": "The basis knows nothing of the seat; it keeps its share of last year's.",
    "no_expectation": "What to expect there is not known (account.potential), so its fit is not.",
    "starts_later": "Starts inside the period.",
    "ramping": "Not yet fully ramped.",
    "on_leave": "Days off are known.",
    "part_time": "Works part of full time.",
    "at_limit": "Held at a limit.",
    "by_hand": "Set by hand.",
}
"""Flag → what it says."""

_RELIEF = {"start": "starts_later", "ramp": "ramping", "leave": "on_leave"}


def flags(seats: Seats, quotas: Quotas) -> tuple[tuple[str, ...], ...]:
    """Flags of each seat, in the order of :data:`FLAGS`."""
    masks = _masks(seats, quotas)
    return tuple(tuple(name for name in FLAGS if masks[name][n]) for n in range(len(quotas.amount)))


def _masks(seats: Seats, quotas: Quotas) -> dict[str, NDArray[np.bool_]]:
    given = quotas.amount > 0
    steps = {stage.step: stage for stage in quotas.stages}
    by_hand = np.zeros_like(given)
    if "by_hand" in steps:
        by_hand[list(steps["by_hand"].facts["overrides"])] = True
    limits = quotas.limits
    met = (quotas.amount <= limits.lower) | (quotas.amount >= limits.upper)
    full = np.ones(len(given))
    return {
        "vacant": np.array([rep is None for rep in seats.labels["rep_id"]], dtype=bool),
        "no_quota": ~given,
        "new_seat": given & (seats.previous_cents == 0),
        "nothing_known": given & quotas.unknown,
        "no_expectation": given & ~(seats.expected > 0),
        **{name: seats.relief.get(step, full) < 1 for step, name in _RELIEF.items()},
        "part_time": seats.relief.get("part_time", full) < 1,
        "at_limit": given & met & ~by_hand & ("limits" in steps),
        "by_hand": by_hand,
    }
