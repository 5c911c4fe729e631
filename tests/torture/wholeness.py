"""What must be true of a workspace after a kill, each fault told in a sentence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.cli.main import main
from engine.scenarios.files import parse_scenario
from engine.store.workspace import Workspace
from tests.torture import moments
from tests.torture.child import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORPHAN_SECONDS = 5.0
"""How long a worker may outlive the app that started it."""


def workspace(home: Path) -> Iterator[str]:
    """What every moment promises: saves kept, snapshots whole or absent, all tidy, loads work."""
    house = Workspace(home / "w")
    loads = set(house.catalogue.loads())
    files = {path.stem for path in (home / "w" / "snapshots").iterdir()}
    if files != loads:
        yield f"snapshots {files} stand where the catalogue knows {loads}"
    if {house.open(n).snapshot.tables["opportunity"] for n in files & loads} != {moments.ROWS}:
        yield "a snapshot is not whole"
    left = {p.name for p in (home / "w").iterdir() if not p.name.startswith("catalogue.sqlite")}
    if any(not name.startswith("spill-") for name in left - {"snapshots"}):  # ours, while open
        yield f"{left} is left in the workspace"
    if main(["load", str(home / "w"), str(home / "first.csv")]) != 0:
        yield "the next load does not work"
    if hidden := [path.name for path in home.iterdir() if path.name.startswith(".")]:
        yield f"{hidden} is left beside the workspace"


def saves(home: Path) -> Iterator[str]:
    """Every save that was acknowledged is there."""
    saved = {scenario.name for scenario in Workspace(home / "w").catalogue.scenarios()}
    if lost := set(acknowledged(home / "saves")) - saved:
        yield f"{len(lost)} acknowledged saves are lost"


def notes(home: Path) -> Iterator[str]:
    """Every note that was acknowledged is in the history, the last one on top or under one more."""
    catalogue = Workspace(home / "w").catalogue
    for kept in catalogue.scenarios():
        said = [parse_scenario(v.document, source=kept.name) for v in catalogue.versions(kept.id)]
        decided = [one.decision.what for one in said if one.decision]
        wanted = [f"decision {n}" for n in acknowledged(home / "notes")]
        if decided[: len(wanted)] != wanted or len(decided) > len(wanted) + 1:
            yield f"{len(wanted)} notes were acknowledged and {len(decided)} are in the history"
        now = parse_scenario(kept.document, source=kept.name).decision
        if decided and (now is None or now.what != decided[-1]):
            yield "the scenario does not carry its latest note"


def search(home: Path) -> Iterator[str]:
    """The worker is gone, so is its folder at the next start, and a search works."""
    until = time.monotonic() + ORPHAN_SECONDS
    while running(home / "tmp") and time.monotonic() < until:
        time.sleep(0.02)
    if running(home / "tmp"):
        yield "the worker runs on"
    jobs = moments.jobs_at(home)
    if left := list((home / "tmp").iterdir()):
        yield f"{left} is left of the search"
    name = jobs.submit(moments.SOLVE, moments.asked(home, 0))
    while not (status := jobs.status(name)) or not status.is_over:
        time.sleep(0.02)
    if status.state != "done":
        yield f"the next search {status.state}: {status.message}"


def worker(home: Path, seconds: float) -> Iterator[str]:
    """Kill the worker alone: a sentence says so, and the same search can be asked for again."""
    jobs = moments.jobs_at(home)
    name = jobs.submit(moments.SOLVE, moments.asked(home, 1_000_000))
    job = jobs._jobs[name]
    time.sleep(seconds)
    while job.child is None:
        time.sleep(0.001)
    job.child.kill()
    while not job.status().is_over:
        time.sleep(0.01)
    status = job.status()
    if status.state != "failed" or "ended early" not in status.message:
        yield f"a killed worker is told as {status.state}: {status.message}"
    again = jobs.submit(moments.SOLVE, moments.asked(home, 1_000_000), again=True)
    if jobs._jobs[again] is job:
        yield "the search cannot be asked for again"
    jobs.cancel(again)
    while not jobs._jobs[again].is_over():
        time.sleep(0.01)


def exported(home: Path) -> Iterator[str]:
    """A file under its name is whole, and what is left beside it goes with the next export."""
    out = home / "out"
    if (design := out / "design.csv").exists():
        lines = design.read_text().splitlines()
        if len(lines) != 1 + moments.ACCOUNTS or any(line.count(",") != 1 for line in lines):
            yield f"the design on the disk has {len(lines)} lines"
    files = moments.rebalancing(home)[1:5]
    proof = str(out / "proof")
    if (out / "proof").exists() and main(["rebalance", *files, "--verify", proof]) != 0:
        yield "the proof on the disk cannot be checked"
    main(moments.rebalancing(home))
    if {path.name for path in out.iterdir()} - {"b.zip"} != {"design.csv", "proof"}:
        yield f"{list(out.iterdir())} is left of an export"


def backups(home: Path) -> Iterator[str]:
    """The backup before stays good, and another can be made."""
    if main(["restore", str(home / "first.zip"), str(home / "r")]) != 0:
        yield "the backup before is lost"
    if main(["backup", str(home / "w"), str(home / "b.zip")]) != 0:
        yield "no backup can be made"


def restored(home: Path) -> Iterator[str]:
    """What was restored is there whole or not at all."""
    if not (home / "back").exists() and moments.restore(home) != 0:
        yield "it cannot be restored again"
    if Workspace(home / "back").open().snapshot.tables["opportunity"] != moments.ROWS:
        yield "it was restored by halves"


def acknowledged(path: Path) -> list[str]:
    """What a killed process wrote down as kept."""
    return path.read_text().split() if path.exists() else []
