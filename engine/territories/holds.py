"""Which accounts stay where they are, and by which rule."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import LeverError
from engine.store.held_account import accounts_with_new_seller, accounts_with_stage, open_stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engine.store.warehouse import Warehouse
    from engine.territories.wishes import Wishes


def held(
    warehouse: Warehouse,
    accounts: pa.Table,
    seat: Sequence[str | None],
    region: Sequence[str],
    wishes: Wishes,
) -> NDArray[np.bool_]:
    """
    Accounts that some rule keeps where they are.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot that the accounts are of.
    accounts : pyarrow.Table
        As :data:`engine.store.territory_account.SCHEMA`.
    seat, region : sequence of str
        Of each account; regions folded to lower case.
    wishes : Wishes
        The rules.

    Returns
    -------
    ndarray of bool, shape (accounts,)

    Raises
    ------
    LeverError
        If a rule names what is not there, or asks what the data cannot tell.
    """
    ids = accounts["account_id"].to_pylist()
    regions = {name.strip().casefold() for name in wishes.locked_regions}
    all_known("account", wishes.locked, ids)
    all_known("region", regions, region)
    tied = accounts["is_locked"].to_numpy() | (accounts["in_flight_deals"].to_numpy() > 0)
    if wishes.named_stay:
        tied = tied | accounts["is_named"].to_numpy()
    staying = {*wishes.locked, *_past_stage(warehouse, wishes), *_new_seller(warehouse, wishes)}
    tied |= np.array([name in staying for name in ids])
    tied |= np.array([name in wishes.locked_seats for name in seat])
    tied |= np.array([name in regions for name in region])
    return np.asarray(tied, dtype=np.bool_)


def all_known(what: str, names: Iterable[str], known: Iterable[str], to: str = "lock") -> None:
    """
    Check that everything a rule names is there.

    Raises
    ------
    LeverError
        If something is not; it names the nearest that is.
    """
    there = set(known)
    odd = next((name for name in names if name not in there), None)
    if odd is not None:
        near = get_close_matches(odd, sorted(there), 1)
        raise LeverError(
            f"There is no {what} {odd} to {to}.", f"Did you mean {near[0]}?" if near else ""
        )


def _past_stage(warehouse: Warehouse, wishes: Wishes) -> list[str]:
    """Accounts with an open deal at the stage or past it."""
    if not wishes.hold_from_stage:
        return []
    stages = open_stages(warehouse)
    order = {name.casefold(): n for n, name in enumerate(stages.names)}
    first = wishes.hold_from_stage.strip().casefold()
    all_known("stage of an open deal", [first], order, to="hold")
    if not stages.ordered:
        raise LeverError(
            "Which stage comes after which is not known.",
            "Load the column probability of opportunity, or the table stage_change.",
        )
    return accounts_with_stage(warehouse, stages.names[order[first] :])


def _new_seller(warehouse: Warehouse, wishes: Wishes) -> list[str]:
    """Accounts whose patch changed hands within the days to hold."""
    if not wishes.hold_changed_days:
        return []
    if not warehouse.snapshot.has("assignment", "start_date"):
        raise LeverError(
            "Since when an account has its seller is not known.",
            "Load the column start_date of assignment.",
        )
    return accounts_with_new_seller(warehouse, wishes.hold_changed_days)
