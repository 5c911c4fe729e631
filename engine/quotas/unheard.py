"""Names in commitments and overrides that the plan does not know, so that nothing acts on them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.model.quota_levers import QuotaLevers
    from engine.quotas.seats import Seats


def unheard(seats: Seats, levers: QuotaLevers) -> Iterator[str]:
    """Say of each commitment and override that acts on nothing whom or what it names."""
    patches = [name for name in seats.labels["territory_id"] if name]
    people = [name for name in seats.labels["rep_id"] if name]
    managers = seats.managers.ids if seats.managers is not None else ()
    known = [*patches, *people, *managers]
    for said in levers.commitments:
        if said.who not in known:
            yield _sentence(
                f"{said.amount:,.2f} is committed to by",
                said.who,
                "no patch, rep or manager",
                known,
            )
    for override in levers.overrides:
        if override.territory_id not in patches:
            yield _sentence(
                f"{override.amount:,.2f} is set by hand for",
                override.territory_id,
                "no patch",
                patches,
            )


def _sentence(what: str, name: str, kind: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"{what} “{name}”, which is {kind} of this plan, so it is left out.{hint}"
