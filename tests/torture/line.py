"""One line of the table: what was tried, how often, and how often something was lost or broken."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Line:
    """
    What one kind of torture came to.

    Parameters
    ----------
    name : str
        What was done, as the table says it.
    tried : int
        How often.
    broken : int
        How often anything was lost, broken, shown to another or told as a traceback.
    seconds, peak_mb : tuple of float, optional
        The 99th percentile and the largest, where each case was measured: wall seconds, and
        megabytes of resident memory.
    faults : tuple of str
        What was found, a sentence a case; shown below the table.
    """

    name: str
    tried: int
    broken: int
    seconds: tuple[float, float] | None = None
    peak_mb: tuple[float, float] | None = None
    faults: tuple[str, ...] = ()


HEAD = (
    f"{'':<44}{'tried':>8}{'s p99':>9}{'s max':>9}{'MB p99':>9}{'MB max':>9}{'lost or broken':>16}"
)


def printed(line: Line) -> str:
    """Return a line of the table."""
    seconds = "".join(f"{x:>9.2f}" for x in line.seconds) if line.seconds else " " * 18
    peak = "".join(f"{x:>9,.0f}" for x in line.peak_mb) if line.peak_mb else " " * 18
    return f"{line.name:<44}{line.tried:>8,}{seconds}{peak}{line.broken:>16,}"


def raised(error: Exception) -> str:
    """What was raised and where, as a fault."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(at.filename).name}:{at.lineno}"
    return f"{type(error).__name__} at {place}: {str(error)[:200]!r}"


def told(work: Callable[[], list[str]], what: str) -> list[str]:
    """Faults that a piece of work finds, or the one that it raises."""
    try:
        return [f"{what}: {fault}" for fault in work()]
    except Exception as error:  # noqa: BLE001 what is no sentence is what is looked for
        return [f"{what}: {raised(error)}"]
