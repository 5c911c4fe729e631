"""A full disk, rights taken away, files cut and garbled, other versions: told, and nothing lost."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from engine.cli.main import main
from engine.store import catalogue as catalogues
from engine.store.workspace import Workspace
from tests.torture import acts, breaking, kills, moments, wholeness
from tests.torture.child import answered, forked
from tests.torture.disk import obey_permissions, small_disk
from tests.torture.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tests.torture.breaking import Damage

ACTS_AT_LEAST = 4
"""Under each fault, in less than a whole run."""
LOCKS = ("DEFERRED", "IMMEDIATE", "EXCLUSIVE")
"""How another process holds the catalogue: it reads, it writes, it lets nobody in."""
BEFORE = "Saved before the fault"


def lines(share: float, folder: Path) -> Iterator[Line]:
    """A line for each kind of fault: every command and page under each."""
    begun = folder / "begun"
    forked(lambda: kills.prepare(begun))
    forked(lambda: more(begun))
    yield line("disk", full_disks(begun, folder / "disk", share))
    for kind, damages, begin in (
        ("permission", breaking.PERMISSIONS, obey_permissions),
        ("corruption", breaking.CORRUPTION, nothing),
        ("version", breaking.VERSIONS, nothing),
    ):
        chosen = some(damages.items(), share)
        yield line(kind, damaged(begun, folder / "home", chosen, share, begin))
    yield line("lock", locked(begun, folder / "home", share))


Fault = tuple[str, str]
"""What was done under which fault, and how it broke; empty where it did not."""


def nothing() -> None:
    """Change nothing about the process."""


def some(
    things: Iterable[tuple[str, object]], share: float, least: int = 1, seed: str = ""
) -> dict[str, object]:
    """All of a whole run; of less, as many by chance, at least some."""
    whole = list(things)
    n = max(least, round(len(whole) * share))
    return dict(random.Random(seed).sample(whole, min(n, len(whole))))


def tried(share: float, name: str) -> dict[str, acts.Act]:
    """What is done under a fault: all of it, or by chance some."""
    return some((acts.ACTS | acts.PAGES).items(), share, ACTS_AT_LEAST, name)


def line(kind: str, found: Iterator[Fault]) -> Line:
    """The line of a kind of fault."""
    results = list(found)
    faults = tuple(f"{name}: {fault}" for name, fault in results if fault)
    kinds = len({name.partition(" / ")[0] for name, _ in results})
    return Line(
        f"{kinds} {kind} faults, {len(results)} looks", len(results), len(faults), faults=faults
    )


def full_disks(begun: Path, home: Path, share: float) -> Iterator[Fault]:
    """Do everything on a disk with less and less room, each on a disk of its own."""
    chosen = some({str(free): free for free in breaking.FREE_BYTES}.items(), share)
    for name, free in chosen.items():
        for act, work in tried(share, name).items():
            with small_disk(home) as disk:
                shutil.copytree(begun, home, dirs_exist_ok=True)
                disk.fill(free)
                hold = partial(disk.limit, free)
                yield f"{name} bytes free / {act}", acts.fault_in(work, home, paper(home), hold)
                disk.empty()
                yield looked(f"{name} bytes free / after {act}", home, healed)
            shutil.rmtree(home)


def locked(begun: Path, home: Path, share: float) -> Iterator[Fault]:
    """Do everything while another process reads, writes or holds the catalogue alone."""
    for name in some(((one, one) for one in LOCKS), share):
        for act, work in tried(share, name).items():
            shutil.copytree(begun, home)
            base = sqlite3.connect(home / "w" / "catalogue.sqlite", isolation_level=None)
            with closing(base):
                base.execute(f"BEGIN {name}")
                base.execute("SELECT count(*) FROM scenario").fetchone()
                fault = acts.fault_in(work, home, paper(home), impatient)
                yield f"a catalogue under BEGIN {name} / {act}", fault
            yield looked(f"a catalogue under BEGIN {name} / after {act}", home, healed)
            shutil.rmtree(home)


def impatient() -> None:
    """Wait for a lock of another process as briefly as makes a difference."""
    catalogues.BUSY_MILLISECONDS = 50


def paper(home: Path) -> Path:
    """Where what was said is written down, beside a home."""
    return home.with_name("paper")


def damaged(
    begun: Path,
    home: Path,
    damages: dict[str, Damage],
    share: float,
    begin: Callable[[], None],
) -> Iterator[Fault]:
    """Do everything, each in a workspace of its own that was damaged, and then was mended."""
    for name, damage in damages.items():
        for act, work in tried(share, name).items():
            shutil.copytree(begun, home)
            assert forked(lambda: damage(home) or 0) == 0, name  # noqa: B023
            yield f"{name} / {act}", acts.fault_in(work, home, paper(home), begin)
            subprocess.run(["chmod", "-R", "u+rwX", str(home)], check=True)
            if begin is obey_permissions:
                yield looked(f"{name} / after {act}", home, healed)
            elif "snapshot" in name and "in place of" not in name:
                yield looked(f"{name} / loading again after {act}", home, loads_again)
            shutil.rmtree(home)


def more(begun: Path) -> int:
    """Add a second load, a saved scenario with a history, and an earlier export."""
    moments.deals(begun / "third.csv", 2 * moments.ROWS)
    main(["load", str(begun / "w"), str(begun / "third.csv")])
    catalogue = Workspace(begun / "w").catalogue
    one = catalogue.save_scenario(BEFORE, f"scenario: 1\nname: {BEFORE}\n", "a" * 16)
    catalogue.save_scenario(one.name, one.document, one.levers_id, id=one.id, version=one.version)
    catalogue.share("c" * 16, "scenario: 1\nname: x\n")
    catalogue.close()  # its last connection: nothing of it stands beside the file
    main(moments.rebalancing(begun))
    return 0


def healed(home: Path) -> Iterator[str]:
    """What holds again once there is room, or the right: all that was kept before is there."""
    if BEFORE not in {one.name for one in Workspace(home / "w").catalogue.scenarios()}:
        yield "a scenario saved before is lost"
    yield from wholeness.workspace(home)
    yield from wholeness.exported(home)


def loads_again(home: Path) -> Iterator[str]:
    """What the sentence about a snapshot asks for works: the extracts are loaded again."""
    if main(["load", str(home / "w"), str(home / "third.csv")]) != 0:
        yield "the extracts cannot be loaded again"
    elif Workspace(home / "w").open().snapshot.tables["opportunity"] != moments.ROWS:
        yield "what was loaded again is not whole"


def looked(name: str, home: Path, check: Callable[[Path], Iterator[str]]) -> Fault:
    """What a check finds, in a process of its own as after a restart."""
    found = answered(lambda: list(check(home)), home.with_name("found"))
    return name, "the check came to an end itself" if found is None else "; ".join(found)
