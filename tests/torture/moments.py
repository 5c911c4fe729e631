"""What people do when the process is killed: upload, load, solve, save, note and export."""

from __future__ import annotations

import os
import random
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cli.main import main
from engine.ingest.load import inspect
from engine.jobs.pool import Jobs
from engine.model.decision import Assumption, Decision
from engine.model.scenario import Scenario
from engine.scenarios.files import scenario_text
from engine.store.workspace import Workspace
from engine.territories import frontier_job
from engine.territories.wishes import Wishes
from pages._shared import spool

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date"
ROWS = 2_000
UPLOAD_BYTES = 4_000_000
SOLVE = "engine.territories.frontier_job.run"
ACCOUNTS = 300


def deals(path: Path, first: int) -> Path:
    """An extract of won deals, numbered from ``first``."""
    rows = (
        f"D{first + i},Ana Ruiz,{i}.50,Closed Won,2025-03-{i % 28 + 1:02d}" for i in range(ROWS)
    )
    path.write_text("\n".join([HEADER, *rows]))
    return path


def patches(home: Path) -> None:
    """Two files of a territory problem: four seats, the first with most of the accounts."""
    chance = random.Random(7)
    rows = [f"a{n:03},S{n % 4 * (n % 3 == 0)},{chance.randint(1, 60)}" for n in range(ACCOUNTS)]
    (home / "accounts.csv").write_text("\n".join(["account_id,seat,potential", *rows]))
    (home / "seats.csv").write_text("seat\nS0\nS1\nS2\nS3\n")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that a browser sent."""

    name: str
    content: bytes

    def getbuffer(self) -> memoryview:
        """Its bytes."""
        return memoryview(self.content)


def upload(home: Path) -> int:
    """Keep what a browser sends and look at what it is, over and over."""
    house = Workspace(home / "w")
    rows = (home / "first.csv").read_bytes()
    sent = Brought("../../" * 3 + "deals.csv", rows * (UPLOAD_BYTES // len(rows)))
    while True:
        with house.spool() as room:
            unpacked = room.path / "unpacked"
            unpacked.mkdir()
            kept = spool.keep([sent], room.path)
            names = [room.path / one.path for one in kept]
            inspect(names, None, house, spool=unpacked, hold_back=True)


def load(home: Path) -> int:
    """Load a second extract."""
    return main(["load", str(home / "w"), str(home / "second.csv")])


def save(home: Path) -> int:
    """Save scenarios one after another, writing each down once the catalogue has it."""
    catalogue = Workspace(home / "w").catalogue
    with (home / "saves").open("a", buffering=1) as acknowledged:
        for n in range(1_000):
            name = f"{os.getpid()}-{n}"
            catalogue.save_scenario(name, f"scenario: 1\nname: {name}\n", "a" * 16)
            acknowledged.write(f"{name}\n")
    return 0


def note(home: Path) -> int:
    """Write one decision after another into one scenario, and down what the catalogue has."""
    catalogue = Workspace(home / "w").catalogue
    bare = Scenario("Decided")
    kept = catalogue.save_scenario(bare.name, scenario_text(bare), bare.levers_id())
    with (home / "notes").open("a", buffering=1) as acknowledged:
        for n in range(1_000):
            said = bare.but(
                assumptions=(Assumption(f"assumption {n}", vouched_by="Ana Ruiz"),),
                decision=Decision(f"decision {n}", who="Ana Ruiz"),
            )
            kept = catalogue.save_scenario(
                said.name, scenario_text(said), said.levers_id(), id=kept.id, version=kept.version
            )
            acknowledged.write(f"{n}\n")
    return 0


def jobs_at(home: Path) -> Jobs:
    """Jobs whose folders stand in ``home``."""
    (home / "tmp").mkdir(exist_ok=True)
    tempfile.tempdir = str(home / "tmp")
    return Jobs()


def asked(home: Path, rounds: int) -> dict[str, object]:
    """A search for territory designs over the workspace of patches."""
    house = Workspace(home / "t")
    return frontier_job.arguments(str(home / "t"), "", house.newest() or "", Wishes(), rounds)


def solve(home: Path) -> int:
    """Search in a worker without end."""
    jobs = jobs_at(home)
    name = jobs.submit(SOLVE, asked(home, 1_000_000))
    while not (status := jobs.status(name)) or not status.is_over:
        time.sleep(0.01)
    return 0


def export(home: Path) -> int:
    """Write a design and its proof over the last ones, over and over."""
    while True:
        main(rebalancing(home))


def rebalancing(home: Path) -> list[str]:
    """The command that writes them."""
    files = ["--accounts", str(home / "accounts.csv"), "--seats", str(home / "seats.csv")]
    out = ["--out", str(home / "out" / "design.csv"), "--certificate", str(home / "out" / "proof")]
    return ["rebalance", *files, "--iterations", "1", *out]


def backup(home: Path) -> int:
    """Keep the whole workspace in one file."""
    return main(["backup", str(home / "w"), str(home / "b.zip")])


def restore(home: Path) -> int:
    """Make a workspace of a backup."""
    return main(["restore", str(home / "first.zip"), str(home / "back")])
