"""Parts of the torture, each in a process of its own, some side by side."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

from tests.torture.child import started
from tests.torture.line import Line, raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Part = Callable[[float, Path], Iterator[Line]]
    """Yields lines; is given the share of a whole run that is wanted, and an empty folder."""


def side_by_side(
    parts: Mapping[str, Part], share: float, folder: Path, most: int = 1
) -> Iterator[Line]:
    """Do parts in their order, so many at a time; yield the lines of each once it is over."""
    waiting, running = list(parts), {}
    while waiting or running:
        while waiting and len(running) < most:
            name = waiting.pop(0)
            child = started(lambda n=name: _written(n, parts[n], share, folder))
            running[child] = name
        child, status = os.wait()
        name = running.pop(child)
        yield from _read(folder / f"{name}.lines")
        if status:
            yield Line(name, 1, 1, faults=("its process ended",))


def _written(name: str, part: Part, share: float, folder: Path) -> int:
    """Do a part, each line of it written down as it comes; what it raises is a line too."""
    own = folder / name
    own.mkdir()
    with (folder / f"{name}.lines").open("w", encoding="utf-8", buffering=1) as paper:
        try:
            for line in part(share, own):
                paper.write(f"{json.dumps(asdict(line))}\n")
        except Exception as error:  # noqa: BLE001 what ends a part is a finding
            paper.write(f"{json.dumps(asdict(Line(name, 1, 1, faults=(raised(error),))))}\n")
    return 0


def _read(paper: Path) -> Iterator[Line]:
    lines = paper.read_text(encoding="utf-8").splitlines() if paper.exists() else []
    for one in map(json.loads, lines):
        yield Line(**{**one, "faults": tuple(one["faults"])})
