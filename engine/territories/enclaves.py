"""Enclaves: how far neighbours share a seat, where contiguity means nothing for points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.territories.problem import Problem

NEIGHBOURS = 8
"""Nearest accounts that may go to the same seats."""


def own_neighbours(problem: Problem, design: NDArray[np.int64]) -> float | None:
    """
    Share of an account's nearest accounts of its kind that have the same seat, on average.

    Accounts are of one kind where they may go to the same seats. ``None`` where fewer than two
    accounts of any kind have a place; a share of 1 means that there is no enclave.
    """
    if problem.travel.accounts is None:
        return None
    shares = []
    for kind in np.unique(problem.group):
        rows = np.flatnonzero(problem.group == kind)
        rows = rows[~np.isnan(problem.travel.accounts[:, rows]).any(axis=0)]
        if rows.size < 2:
            continue
        count = min(NEIGHBOURS + 1, rows.size)
        tree = cKDTree(problem.travel.accounts[:, rows].T)
        near = tree.query(tree.data, k=count)[1]
        itself = near == np.arange(rows.size)[:, None]
        itself[~itself.any(axis=1), -1] = True  # so many share its place that it is not among them
        near = near[~itself].reshape(rows.size, count - 1)
        shares.append((design[rows][near] == design[rows][:, None]).mean(axis=1))
    return float(np.concatenate(shares).mean()) if shares else None
