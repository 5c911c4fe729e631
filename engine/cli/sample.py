"""``sample DIR``: write the sample company's extracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from engine import sample

if TYPE_CHECKING:
    import argparse


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("sample", help="write the sample company's extracts into DIR")
    command.add_argument("directory", type=Path, metavar="DIR")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Write the files and list them."""
    options.directory.mkdir(parents=True, exist_ok=True)
    written = [str(path) for path in sample.write(options.directory, seed=options.seed)]
    print(json.dumps({"files": written}) if options.json else "\n".join(written))
    return 0
