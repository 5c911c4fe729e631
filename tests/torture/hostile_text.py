"""Texts that mean harm in every text column, through every page, export and command.

``python -m tests.torture.hostile_text PART SHARE FOLDER`` does one part in a process of its own and
prints its lines as JSON.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.torture.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = "scenario: 1\nname: {name}\nnote: {name}\nquota: {{growth: 0.1}}\n"
LONG = 10_000_000
"""Characters of a cell that no reader may take."""


def lines(share: float, folder: Path) -> Iterator[Line]:
    """Load a company that means harm; look at pages, exports and commands."""
    for part in ("commands", "pages", "cells"):
        command = [sys.executable, "-m", "tests.torture.hostile_text", part, str(share)]
        done = subprocess.run(
            [*command, str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]
        yield from (Line(**{**one, "faults": tuple(one["faults"])}) for one in answers)
        if done.returncode:
            yield Line(f"texts that mean harm: {part}", 1, 1, faults=("its process failed",))


def told(work: Callable[[], list[str]], what: str) -> list[str]:
    """Faults that a piece of work finds, or the one that it raises."""
    try:
        return [f"{what}: {fault}" for fault in work()]
    except Exception as error:  # noqa: BLE001 what is no sentence is what is looked for
        at = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(at.filename).name}:{at.lineno}"
        return [f"{what}: {type(error).__name__} at {place}: {str(error)[:200]!r}"]


def commanded(words: list[str]) -> list[str]:
    """Run one command of the command line; return what is wrong with what it printed."""
    from engine.cli.main import main
    from tests.torture import taken_away

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(words)
    is_json = "--json" in words
    return taken_away.printed(status, out.getvalue(), err.getvalue(), is_json=is_json)


def unloaded(home: Path) -> list[str]:
    """What is wrong where the company was refused, and all else looked at nothing."""
    there = any((home / "snapshots").glob("*.duckdb"))
    return [] if there else ["load: the company was refused"]


def commands(share: float, folder: Path) -> Iterator[Line]:
    """Every command over the company, with and without ``--json``."""
    import yaml

    from engine.incentives.library import DATA
    from tests.torture import company
    from tests.torture.readers import RESULTS, SOLD

    home, brought = str(folder / "w"), folder / "brought"
    brought.mkdir()
    files = [str(path) for path in company.write(brought)]
    for n, text in enumerate(company.TEXTS):
        name = text.replace("\0", "") or "x"
        written = yaml.safe_dump({"scenario": 1, "name": name, "note": name})
        (brought / f"s{n}.yaml").write_text(written)
    plan = str(DATA / "presets" / "plans" / "tessaly-2025.yaml")
    results, sold = brought / "results.csv", brought / "deals.csv"
    texts = [f'"{text.replace(chr(34), chr(34) * 2)}"' for text in company.TEXTS]
    results.write_text(RESULTS + "".join(f"{t},FY2025-Q1,acv,5,10,90\n" for t in texts))
    sold.write_text(SOLD + "".join(f"{t}d,{t},2025-02-03,5,1,{t}\n" for t in texts))
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
        ["pay", plan, "--deals", str(sold)],
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
            found += told(lambda given=[*words, *how]: commanded(given), " ".join(words[:1] + how))
    found += unloaded(Path(home))
    yield Line("texts that mean harm: commands", tried, len(found), faults=tuple(found))


def pages(share: float, folder: Path) -> Iterator[Line]:
    """Every page over the company, its controls turned, its files taken away."""
    from tests.torture import visits

    yield from visits.lines(share, folder / "w")


def cells(share: float, folder: Path) -> Iterator[Line]:
    """A cell of ten megabytes in each text column of each table: rejected, the rest taken."""
    from engine.model.field import Kind
    from engine.model.tables import TABLES
    from tests.torture import company

    columns = [(t, f) for t in TABLES for f in t.fields if f.kind in (Kind.TEXT, Kind.ID)]
    step = max(1, round(1 / share))
    found, seconds = [], []
    for table, field in columns[::step]:
        began = time.perf_counter()
        found += told(
            lambda t=table, f=field: _long(t, f, company, folder), f"{table.name}.{field.name}"
        )
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


def _long(table: Any, field: Any, company: Any, folder: Path) -> list[str]:
    from engine.errors import EngineError
    from engine.ingest.load import inspect

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


if __name__ == "__main__":
    part, wanted, place = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    os.environ["EVENFIELD_WORKSPACE"] = str(place / "w")
    for one in {"commands": commands, "pages": pages, "cells": cells}[part](wanted, place):
        print(json.dumps(asdict(one)), flush=True)
