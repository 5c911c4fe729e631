"""The table of what was tried to lose or break something, and how often it worked.

``python -m tests.torture [--share S] [PART...]``; the exit status is 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture import faults, fuzz, hostile_text, kills, soak, two_apps
from tests.torture.line import HEAD, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.torture.line import Line

PARTS: dict[str, Callable[[float, Path], Iterator[Line]]] = {
    "kills": kills.lines,
    "faults": faults.lines,
    "two": two_apps.lines,
    "fuzz": fuzz.lines,
    "texts": hostile_text.lines,
    "soak": soak.lines,
}
"""Each is given the share of a whole run that is wanted and an empty folder, and yields lines."""


def torture(parts: Iterable[str], share: float) -> int:
    """Print a line for each kind of torture; return how often anything was lost or broken."""
    broken, faults = 0, []
    print(HEAD)
    for part in parts:
        with tempfile.TemporaryDirectory(prefix=f"torture-{part}-") as folder:
            for line in PARTS[part](share, Path(folder)):
                print(printed(line), flush=True)
                broken += line.broken
                faults += [f"{line.name}: {fault}" for fault in line.faults]
    for fault in faults:
        print(fault)
    return broken


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    command = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    command.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    command.add_argument("--share", type=float, default=1.0, help="of a whole run, such as 0.1")
    return command.parse_args()


if __name__ == "__main__":
    wanted = asked()
    sys.exit(1 if torture(wanted.parts or PARTS, wanted.share) else 0)
