"""History as the response model reads it: a rep in a seat for a quarter."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """What is known of each seat, arrays of shape (n_seats,)."""

    segment: Ints
    """Number of its segment."""
    log_potential: Floats
    """``nan`` where not known."""

    @property
    def n_segments(self) -> int:
        """Segments, the largest number plus one."""
        return int(self.segment.max()) + 1 if self.segment.size else 0


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One entry for each rep, seat and quarter that met; arrays of shape (n_cells,)."""

    rep: Ints
    seat: Ints
    quarter: Ints
    """Number of the quarter, 0 the first."""
    exposure: Floats
    """Part of the quarter's days that the rep sat there, above 0."""
    ramp: Floats
    """Parts of those days in the rep's first, second and third quarter, shape (n_cells, 3)."""
    booked: Floats
    """Money; may be negative after a cancellation."""
    squares: Floats
    """Sum of squared deal sizes, ``nan`` where only totals are known."""
    deals: Floats
    """Number of deals, ``nan`` where only totals are known."""
    seats: Seats
    n_reps: int

    def __post_init__(self) -> None:
        """Check that the columns fit each other."""
        columns = (self.seat, self.quarter, self.exposure, self.booked, self.squares, self.deals)
        if any(column.shape != self.rep.shape for column in columns):
            raise DataError("The columns of the history differ in length.")

    @property
    def n_seats(self) -> int:
        """Seats, whether held or not."""
        return self.seats.segment.size

    @property
    def segment(self) -> Ints:
        """Segment of each cell's seat."""
        return np.asarray(self.seats.segment[self.seat])

    def of(self, kept: NDArray[np.bool_]) -> Panel:
        """Some of the cells; reps and seats keep their numbers."""
        whole = ("seats", "n_reps")
        return Panel(
            *(
                getattr(self, f.name) if f.name in whole else getattr(self, f.name)[kept]
                for f in fields(self)
            )
        )
