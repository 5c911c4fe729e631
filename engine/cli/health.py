"""``health WORKSPACE``: whether the store answers, for whoever watches over it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.main import DONE, LOOK
from engine.cli.opening import existing
from engine.store.health import health

if TYPE_CHECKING:
    import argparse


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("health", help="say whether the store of WORKSPACE answers")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Ask the catalogue and open every snapshot of a load; status 1 where one does not open."""
    found = health(existing(options.workspace))
    if options.json:
        print(json.dumps(asdict(found)))
    else:
        n, m = found.snapshots, found.scenarios
        print(f"The catalogue answers: snapshots {n:,}, saved scenarios {m:,}")
        for why in found.broken:
            print(why)
    return LOOK if found.broken else DONE
