"""What is known of the year ahead before any lever is moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.model.period import fiscal_year, quarters
from engine.people.ramp import USUAL
from engine.response.expectation import ELASTICITY
from engine.response.identification import identify
from engine.scenarios.coming.by_row import expected_by_row
from engine.scenarios.coming.forecast import forecast
from engine.scenarios.coming.rep_record import rep_records
from engine.scenarios.coming.split_ends import split_ends
from engine.scenarios.fitted import fitted
from engine.store.seat_period import seat_period
from engine.store.seat_person import people_terms
from engine.store.turnover import turnover

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.people.ramp import Ramp
    from engine.response.redraw import DealCredits
    from engine.scenarios.coming.forecast import Forecast
    from engine.scenarios.coming.seating import Seating
    from engine.scenarios.coming.split_ends import SplitEnd
    from engine.scenarios.fitted import Fitted
    from engine.store.turnover import Turnover
    from engine.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """Expectations of today's rows, and where possible years come from."""

    expected: NDArray[np.float64]
    """Bookings of an average rep in the row's patches, money, ``nan`` where not known."""
    skill: NDArray[np.float64]
    """By each holder's own record, log scale, ``nan`` where nothing is known."""
    elasticity: float
    """Per cent more booked for one per cent more potential."""
    elasticity_deviation: float = field(kw_only=True, default=0.0)
    """Standard deviation of what the history leaves open of it; 0 where it is assumed."""
    patch_effect: Mapping[str, float]
    """What a patch books beyond its potential, a multiple; empty where not known."""
    turnover: Turnover
    """Of last year's sellers."""
    forecast: Forecast | None
    """Years by the response model; without it last year's deals are redrawn."""
    ends: Mapping[str, SplitEnd] = field(default_factory=dict)
    """Where seller and patch cannot be told apart: what patches are worth at both ends."""
    undecided: tuple[str, ...] = ()
    """Why they cannot, one sentence; empty where they can."""

    @property
    def refilled_after(self) -> float | None:
        """Days after which the model has a vacant patch filled; ``None`` without the model."""
        return None if self.forecast is None else self.turnover.days_to_fill

    @property
    def ramp(self) -> Ramp:
        """Of newcomers: as the history shows it, else the usual one."""
        return USUAL if self.forecast is None else self.forecast.ramp


def look_ahead(
    warehouse: Warehouse,
    team: tuple[pa.Table, Seating, DealCredits],
    years: tuple[Period, Period],
    elasticity: float | None,
) -> Ahead:
    """
    Fit what the history can carry.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    team : tuple
        Patches, rows of the plan, and last year's deals.
    years : tuple of Period
        The year to ``as_of``, and the fiscal year planned.
    elasticity : float, optional
        Elasticity of potential to assume; else the measured one.
    """
    patches, seating, deals = team
    history, planned = years
    fit = fitted(warehouse, elasticity)
    left = turnover(warehouse, history)
    held = seat_period(warehouse, history)
    usual = ELASTICITY if elasticity is None else elasticity
    expected = expected_by_row(held, patches, seating, history, (fit, usual))
    skill = rep_records(fit, seating.texts("rep_id"))
    if fit is None or not fit.can_forecast:
        return Ahead(expected, skill, usual, {}, left, None)
    people = people_terms(warehouse).to_pylist()
    hired = {person["rep_id"]: person["hire_date"] for person in people}
    start = warehouse.snapshot.fiscal_start
    asked = quarters(fiscal_year(planned.first, start), start)
    coming = forecast(fit, seating, deals, hired, asked, left)
    if coming is None:
        return Ahead(expected, skill, usual, {}, left, None)
    effects = np.exp(fit.model.effects.seat).tolist()
    expected = _as_forecast(expected, coming)
    return Ahead(
        expected,
        skill,
        fit.model.elasticity[0],
        dict(zip(fit.history.seat_ids, effects, strict=True)),
        left,
        coming,
        *_undecided(fit, expected, coming),
        elasticity_deviation=fit.model.elasticity[1],
    )


def _undecided(
    fit: Fitted, expected: NDArray[np.float64], coming: Forecast
) -> tuple[Mapping[str, SplitEnd], tuple[str, ...]]:
    """Both ends of what the history cannot split, and why it cannot; empty where it can."""
    told = identify(fit.model)
    if told.state != "C":
        return {}, ()
    return split_ends(fit, expected, coming), (told.message,)


def _as_forecast(expected: NDArray[np.float64], coming: Forecast) -> NDArray[np.float64]:
    """Scaled so that all rows together are expected what the forecast has for them."""
    known = ~np.isnan(expected)
    total = float(expected[known].sum())
    return expected * (float(coming.mean()[known].sum()) / total) if total > 0 else expected
