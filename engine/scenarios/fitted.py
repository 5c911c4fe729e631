"""The response model of a snapshot, where its history can carry one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from engine.response.model import fit_model
from engine.response.year import QUARTERS, seat_strength
from engine.scenarios.history import read_history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.response.model import ResponseModel
    from engine.scenarios.history import History
    from engine.store.warehouse import Warehouse

FEWEST_REPS = 20
"""Below this many reps with a record one person's luck would be everybody's model."""


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A history and the model fitted to it."""

    history: History
    model: ResponseModel

    @property
    def can_forecast(self) -> bool:
        """Whether a year and twenty reps are there to expect another year from."""
        reps = np.unique(self.history.panel.rep).size
        return reps >= FEWEST_REPS and len(self.history.quarters) >= QUARTERS

    def strength(self, seat_ids: Sequence[str | None]) -> NDArray[np.float64]:
        """What an average rep books in each seat against others, any unit, 0 where not known."""
        known = dict(zip(self.history.seat_ids, seat_strength(self.model).tolist(), strict=True))
        return np.array([known.get(seat or "", 0.0) for seat in seat_ids])


_MEASURED: WeakKeyDictionary[Warehouse, Fitted | None] = WeakKeyDictionary()
"""Fits with the measured elasticity, for as long as a snapshot is open: the past and the coming
year both stand on it."""


def fitted(warehouse: Warehouse, elasticity: float | None = None) -> Fitted | None:
    """
    Fit the response model to a snapshot; with the measured elasticity once for each opening.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    elasticity : float, optional
        Elasticity of potential to assume; else it is measured.

    Returns
    -------
    Fitted or None
        ``None`` where nobody can be placed in a seat.
    """
    if warehouse not in _MEASURED:
        _MEASURED[warehouse] = _measured(warehouse)
    measured = _MEASURED[warehouse]
    if measured is None or elasticity is None:
        return measured
    return Fitted(measured.history, fit_model(measured.history.panel, elasticity))


def _measured(warehouse: Warehouse) -> Fitted | None:
    history = read_history(warehouse)
    return None if history is None else Fitted(history, fit_model(history.panel, None))
