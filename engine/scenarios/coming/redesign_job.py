"""The design step as a job: a child process makes it, so no page computes it while people wait."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from engine.errors import DataError, LeverError, LimitError
from engine.jobs.outcome import Outcome
from engine.model.territory_levers import TerritoryLevers
from engine.scenarios.columns import numbers
from engine.scenarios.coming.basis import year_to
from engine.scenarios.coming.redesign import Redesign, design_ground, redesign
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.jobs.worker import Reporter
    from engine.territories.outcome import Progress

_COLUMNS = ("before", "after", "potential", "workload", "booked", "open_amount")


def arguments(
    folder: str, catalogue: str, fingerprint: str, levers: TerritoryLevers
) -> dict[str, Any]:
    """What the job is asked, as plain values: the workspace, the snapshot and the levers."""
    return {
        "folder": folder,
        "catalogue": catalogue,
        "fingerprint": fingerprint,
        "levers": asdict(levers),
    }


def run(asked: Mapping[str, Any], reporter: Reporter) -> Outcome:
    """Make one design; what the levers rule out is an outcome too."""

    def heard(found: Progress) -> None:
        reporter.progress(phase=found.phase, objective=found.objective, gap=found.gap)

    warehouse = Workspace(Path(asked["folder"]), asked["catalogue"]).open(asked["fingerprint"])
    try:
        history, levers = year_to(warehouse.snapshot.as_of), _levers(asked["levers"])
        on = design_ground(warehouse, levers)
        reporter.progress(phase="search")  # all is read; a first design takes a while
        found = redesign(warehouse, levers, history, on, report=heard)
    except LimitError:
        raise  # another time there may be the room, so this is no answer to keep
    except (DataError, LeverError) as error:
        return Outcome({"refused": [error.message, error.hint]})
    finally:
        warehouse.close()
    assert found is not None, "patches that stay are no work"
    return outcome_of(found)


def outcome_of(found: Redesign) -> Outcome:
    """A design as a document and a table of its accounts."""
    columns = {name: pa.array(getattr(found, name)) for name in _COLUMNS}
    document = {
        "patches": list(found.patches),
        "win_rate": found.win_rate,
        "status": found.status,
        "bound": found.bound,
        "gap": found.gap,
    }
    accounts = pa.table({"account_id": pa.array(found.accounts, pa.string()), **columns})
    return Outcome(document, {"accounts": accounts})


def redesign_of(outcome: Outcome) -> Redesign:
    """
    The design that a job made, to the last bit.

    Raises
    ------
    LeverError
        If no design keeps the rules, or there is nothing to design.
    """
    document = outcome.document
    if "refused" in document:
        raise LeverError(*document["refused"])
    accounts = outcome.tables["accounts"]
    return Redesign(
        patches=tuple(document["patches"]),
        accounts=tuple(accounts["account_id"].to_pylist()),
        before=accounts["before"].to_numpy(),
        after=accounts["after"].to_numpy(),
        potential=numbers(accounts, "potential"),
        workload=numbers(accounts, "workload"),
        booked=numbers(accounts, "booked"),
        open_amount=numbers(accounts, "open_amount"),
        win_rate=document["win_rate"],
        status=document["status"],
        bound=document["bound"],
        gap=document["gap"],
    )


def _levers(given: Mapping[str, Any]) -> TerritoryLevers:
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
    }
    return TerritoryLevers(**plain)
