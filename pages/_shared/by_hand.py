"""A design with a person's own choices in it: its search, and what the choices cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engine.territories import by_hand_job
from engine.territories.beside_free import beside_free
from pages._shared import designs
from pages._shared.choices import Choice, decided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from engine.jobs.outcome import Outcome
    from engine.territories.beside_free import Beside
    from engine.territories.wishes import Wishes
    from pages._shared.session import Session

_FUNCTION = "engine.territories.by_hand_job.run"


def search(
    state: Session, wanted: Wishes, outcome: Outcome, point: int, *, again: bool = False
) -> str:
    """Start the search around the choices, or find it; returns its name."""
    free = designs.search(state, wanted)
    last = state.choices[-1]
    from_hand = last.point == point and designs.known(last.search)
    every = outcome.tables["points"]
    limit = None if point == every.num_rows - 1 else every["limit"][point].as_py()
    same = from_hand and last.search != free
    asked = by_hand_job.arguments(
        designs.asked(state, wanted), *decided(state.choices), limit, 0 if same else point
    )
    return designs.submit(_FUNCTION, asked, after=last.search if same else free, again=again)


def choice(search: str, point: int, pairs: Sequence[tuple[str, str]], together: bool) -> Choice:
    """One decision about a design that is on the screen."""
    return Choice(search, point, tuple(pairs), together)


def pairs_of(
    rows: Sequence[Mapping[str, Any]], end: str, seats: Sequence[str]
) -> list[tuple[str, str]]:
    """
    Account and patch of some moves, by the ``from`` or ``to`` of each.

    A patch that goes is in no design, so that nothing can be sent back to it.
    """
    return [(row["account_id"], row[end]) for row in rows if row[end] in seats]


def seats_open_to(outcome: Outcome, account: str) -> list[str]:
    """Patches that an account may be given by hand."""
    table = outcome.tables["accounts"]
    row = table.slice(pc.index(table["account_id"], account).as_py(), 1).to_pylist()[0]
    if row["locked"] and row["seat"] >= 0:
        return [outcome.document["seats"][row["seat"]]]
    listed = set(outcome.tables["groups"]["seats"][row["group"]].as_py()) | {row["seat"]}
    return [name for n, name in enumerate(outcome.document["seats"]) if n in listed]


def movable(outcome: Outcome) -> dict[str, str]:
    """Accounts that are not locked, by id, with what a person calls them."""
    table = outcome.tables["accounts"]
    table = table.filter(pc.invert(table["locked"]))
    ids, names = table["account_id"].to_pylist(), table["name"].to_pylist()
    return {a: f"{name} ({a})" if name else a for a, name in zip(ids, names, strict=True)}


def beside(outcome: Outcome, here: Mapping[str, Any]) -> Beside:
    """A design by hand beside the frontier without the choices."""
    return beside_free(outcome.tables["points"], here["limit"], here["objective"])
