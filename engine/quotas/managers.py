"""The tree that a total is handed down through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.quotas.seats import TOP, Managers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def manager_tree(
    holders: Sequence[str | None],
    managers: Sequence[str | None],
    above: Mapping[str, str | None],
) -> Managers:
    """
    Build the tree of those who have a seat somewhere below them.

    Parameters
    ----------
    holders, managers : sequence of str, length n_seats
        Who sits there, and whom they report to; ``None`` where nobody or not known.
    above : mapping
        Person → whom they report to. A circle is cut at the person by whom it is entered.

    Returns
    -------
    Managers
        Ordered by id. A manager with a seat of their own is above it.
    """
    leads = _chains({name for name in managers if name}, above)
    ids = tuple(sorted(leads))
    node = {name: len(holders) + k for k, name in enumerate(ids)}
    seats = [
        node.get(holder or "", node.get(manager or "", TOP))
        for holder, manager in zip(holders, managers, strict=True)
    ]
    chiefs = [node.get(leads[name] or "", TOP) for name in ids]
    return Managers(ids, np.array(seats + chiefs, dtype=np.int64))


def _chains(first: set[str], above: Mapping[str, str | None]) -> dict[str, str | None]:
    """Everybody at or above the first managers, with the one above each."""
    found: dict[str, str | None] = {}
    for start in sorted(first):
        name: str | None = start
        path: set[str] = set()
        while name and name not in found:
            path.add(name)
            chief = above.get(name)
            found[name] = None if chief in path else chief
            name = chief
    return found
