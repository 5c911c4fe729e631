"""What is written down: one JSON line an event, on standard error; never people or money."""

from __future__ import annotations

import secrets
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_ROOT = Path(__file__).resolve().parents[1]
_FIELDS = frozenset({"event", "error", "kind", "where", "snapshot", "files", "rows", "rejected"})
"""All that a line may say beside when; texts from files and what people typed are in none."""
_FRAMES = 6


def write(event: str, **facts: str | int) -> None:
    """
    Write one line down.

    Parameters
    ----------
    event : str
        What happened, in words of ours.
    **facts
        Further fields of the line; one whose name is not known here is left out.
    """
    logger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[
            _only_known,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
    )
    logger.info(event, **facts)


def fault(event: str, raised: BaseException, **facts: str | int) -> None:
    """Write down that something failed: kind and place, not its message, which may name people."""
    write(event, kind=_kinds(raised), where=_place(raised), **facts)


def numbered(event: str, raised: BaseException) -> str:
    """Write down a fault of our own; return the number by which a person finds its line."""
    number = secrets.token_hex(4)
    fault(event, raised, error=number)
    return number


def _kinds(error: BaseException | None) -> str:
    """Kinds of an exception and of what led to it."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return " from ".join(type(one).__name__ for one in chain)


def _place(error: BaseException) -> str:
    """Files, lines and functions that it passed through, where it was raised last."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{_name(Path(f.filename))}:{f.lineno} {f.name}" for f in frames)


def _name(file: Path) -> str:
    return str(file.relative_to(_ROOT)) if file.is_relative_to(_ROOT) else file.name


def _only_known(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: value for name, value in line.items() if name in _FIELDS}
