"""What a job gives back: a document and tables, written whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import ipc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DOCUMENT = "document"


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Result of a job, also one that was stopped early."""

    document: Mapping[str, Any]
    """Plain values."""
    tables: Mapping[str, pa.Table] = field(default_factory=dict)


def write_outcome(path: Path, outcome: Outcome) -> None:
    """Write an outcome into one file; a reader finds the old one or the new one, never half."""
    names = list(outcome.tables)
    head = pa.table({_DOCUMENT: [json.dumps({"tables": names, **outcome.document})]})
    part = path.with_suffix(".part")
    with pa.OSFile(str(part), "wb") as sink:
        for table in (head, *outcome.tables.values()):
            with ipc.new_stream(sink, table.schema) as writer:
                writer.write_table(table)
    os.replace(part, path)


def read_outcome(path: Path) -> Outcome:
    """Read an outcome back."""
    with pa.OSFile(str(path), "rb") as source:
        document = json.loads(ipc.open_stream(source).read_all()[_DOCUMENT][0].as_py())
        names = document.pop("tables")
        return Outcome(document, {name: ipc.open_stream(source).read_all() for name in names})


def write_values(path: Path, values: Mapping[str, Any]) -> None:
    """Write a few plain values, whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(values), encoding="utf-8")
    os.replace(part, path)


def read_values(path: Path) -> dict[str, Any]:
    """Read them back; empty before they were written."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found
