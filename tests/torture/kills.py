"""Kill -9 at moments spread over all that is written; nothing acknowledged may be lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cli.main import main
from tests.support.snapshots import make_snapshot
from tests.torture import moments, wholeness
from tests.torture.child import answered, forked
from tests.torture.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Check = Callable[[Path], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Moment:
    """What is killed, over how many seconds the kills are spread, and what must hold after it."""

    work: Callable[[Path], int]
    seconds: float
    check: Check
    kills: int = 34
    """In a whole run."""


MOMENTS = {
    "upload": Moment(moments.upload, 0.6, lambda _: iter(())),
    "load": Moment(moments.load, 1.4, lambda _: iter(())),
    "solve, the app": Moment(moments.solve, 5.0, wholeness.search, kills=17),
    "save": Moment(moments.save, 0.8, wholeness.saves),
    "note": Moment(moments.note, 0.8, wholeness.notes),
    "export": Moment(moments.export, 0.8, wholeness.exported),
    "backup": Moment(moments.backup, 0.25, wholeness.backups, kills=10),
    "restore": Moment(moments.restore, 0.15, wholeness.restored, kills=10),
}
AGAIN = 4
"""How often kills are tried for each that is wanted: some come when the command has ended."""
WORKERS = 17
"""Workers killed alone, in a whole run."""
WORKER_SECONDS = 3.0


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Kill at each moment, look, count."""
    chance = random.Random(0)
    begun = folder / "begun"
    forked(lambda: prepare(begun))
    for name, moment in MOMENTS.items():
        kills, faults, n = max(1, round(moment.kills * share)), [], 0
        while len(faults) < kills and n < AGAIN * kills:
            home = shutil.copytree(begun, folder / f"{name}-{n}")
            at = moment.seconds * (n % kills + chance.random()) / kills
            killed = was_killed(forked(lambda: moment.work(home), at))  # noqa: B023
            found = looked(home, moment.check) + looked(home, wholeness.workspace)
            if killed or found:
                faults.append(found)
            shutil.rmtree(home)
            n += 1
        yield line(f"killed during {name}", faults)
    faults = []
    kills = max(1, round(WORKERS * share))
    for n in range(kills):
        home = shutil.copytree(begun, folder / f"worker-{n}")
        at = WORKER_SECONDS * (n + chance.random()) / kills
        faults.append(looked(home, lambda home: wholeness.worker(home, at)))  # noqa: B023
        shutil.rmtree(home)
    yield line("killed during solve, the worker", faults)


def was_killed(status: int) -> bool:
    """Whether a process was killed, and had not come to its end before."""
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def prepare(begun: Path) -> int:
    """A workspace with one load, its backup, a second extract, and patches to rebalance."""
    begun.mkdir()
    (begun / "out").mkdir()
    moments.deals(begun / "first.csv", 0)
    moments.deals(begun / "second.csv", moments.ROWS)
    moments.patches(begun)
    main(["load", str(begun / "w"), str(begun / "first.csv")])
    main(["backup", str(begun / "w"), str(begun / "first.zip")])
    chance = random.Random(1)  # amounts of all sizes: the search for the best finds no end
    accounts = [
        {
            "account_id": f"a{n:03}",
            "territory_id": f"t{n % 12 * (n % 3 == 0)}",
            "potential": round(chance.lognormvariate(3, 1), 2),
        }
        for n in range(800)
    ]
    territories = [{"territory_id": f"t{n}"} for n in range(12)]
    make_snapshot(begun / "t", territory=territories, account=accounts).close()
    return 0


def looked(home: Path, check: Check) -> list[str]:
    """Faults that a check finds, in a process of its own as after a restart."""
    found = answered(lambda: list(check(home)), home / "found")
    return ["the check came to an end itself"] if found is None else found


def line(name: str, faults: list[list[str]]) -> Line:
    """The line of a kind of kill, with the faults of each."""
    told = tuple(dict.fromkeys(fault for found in faults for fault in found))
    return Line(name, len(faults), sum(map(bool, faults)), faults=told)
