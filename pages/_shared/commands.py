"""The command line as the Method page shows it, read off its own parser."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engine.cli.main import parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pages._shared.reference import Row


def rows() -> list[Row]:
    """Every command and each thing that may follow it."""
    return [
        row for name, (what, command) in _commands().items() for row in _of(name, what, command)
    ]


def _commands() -> dict[str, tuple[str, argparse.ArgumentParser]]:
    found: dict[str, tuple[str, argparse.ArgumentParser]] = {}
    for action in parser()._actions:  # noqa: SLF001 - argparse offers no public way to list them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001
            found |= {name: (helps.get(name, ""), sub) for name, sub in action.choices.items()}
    return found


def _of(name: str, what: str, command: argparse.ArgumentParser) -> Iterator[Row]:
    yield {"Command": f"python -m engine {name}", "What it does": what, "When left out": ""}
    for action in command._actions:  # noqa: SLF001
        if action.dest == "help":
            continue
        written = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        given = action.default not in (None, argparse.SUPPRESS) and action.default is not False
        usual = str(action.default) if given else ""
        yield {
            "Command": f"{name} {written}",
            "What it does": action.help or "",
            "When left out": usual if action.option_strings else "must be given",
        }
