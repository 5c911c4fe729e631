"""``sample DIR``: write the sample company's extracts."""

from __future__ import annotations

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
    return command


def run(options: argparse.Namespace) -> int:
    """Write the files and list them."""
    options.directory.mkdir(parents=True, exist_ok=True)
    for path in sample.write(options.directory, seed=options.seed):
        print(path)
    return 0
