"""A design by hand beside the frontier without a person's choices: what the choices cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    import pyarrow as pa

SMALLEST = 1e-9
"""Objective below which a share of it is taken of this instead."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A design by hand against the best found without the choices; decimals."""

    gap: float
    """Share of its objective by which a better design could exist, the choices left aside."""
    cost: float
    """Its objective more than the best design found without them for as many moves, as a share
    of that one's."""


def beside_free(free: pa.Table, limit: int, objective: float) -> Beside:
    """
    Compare a design by hand with the frontier that knows no choices.

    Parameters
    ----------
    free : pyarrow.Table
        Points of the frontier: ``limit, objective, bound``, by rising limit.
    limit : int
        Most moves that the design by hand was allowed.
    objective : float
        What it costs.

    Returns
    -------
    Beside
        Against the points that allow at least as many moves, else against the last one.
    """
    looser = free.filter(pc.greater_equal(free["limit"], limit))
    if not looser.num_rows:
        looser = free.slice(free.num_rows - 1)
    bound, best = pc.max(looser["bound"]).as_py(), looser["objective"][0].as_py()
    return Beside(
        gap=max(0.0, objective - bound) / max(abs(objective), SMALLEST),
        cost=(objective - best) / max(abs(best), SMALLEST),
    )
