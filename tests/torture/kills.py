"""Kill -9 at moments spread over a load, a save, a backup and a restore; nothing may be lost."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

from engine.cli.main import main, parser
from engine.store.workspace import Workspace
from tests.torture.child import forked
from tests.torture.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date"
ROWS = 2_000
SAVES = 40


def deals(path: Path, first: int) -> Path:
    """An extract of won deals, numbered from ``first``."""
    rows = (
        f"D{first + i},Ana Ruiz,{i}.50,Closed Won,2025-03-{i % 28 + 1:02d}" for i in range(ROWS)
    )
    path.write_text("\n".join([HEADER, *rows]))
    return path


def save(folder: Path, acknowledged: Path) -> int:
    """Save scenarios one after another, noting each once the catalogue has it."""
    catalogue = Workspace(folder).catalogue
    with acknowledged.open("a", buffering=1) as notes:
        for n in range(SAVES):
            name = f"{os.getpid()}-{n}"
            catalogue.save_scenario(name, f"scenario: 1\nname: {name}\n", "a" * 16)
            notes.write(f"{name}\n")
    return 0


def is_whole(home: Path) -> int:
    """0 where every acknowledged save and load is there, nothing half is, and a load works."""
    house = Workspace(home / "w")
    saved = {scenario.name for scenario in house.catalogue.scenarios()}
    loads = set(house.catalogue.loads())
    kept = (home / "saves").read_text().split() if (home / "saves").exists() else []
    files = {path.stem for path in (home / "w" / "snapshots").iterdir()}
    beside = {p.name for p in (home / "w").iterdir() if not p.name.startswith("catalogue.sqlite")}
    counts = [house.open(name).snapshot.tables["opportunity"] for name in loads]
    whole = saved >= set(kept) and files == loads and set(counts) == {ROWS}
    tidy = beside == {"snapshots"} or all(n.startswith("spill-") for n in beside - {"snapshots"})
    again = main(["load", str(home / "w"), str(home / "first.csv")]) == 0
    return 0 if whole and tidy and again else 1


def killed(home: Path, moment: str, seconds: float) -> bool:
    """Kill one command after some seconds; whether all that was acknowledged is still there."""
    works = {
        "load": lambda: main(["load", str(home / "w"), str(home / "second.csv")]),
        "save": lambda: save(home / "w", home / "saves"),
        "backup": lambda: main(["backup", str(home / "w"), str(home / "b.zip")]),
        "restore": lambda: main(["restore", str(home / "first.zip"), str(home / "back")]),
    }
    forked(works[moment], seconds)
    whole = forked(lambda: is_whole(home)) == 0
    if moment == "backup":
        whole &= forked(lambda: main(["restore", str(home / "first.zip"), str(home / "r")])) == 0
        whole &= forked(lambda: main(["backup", str(home / "w"), str(home / "b.zip")])) == 0
    if moment == "restore" and not (home / "back").exists():
        whole &= forked(works[moment]) == 0
    left = [path.name for path in home.iterdir() if path.name.startswith(".")]
    return whole and not left


LONGEST = {"load": 2.0, "save": 0.8, "backup": 0.4, "restore": 0.4}
"""Seconds over which the kills of each moment are spread, evenly but for chance."""


KILLS = 50
"""Of each moment, in a whole run."""


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Kill at each moment, look, count."""
    parser()  # imports every command once, here, so that a forked one begins at once
    chance, kills = random.Random(0), max(1, round(KILLS * share))
    begun = folder / "begun"
    begun.mkdir()
    deals(begun / "first.csv", 0)
    deals(begun / "second.csv", ROWS)
    forked(lambda: main(["load", str(begun / "w"), str(begun / "first.csv")]))
    forked(lambda: main(["backup", str(begun / "w"), str(begun / "first.zip")]))
    for moment, longest in LONGEST.items():
        bad = 0
        for n in range(kills):
            home = folder / f"{moment}-{n}"
            shutil.copytree(begun, home)
            bad += not killed(home, moment, longest * (n + chance.random()) / kills)
            shutil.rmtree(home)
        yield Line(f"killed during {moment}", kills, bad)
