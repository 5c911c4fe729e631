"""``restore FILE WORKSPACE``: a workspace out of a backup, in an empty folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.main import DONE
from engine.errors import StoreError
from engine.settings import settings
from engine.store.backup import restore

if TYPE_CHECKING:
    import argparse


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("restore", help="make an empty WORKSPACE of a backup FILE")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Restore and say what came back."""
    if settings().catalogue:
        raise StoreError(
            "EVENFIELD_CATALOGUE names another database, and a catalogue is restored beside its "
            "snapshots only.",
            "Unset it and restore; move the catalogue there with the database's own tools.",
        )
    back = restore(options.file, options.workspace)
    if options.json:
        print(json.dumps(asdict(back)))
    else:
        n, m = len(back.snapshots), back.scenarios
        print(f"{options.workspace}: snapshots {n:,}, saved scenarios {m:,}")
    return DONE
