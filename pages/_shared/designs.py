"""Territory designs: the bridge from the page to the search that runs in the background."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from engine.jobs.pool import Jobs
from engine.settings import settings
from engine.territories import frontier_job
from pages._shared import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyarrow import Table

    from engine.jobs.outcome import Outcome
    from engine.jobs.pool import State, Status
    from engine.territories.wishes import Wishes
    from pages._shared.session import Session

AT_A_TIME = 2
"""Searches at the same time: one that somebody waits for, and one ahead of need."""

_FUNCTION = "engine.territories.frontier_job.run"


@lru_cache(maxsize=1)
def _jobs() -> Jobs:
    return Jobs(AT_A_TIME)


def asked(state: Session, wanted: Wishes) -> dict[str, Any]:
    """What the frontier's search is asked."""
    house = runs.workspace()
    return frontier_job.arguments(
        str(house.folder), settings().catalogue, state.snapshot or "", wanted
    )


def search(state: Session, wanted: Wishes, *, again: bool = False) -> str:
    """Start the search for a frontier, or find the one that runs or ran; returns its name."""
    return submit(_FUNCTION, asked(state, wanted), again=again)


def submit(
    function: str,
    asked: dict[str, Any],
    *,
    after: str | None = None,
    again: bool = False,
    ahead: bool = False,
) -> str:
    """Start a search in the background, from where another ended if one is named."""
    return _jobs().submit(function, asked, again=again, after=after, ahead=ahead)


def wait(name: str, seconds: float | None = None) -> State:
    """Wait until a search is over, or for some time; how it stands then."""
    return _jobs().wait(name, seconds)


def drop_ahead() -> None:
    """Forget searches ahead of need that have not begun."""
    _jobs().drop_ahead()


def give_way() -> None:
    """Let searches stand still for a moment: somebody has moved a lever, or opened a page."""
    _jobs().give_way()


def known(name: str) -> bool:
    """Whether a search is still remembered."""
    return _jobs().status(name) is not None


def status(name: str) -> Status:
    """How a search stands."""
    found = _jobs().status(name)
    assert found is not None
    return found


def stop(name: str) -> None:
    """Stop a search; what it has is kept."""
    _jobs().cancel(name)


def seats_at(outcome: Outcome, point: int) -> Table:
    """Patches at a point, by the first measure that is balanced."""
    table = outcome.tables["seats"]
    first = outcome.document["balance"][0]
    here = pc.and_(pc.equal(table["point"], point), pc.equal(table["measure"], first))
    return table.filter(here)


def moves_at(outcome: Outcome, point: int) -> Table:
    """Accounts that change patch at a point."""
    table = outcome.tables["moves"]
    return table.filter(pc.equal(table["point"], point)).drop_columns(["point"])


def groups(outcome: Outcome) -> list[str]:
    """Regions and segments that have placed accounts, for the map."""
    table = outcome.tables["accounts"]
    names = zip(table["region"].to_pylist(), table["segment"].to_pylist(), strict=True)
    return sorted({_group(*name) for name in names})


def placed(
    outcome: Outcome, group: str, column: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Latitude, longitude and patch of a group's accounts; patches are numbered within it."""
    table = outcome.tables["accounts"]
    names = zip(table["region"].to_pylist(), table["segment"].to_pylist(), strict=True)
    here = np.array([_group(*name) == group for name in names])
    seat = table[column].to_numpy()[here]
    known = np.unique(np.concatenate([table[c].to_numpy()[here] for c in ("seat", column)]))
    known = known[known >= 0]
    number = np.where(seat >= 0, np.searchsorted(known, seat), -1)
    latitude, longitude = (
        table[name].to_numpy(zero_copy_only=False)[here].astype(np.float64)
        for name in ("latitude", "longitude")
    )
    return latitude, longitude, number


def without_place(outcome: Outcome) -> int:
    """Accounts that could not be placed on the map."""
    return int(outcome.tables["accounts"]["latitude"].null_count)


def whitespace(outcome: Outcome, by: str) -> list[tuple[str, float]]:
    """Potential less current revenue, not below zero, by segment, region or industry."""
    table = outcome.tables["accounts"]
    left = np.nan_to_num(table["potential"].to_numpy(zero_copy_only=False)) - np.nan_to_num(
        table["current_revenue"].to_numpy(zero_copy_only=False).astype(np.float64)
    )
    names = np.array([name or "not known" for name in table[by].to_pylist()])
    found = [(str(n), float(np.maximum(left[names == n], 0).sum())) for n in np.unique(names)]
    return sorted(found, key=lambda pair: -pair[1])


def _group(region: str | None, segment: str | None) -> str:
    return " · ".join(part for part in (region, segment) if part) or "All accounts"
