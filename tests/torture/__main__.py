"""The table of what was tried to lose or break something, and how often it worked.

``python -m tests.torture [--share S] [PART...]``; the exit status is 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the app and the command line

from tests.torture import faults, fuzz, hostile_text, kills, soak, two_apps
from tests.torture.line import HEAD, printed
from tests.torture.together import side_by_side
from tests.torture.warm import warm

if TYPE_CHECKING:
    from collections.abc import Container

    from tests.torture.together import Part

PARTS: dict[str, Part] = {
    "fuzz": fuzz.lines,
    "kills": kills.lines,
    "faults": faults.lines,
    "texts": hostile_text.lines,
    "two": two_apps.lines,
}
"""Two of them at a time, the longest first."""
ALONE: dict[str, Part] = {"soak": soak.lines}
"""Measured against seconds, with nothing beside it."""


def torture(wanted: Container[str], share: float) -> int:
    """Print a line for each kind of torture; return how often anything was lost or broken."""
    warm()
    print(HEAD, flush=True)
    broken, told = 0, []
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        for parts, most in ((PARTS, 2), (ALONE, 1)):
            chosen = {name: part for name, part in parts.items() if name in wanted}
            for line in side_by_side(chosen, share, Path(folder), most):
                print(printed(line), flush=True)
                broken += line.broken
                told += [f"{line.name}: {fault}" for fault in line.faults]
    print(*told, sep="\n")
    return broken


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    command = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    names = [*PARTS, *ALONE]
    command.add_argument("parts", nargs="*", choices=[*names, []], metavar="PART", help=str(names))
    command.add_argument("--share", type=float, default=1.0, help="of a whole run, such as 0.1")
    return command.parse_args()


if __name__ == "__main__":
    given = asked()
    sys.exit(1 if torture(given.parts or [*PARTS, *ALONE], given.share) else 0)
