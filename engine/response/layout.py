"""Who sat where, laid out so that one working model after another can be summed fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.panel import Panel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SeatBlock:
    """
    Where two seats meet because a rep sat in both: the pattern of the seats' system.

    A product is an ordered pair of a rep's (rep, seat) pairs.
    """

    first: Ints
    """Pair of each product, shape (n_products,)."""
    second: Ints
    rep: Ints
    """Rep of each product."""
    entry: Ints
    """Place of each product among the entries, which lie by column."""
    row: Ints
    """Row of each entry."""
    column_starts: Ints
    diagonal: Ints
    """Place of each seat's own entry, shape (n_seats,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Cells by rep, seat and pair, and the rows of the mean."""

    rows: Floats
    """Shape (n_cells, p)."""
    by_rep: sparse.csr_array
    """Indicators, shape (n_reps, n_cells)."""
    by_seat: sparse.csr_array
    """Shape (n_seats, n_cells)."""
    pair: Ints
    """Pair of each cell; pairs are ordered by rep, then seat."""
    pair_rep: Ints
    pair_seat: Ints
    seats: SeatBlock
    prior_mean: Floats
    prior_precision: Floats


def lay_out(panel: Panel, rows: Floats, prior: tuple[Floats, Floats]) -> Layout:
    """Lay out the cells of a history with the rows and prior of its mean."""
    n = panel.rep.size
    one, at = np.ones(n), np.arange(n)
    names, pair = np.unique(panel.rep * panel.n_seats + panel.seat, return_inverse=True)
    rep, seat = names // panel.n_seats, names % panel.n_seats
    return Layout(
        rows,
        sparse.csr_array((one, (panel.rep, at)), shape=(panel.n_reps, n)),
        sparse.csr_array((one, (panel.seat, at)), shape=(panel.n_seats, n)),
        pair,
        rep,
        seat,
        _seat_block(rep, seat, panel.n_seats),
        *prior,
    )


def _seat_block(rep: Ints, seat: Ints, n_seats: int) -> SeatBlock:
    """Pattern from the pairs, which are ordered by rep."""
    _, start, size = np.unique(rep, return_index=True, return_counts=True)
    # every pair of a rep with every pair of that rep: repeat the rep's run for each of its members
    first = np.repeat(np.arange(rep.size), np.repeat(size, size))
    within = np.arange(first.size) - np.repeat(
        np.cumsum(np.repeat(size, size)) - np.repeat(size, size), np.repeat(size, size)
    )
    second = np.repeat(np.repeat(start, size), np.repeat(size, size)) + within
    own = np.arange(n_seats) * (n_seats + 1)
    key = np.concatenate([seat[second] * n_seats + seat[first], own])
    entries, place = np.unique(key, return_inverse=True)
    column_starts = np.searchsorted(entries, np.arange(n_seats + 1) * n_seats)
    return SeatBlock(
        first,
        second,
        rep[first],
        place[: first.size],
        entries % n_seats,
        column_starts,
        place[first.size :],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """
    A working model summed by rep, seat and pair.

    The response is the last column beside the rows of the mean, so that one set of products
    holds the normal equations, their right side and the sum of squares.
    """

    layout: Layout
    rep_weight: Floats
    seat_weight: Floats
    of_rep: Floats
    """Weighted sums over the cells of each rep, shape (n_reps, p + 1)."""
    of_seat: Floats
    """Shape (n_seats, p + 1)."""
    products: Floats
    """Weighted products of all columns, the prior included, shape (p + 1, p + 1)."""
    meeting: sparse.csr_array
    """Weight of rep and seat together, shape (n_reps, n_seats)."""
    met: Floats
    """Product of the weights of the two pairs of each product of the seats' pattern."""


def gather(layout: Layout, weight: Floats, response: Floats) -> Gathered:
    """
    Sum the cells of a working model, once for all variances.

    Parameters
    ----------
    layout : Layout
        Who sat where.
    weight : ndarray, shape (n_cells,)
        Inverse variance of the working response.
    response : ndarray, shape (n_cells,)
        Working response, log scale, exposure taken out.
    """
    columns = np.column_stack([layout.rows, response])
    weighted = columns * weight[:, None]
    pairs = np.bincount(layout.pair, weight, layout.pair_rep.size).astype(np.float64)
    shape = layout.by_rep.shape[0], layout.by_seat.shape[0]
    prior = np.column_stack([np.eye(layout.prior_mean.size), layout.prior_mean])
    return Gathered(
        layout,
        layout.by_rep @ weight,
        layout.by_seat @ weight,
        layout.by_rep @ weighted,
        layout.by_seat @ weighted,
        columns.T @ weighted + prior.T @ (prior * layout.prior_precision[:, None]),
        sparse.csr_array((pairs, (layout.pair_rep, layout.pair_seat)), shape=shape),
        pairs[layout.seats.first] * pairs[layout.seats.second],
    )
