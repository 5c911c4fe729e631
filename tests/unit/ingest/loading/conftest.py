"""A workspace and a way to see what a conversion makes of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engine.ingest.loading.cast import Cast

Convert = "Callable[[Cast, Sequence[str]], list[object]]"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture(scope="session")
def convert() -> Callable[[Cast, Sequence[str]], list[object]]:
    connection = duckdb.connect()

    def values(cast: Cast, cells: Sequence[str]) -> list[object]:
        rows = connection.execute(
            f"SELECT {cast.sql('cell')} FROM (SELECT unnest($cells) AS cell, "
            "unnest(range(len($cells))) AS n) ORDER BY n",
            {"cells": list(cells)},
        ).fetchall()
        return [row[0] for row in rows]

    return values
