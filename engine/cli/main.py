"""Command line: one module a command, each with ``add_parser`` and ``run``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

from engine import log
from engine.cli.plain import Plain, one_line
from engine.errors import EngineError, from_machine

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "sample",
    "load",
    "baseline",
    "diagnose",
    "rebalance",
    "quotas",
    "pay",
    "curve",
    "run",
    "backup",
    "health",
    "restore",
)
"""Modules of this package, in the order of the help text."""

DONE, LOOK, FAILED = 0, 1, 2
"""Exit status: done; done but something needs a look; could not be done."""


class _Parser(argparse.ArgumentParser):
    """Refuses what it cannot understand as every command refuses: in one sentence."""

    def error(self, message: str) -> NoReturn:
        what = f"{message[:1].upper()}{message[1:]}."
        raise EngineError(what, f"“{self.prog} --help” lists what it takes.")


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """Parser of one command, so that no other is imported; of all where it is none of them."""
    root = _Parser(prog="python -m engine", description="Evenfield without a screen.")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in (command,) if command in COMMANDS else COMMANDS:
        module = import_module(f"engine.cli.{name}")
        module.add_parser(commands).set_defaults(run=module.run)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command.

    A refusal is one sentence on standard error and status 2; with ``--json`` also the one object
    on standard output, ``{"error", "hint"}``.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name that the terminal cannot write is no fault
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    with redirect_stdout(Plain(sys.stdout)), redirect_stderr(Plain(sys.stderr)):
        return _run(words)


def _run(words: Sequence[str]) -> int:
    options = argparse.Namespace(json="--json" in words)
    try:
        options = parser(words[0] if words else None).parse_args(words)
        status: int = options.run(options)
        sys.stdout.flush()
    except EngineError as error:
        return _refuse(error, options)
    except KeyboardInterrupt:
        return _refuse(EngineError("It was stopped before its end.", "Start it again."), options)
    except BrokenPipeError:  # whoever read our lines has had enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (OSError, MemoryError) as error:
        return _refuse(from_machine(error), options)
    except Exception as error:  # noqa: BLE001 the last door: a fault of ours, told as pages tell it
        return _refuse(_ours(log.numbered("error", error)), options)
    return status


def _ours(number: str) -> EngineError:
    """Refusal for a fault of our own, with the number that finds its line in the log."""
    return EngineError(
        "Something went wrong in Evenfield itself. What was saved and loaded is safe.",
        f"The line of the log with error {number}, above this one, says where it happened.",
    )


def _refuse(error: EngineError, options: argparse.Namespace) -> int:
    """Say why in one sentence, and as the one object where a program reads the answer."""
    if getattr(options, "json", False):
        with suppress(OSError):  # it may be standard output that the machine refused
            print(json.dumps({"error": error.message, "hint": error.hint}), flush=True)
    with suppress(OSError):
        print(one_line(error), file=sys.stderr)
    return FAILED
