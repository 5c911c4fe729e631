"""Texts that mean harm in every text column, through every page, export and command."""

from __future__ import annotations

import io
import os
import time
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import yaml

from engine.cli.main import DONE, LOOK, main
from engine.errors import EngineError
from engine.incentives.library import DATA
from engine.ingest.load import inspect
from engine.model.field import Kind
from engine.model.tables import TABLES
from engine.settings import settings
from tests.torture import company, taken_away, visits
from tests.torture.line import Line, told
from tests.torture.readers import QUOTAS, RESULTS, SOLD
from tests.torture.together import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.model.field import Field, Table

LONG = 10_000_000
"""Characters of a cell that no reader may take."""


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Load a company that means harm; look at pages, exports and commands."""
    os.environ["EVENFIELD_WORKSPACE"] = str(folder / "w")
    settings.cache_clear()
    os.dup2(os.open(folder / "said", os.O_CREAT | os.O_WRONLY), 2)  # libraries say much
    parts = {"commands": commands, "pages": visits.lines, "cells": cells}
    yield from side_by_side(parts, share, folder)


def commanded(words: list[str], wanted: int) -> list[str]:
    """Run one command of the command line; return what is wrong with its end and what it said."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(words)
    is_json = "--json" in words
    return taken_away.printed(
        status, out.getvalue(), err.getvalue(), wanted=wanted, is_json=is_json
    )


def unloaded(home: Path) -> list[str]:
    """What is wrong where the company was refused, and all else looked at nothing."""
    there = any((home / "snapshots").glob("*.duckdb"))
    return [] if there else ["load: the company was refused"]


def commands(share: float, folder: Path) -> Iterator[Line]:
    """Every command over the company, with and without ``--json``."""
    chosen, brought = settings().workspace, folder / "brought"
    home = str(chosen)
    brought.mkdir()
    files = [str(path) for path in company.write(brought)]
    for n, text in enumerate(company.TEXTS):
        name = text.replace("\0", "") or "x"
        written = yaml.safe_dump({"scenario": 1, "name": name, "note": name})
        (brought / f"s{n}.yaml").write_text(written)
    plan = str(DATA / "presets" / "plans" / "tessaly-2025.yaml")
    results, sold, quotas = (brought / f"{name}.csv" for name in ("results", "deals", "quotas"))
    texts = [f'"{text.replace(chr(34), chr(34) * 2)}"' for text in company.TEXTS]
    results.write_text(RESULTS + "".join(f"{t},FY2025-Q1,bookings,5,10,90\n" for t in texts))
    roles = ("Account Executive", "{t}")
    sold.write_text(
        SOLD
        + "".join(f"{t},{t},2025-02-03,5,1,{role.format(t=t)}\n" for t in texts for role in roles)
    )
    quotas.write_text(QUOTAS + "".join(f"{t},FY2025-Q1,bookings,90\n" for t in texts))
    scenarios = [str(path) for path in sorted(brought.glob("s*.yaml")) if path.stem[1:].isdigit()]
    asked = [
        ["load", home, *files, "--rejects", str(folder / "rejects")],
        ["baseline", home],
        ["baseline", home, "--period", "all"],
        ["diagnose", home, "--draws", "50"],
        ["quotas", home, scenarios[0]],
        ["rebalance", home, "--iterations", "50", "--out", str(folder / "moves.csv")],
        ["run", home, *scenarios[:6], "--draws", "50"],
        ["pay", plan, "--results", str(results)],
        ["pay", plan, "--deals", str(sold), "--quotas", str(quotas)],
        ["curve", plan],
        ["health", home],
        ["backup", home, str(folder / "b.zip")],
        ["restore", str(folder / "b.zip"), str(folder / "back")],
    ]
    found: list[str] = []
    tried = 0
    ways: list[list[str]] = [["--json"]] if share < 1 else [[], ["--json"]]
    for words in asked:
        for how in [[]] if words[0] in ("backup", "restore", "health") else ways:
            tried += 1
            wanted = LOOK if words[0] == "diagnose" else DONE  # ten people: it cannot tell
            found += told(
                lambda given=[*words, *how], end=wanted: commanded(given, end),
                " ".join(words[:1] + how),
            )
    found += unloaded(chosen)
    yield Line("texts that mean harm: commands", tried, len(found), faults=tuple(found))


def cells(share: float, folder: Path) -> Iterator[Line]:
    """A cell of ten megabytes in each text column of each table: rejected, the rest taken."""
    columns = [(t, f) for t in TABLES for f in t.fields if f.kind in (Kind.TEXT, Kind.ID)]
    step = max(1, round(1 / share))
    found, seconds = [], []
    for table, field in columns[::step]:
        began = time.perf_counter()
        found += told(lambda t=table, f=field: _long(t, f, folder), f"{table.name}.{field.name}")
        seconds.append(time.perf_counter() - began)
    spread = (sorted(seconds)[int(0.99 * (len(seconds) - 1))], max(seconds))
    yield Line(
        "texts that mean harm: a cell of 10 MB",
        len(seconds),
        len(found),
        spread,
        None,
        tuple(found),
    )


def _long(table: Table, field: Field, folder: Path) -> list[str]:
    home = folder / f"{table.name}-{field.name}"
    home.mkdir()
    path = company.plain(table, home / f"{table.name}.csv")
    place = [f.name for f in table.fields].index(field.name)
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join("x" * LONG if n == place else "" for n in range(len(table.fields))))
    try:
        (raw,) = inspect([path], spool=home).tables
    except EngineError as refusal:
        return [f"the whole file: {refusal}"]
    problems = [p for p in raw.rows["_ragged"].to_pylist() if p]
    if raw.rows.num_rows != company.PEOPLE + 1 or not any("longer than" in p for p in problems):
        return [f"{raw.rows.num_rows} rows, {problems[:2]}"]
    return []
