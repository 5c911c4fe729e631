"""``backup WORKSPACE FILE``: a whole workspace in one file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.main import DONE, LOOK
from engine.cli.opening import existing
from engine.store.backup import back_up

if TYPE_CHECKING:
    import argparse


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("backup", help="write the whole WORKSPACE into one FILE")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Write the backup and say what it holds; status 1 where a snapshot had to be left out."""
    kept = back_up(existing(options.workspace), options.file)
    if options.json:
        print(json.dumps(asdict(kept)))
    else:
        n, m = len(kept.snapshots), kept.scenarios
        print(f"{options.file}: snapshots {n:,}, saved scenarios {m:,}")
        for sentence in kept.left_out:
            print(f"Left out: {sentence}")
    return LOOK if kept.left_out else DONE
