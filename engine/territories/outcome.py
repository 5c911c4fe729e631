"""What a search tells: its progress, and the design with the proof of how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.territories.fixed_point import ONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.territories.by_seats import SeatProof
    from engine.territories.columns import Columns
    from engine.territories.evaluation import Evaluation
    from engine.territories.prices import Prices

OPTIMAL = 1e-9
"""A design with no larger gap is the best there is."""

Status = Literal["optimal", "within_gap", "feasible", "infeasible", "out_of_time"]


@dataclass(frozen=True, slots=True, eq=False)
class Warm:
    """Where a search ended, to start one of a problem like it from."""

    columns: Columns
    point: NDArray[np.float64]
    design: NDArray[np.int64]
    stay: bool = False
    """Whether to mend and improve that design, rather than to round a new one."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """A design, how good it is, and the proof of how good any could be."""

    status: Status
    seat_of_account: NDArray[np.int64] | None
    """Seat of each account; ``None`` where no design keeps the rules or none was found."""
    evaluation: Evaluation | None
    bound: int
    """No design under these rules costs less, millionths."""
    bound_by: Literal["prices", "branch-and-bound"]
    """Prices, worths of accounts among them, anyone can check; branch and bound is a solver's."""
    prices: Prices
    price_bound: int
    """What the prices alone prove, for the certificate."""
    warm: Warm
    by_seats: SeatProof | None = None
    """What proves more than the prices, where worths did; ``bound`` may still be higher."""
    note: str = ""
    """What did not go as it should, in a sentence; the best so far is kept."""

    @property
    def objective(self) -> float | None:
        """Objective in the units of the data."""
        return None if self.evaluation is None else self.evaluation.objective / ONE

    @property
    def gap(self) -> float | None:
        """Share of the objective by which a better design could exist at most."""
        if self.evaluation is None:
            return None
        return gap_of(self.evaluation.objective, self.bound)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is; objective and bound in the units of the data."""

    phase: str
    seconds: float
    objective: float | None
    bound: float
    gap: float | None


def gap_of(objective: int, bound: int) -> float:
    """(objective - bound) / objective, of millionths."""
    return (objective - bound) / max(abs(objective), 1e-3)


def status_of(best: Evaluation | None, bound: int, enough: float) -> Status:
    """What a search found, where the rules allow a design."""
    if best is None or best.broken:
        return "out_of_time"
    gap = gap_of(best.objective, bound)
    if gap <= OPTIMAL:
        return "optimal"
    return "within_gap" if gap <= enough else "feasible"


def silent(progress: Progress) -> None:
    """Nobody listens."""
