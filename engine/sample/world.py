"""The whole story of one seed, drawn room after room, before anything is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sample.accounts import draw_accounts
from engine.sample.assembly import assemble_deals, push_past_year_end
from engine.sample.bookings import expected_bookings, shift_quotas
from engine.sample.characters import cast_seats, set_stage
from engine.sample.days import QUARTERS, quarter_of
from engine.sample.effort import draw_effort, lay_shifts
from engine.sample.patches import draw_patches
from engine.sample.products import draw_products
from engine.sample.seating import draw_seating
from engine.sample.terms import draw_terms

if TYPE_CHECKING:
    from engine.sample.accounts import Accounts
    from engine.sample.arrays import Floats, Ints
    from engine.sample.deals import Deals
    from engine.sample.effort import Effort, Shifts
    from engine.sample.patches import Patches
    from engine.sample.seating import Seating
    from engine.sample.terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """All that happened at Tessaly Systems in two years."""

    seed: int
    patches: Patches
    accounts: Accounts
    seating: Seating
    shifts: Shifts
    effort: Effort
    quotas: Floats
    """Quota carried in each shift, dollars, shape (n_shifts,)."""
    deals: Deals
    product: Ints
    """Product of each deal, shape (n_deals,)."""
    terms: Terms
    attainment: Floats
    """Direct bookings over quota, shape (2, n_reps): FY2024 and FY2025; ``nan`` without quota."""


def build(seed: int) -> World:
    """Tell the story of one seed; the same seed tells the same story."""
    laid_out = draw_patches(seed)
    seats = cast_seats(laid_out)
    patches = set_stage(laid_out, seats)
    accounts = draw_accounts(seed, patches)
    seating = draw_seating(seed, patches, seats)
    shifts = lay_shifts(seating)
    effort = draw_effort(seed, patches, seating, shifts)
    quotas = shift_quotas(patches, shifts)
    expected = expected_bookings(patches, shifts, effort)
    deals = assemble_deals(seed, patches, accounts, seating, shifts, expected, quotas)
    reached = attainment(deals, shifts, quotas, seating.hired.size)
    deals = push_past_year_end(seed, deals, patches.is_corrin[deals.seat], reached[1])
    return World(
        seed=seed,
        patches=patches,
        accounts=accounts,
        seating=seating,
        shifts=shifts,
        effort=effort,
        quotas=quotas,
        deals=deals,
        product=draw_products(seed, deals, patches.is_corrin[deals.seat]),
        terms=draw_terms(seed, deals, patches.region[deals.seat]),
        attainment=reached,
    )


def attainment(deals: Deals, shifts: Shifts, quotas: Floats, n_reps: int) -> Floats:
    """Direct bookings over quota by year and rep, shape (2, n_reps); ``nan`` without quota."""
    years = 2
    year = quarter_of(deals.close) // (QUARTERS // years)
    shape = (years, n_reps)
    carried, credited = np.zeros(shape), np.zeros(shape)
    np.add.at(carried, (shifts.quarter // (QUARTERS // years), shifts.rep), quotas)
    np.add.at(credited, (year[deals.won], deals.rep[deals.won]), deals.amount[deals.won])
    reached = np.full(shape, np.nan)
    return np.asarray(np.divide(credited, carried, out=reached, where=carried > 0))
