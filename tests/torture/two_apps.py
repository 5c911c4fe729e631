"""Several app processes on one workspace at once: all read, all is kept, conflicts are told."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from engine.cli.main import main
from engine.errors import StoreError
from engine.store.workspace import Workspace
from tests.torture import kills, moments, wholeness
from tests.torture.child import answered, forked, started
from tests.torture.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPS = 2
SAVES = 200
"""Of each app, in a whole run: of its own scenarios and of one that all write."""
LOADS = 6
SHARED = "Written by all"


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Let apps save, load and read at once; compare what they were told with what is there."""
    begun = folder / "begun"
    forked(lambda: kills.prepare(begun))
    forked(lambda: begin(begun))
    saves, loads = max(10, round(SAVES * share)), max(2, round(LOADS * share))
    children = [started(lambda n=n: one(begun, n, saves, loads)) for n in range(APPS)]
    ended = [os.waitpid(child, 0)[1] for child in children]
    told = [json.loads((begun / f"told-{n}").read_text()) for n in range(APPS) if not ended[n]]
    faults = [f"app {n} ended with {status}" for n, status in enumerate(ended) if status]
    found = answered(lambda: compared(begun, told), begun / "found")
    faults += ["the comparison came to an end itself"] if found is None else found
    count = sum(len(one["own"]) + len(one["over"]) + one["conflicts"] for one in told)
    conflicts = sum(one["conflicts"] for one in told)
    name = f"two apps at once, {conflicts} conflicts told"
    yield Line(name, count + sum(one["read"] for one in told), len(faults), faults=tuple(faults))


def begin(begun: Path) -> int:
    """Save the scenario that all write over."""
    Workspace(begun / "w").catalogue.save_scenario(SHARED, "0", "a" * 16)
    return 0


def one(home: Path, number: int, saves: int, loads: int) -> int:
    """Be an app, and write down what it was told."""
    (home / f"told-{number}").write_text(json.dumps(app(home, number, saves, loads)))
    return 0


def app(home: Path, number: int, saves: int, loads: int) -> dict[str, Any]:
    """What one app was told: its own saves, its saves over the shared one, refusals, reads."""
    house = Workspace(home / "w")
    told: dict[str, Any] = {
        "own": [],
        "over": [],
        "conflicts": 0,
        "other": 0,
        "read": 0,
        "loads": [],
    }
    for n in range(saves):
        seen = next(one for one in house.catalogue.scenarios() if one.name == SHARED)
        told["own"].append(house.catalogue.save_scenario(f"{number}-{n}", "{}", "b" * 16).name)
        try:
            kept = house.catalogue.save_scenario(
                SHARED, f"{number}-{n}", "c" * 16, id=seen.id, version=seen.version
            )
            told["over"].append([kept.version, kept.document])
        except StoreError as error:
            told["conflicts" if "somebody else" in str(error).lower() else "other"] += 1
        if n % (saves // loads) == 0:
            extract = moments.deals(home / f"{number}-{n}.csv", (number + 7 * n) * moments.ROWS)
            told["loads"].append(main(["load", str(home / "w"), str(extract)]))
            told["read"] += house.open().snapshot.tables["opportunity"] == moments.ROWS
    return told


def compared(home: Path, told: list[dict[str, Any]]) -> list[str]:
    """What is there and should not be, or the reverse."""
    catalogue = Workspace(home / "w").catalogue
    saved = catalogue.scenarios()
    faults = list(wholeness.workspace(home))
    if {name for one in told for name in one["own"]} - {one.name for one in saved}:
        faults.append("an acknowledged save is lost")
    shared = next(one for one in saved if one.name == SHARED)
    history = [[v.version, v.document] for v in catalogue.versions(shared.id)]
    acknowledged = sorted(one for app in told for one in app["over"])
    if history[1:] != acknowledged:
        faults.append(f"{len(acknowledged)} acknowledged versions, {len(history) - 1} kept")
    if any(app["other"] for app in told):
        faults.append("a save was refused that nobody was in the way of")
    if any(status != 0 for app in told for status in app["loads"]):
        faults.append("a load failed")
    if any(app["read"] != len(app["loads"]) for app in told):
        faults.append("an app could not read the newest data whole")
    return faults
