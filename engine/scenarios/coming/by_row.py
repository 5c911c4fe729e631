"""From the snapshot's tables to arrays with one value for each row of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.quotas.shared import Overlay
from engine.response.redraw import DealCredits
from engine.scenarios.columns import numbers, texts
from engine.scenarios.patches_held import patches_held
from engine.store.seat_quota import quota_year, seat_quotas
from engine.store.shared_quota import shared_quotas

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.model.period import Period
    from engine.scenarios.coming.seating import Seating
    from engine.scenarios.fitted import Fitted
    from engine.store.warehouse import Warehouse


_CENTS = 2
"""Decimals kept of expectations, which powers and quotients make of sums."""


def kept_by_row(
    warehouse: Warehouse, seating: Seating
) -> tuple[NDArray[np.float64], dict[str, float]]:
    """Quota of the latest year with quotas by row, and what people without a patch carried."""
    year = quota_year(warehouse)
    if year is None:
        return np.zeros(len(seating.rows)), {}
    table = seat_quotas(warehouse, year)
    patches = zip(texts(table, "territory_id"), texts(table, "rep_id"), strict=True)
    names = [rep if patch is None else patch for patch, rep in patches]
    amounts = table["quota"].to_pylist()
    elsewhere = {
        name or "": amount
        for name, amount in zip(names, amounts, strict=True)
        if name not in seating.row_of_seat
    }
    return seating.sum_by_row(names, amounts), elsewhere


def overlays_by_row(
    warehouse: Warehouse, seating: Seating, elsewhere: Mapping[str, float]
) -> tuple[Overlay, ...]:
    """Who shares in the quotas of which rows, and what they carried themselves last year."""
    return tuple(
        Overlay(
            person["rep_id"],
            person["name"],
            person["role"],
            round(100 * elsewhere.get(person["rep_id"], 0.0)),
            tuple(
                sorted(
                    {seating.row_of_seat[s] for s in person["covers"] if s in seating.row_of_seat}
                )
            ),
        )
        for person in shared_quotas(warehouse, sorted(elsewhere)).to_pylist()
    )


def expected_by_row(
    held: pa.Table,
    patches: pa.Table,
    seating: Seating,
    history: Period,
    fit: tuple[Fitted | None, float],
) -> NDArray[np.float64]:
    """
    Bookings that an average rep is expected to bring in each row, ``nan`` where not known.

    ``fit`` is the model and the elasticity that stands in for it.
    """
    of_patch = patches_held([], patches, held, history.days, *fit).seat_expected
    known = [None if np.isnan(value) else float(value) for value in of_patch]
    total = seating.sum_by_row(texts(patches, "territory_id"), known)
    return np.where(total > 0, total.round(_CENTS), np.nan)


def base_pay_elsewhere(people: pa.Table, seating: Seating) -> float:
    """Base pay of the sellers still employed who hold no patch, money a year."""
    seated = set(seating.texts("rep_id"))
    return float(
        sum(
            person["base_pay"] or 0.0
            for person in people.select(["rep_id", "base_pay", "leave_date"]).to_pylist()
            if person["leave_date"] is None and person["rep_id"] not in seated
        )
    )


def deal_credits(amounts: pa.Table, credits: pa.Table, seating: Seating) -> DealCredits:
    """
    Deals to redraw, with the rows that they are credited to.

    A deal that nobody's patch is credited with is still booked.
    """
    place = {deal: n for n, deal in enumerate(texts(amounts, "opportunity_id"))}
    seats = zip(texts(credits, "territory_id"), texts(credits, "rep_id"), strict=True)
    names = [rep if patch is None else patch for patch, rep in seats]
    rows = np.array([seating.row_of_seat.get(name or "", -1) for name in names], dtype=np.int64)
    deals = [place[deal] for deal in texts(credits, "opportunity_id")]
    seated = rows >= 0
    return DealCredits(
        numbers(amounts, "amount"),
        np.array(deals, dtype=np.int64)[seated],
        rows[seated],
        numbers(credits, "credited")[seated],
        len(seating.rows),
    )
