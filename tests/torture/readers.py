"""Every reader of the product: what it is given when all is well, how that is made wrong."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from engine.cli.load import _corrected
from engine.cli.main import main
from engine.incentives.library import DATA
from engine.ingest.load import inspect
from engine.ingest.mapping import parse_mapping, write_mapping, write_mappings
from engine.ingest.reading import files, large_text
from engine.scenarios.files import PRESETS, parse_scenario, read_scenario, scenario_text
from tests.torture import addresses
from tests.torture.containers import XLS, archive, footer, mangled, parquet, workbook
from tests.torture.mutations import BINARY, TEXT, mutated

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engine.ingest.load import Inspection

    Wrong = Callable[[random.Random, Sequence[bytes]], bytes]
    Take = Callable[[bytes, Path, str], object]

PLAN = DATA / "presets" / "plans" / "tessaly-2025.yaml"
RESULTS = (
    "rep_id,period,measure,actual,quota,target_incentive\n"
    "R1,FY2025-Q1,bookings,110,100,9000\nR2,FY2025-Q2,bookings,50.5,1e2,9000\n"
)
SOLD = (
    "deal_id,rep_id,close_date,amount,share,role\n"
    "D1,R1,2025-02-03,110,1,Account Executive\n"
    "D2,R2,2025-05-06,50.5,0.5,Account Executive\n"
)
QUOTAS = (
    "rep_id,period,measure,amount\n"
    "R1,FY2025-Q1,bookings,100\nR2,FY2025-Q1,bookings,90\nR2,FY2025-Q2,bookings,90\n"
)
ACCOUNTS = (
    "account_id,seat,potential,workload,latitude,longitude,locked,eligible\n"
    "A1,S1,10,1,40.5,-74,0,\nA2,S1,20.5,2,41,-75,1,S1;S2\nA3,S2,5,1,41,-71,0,\nA4,,7,1,42,-71,0,\n"
)
SEATS = "seat,latitude,longitude,share\nS1,40,-74,1\nS2,42,-72,2\n"


@dataclass(frozen=True, slots=True)
class Reader:
    """
    One way into the product.

    Parameters
    ----------
    count : int
        Inputs of a whole run.
    seeds : callable
        Small valid inputs.
    wrong : callable
        One of them made wrong.
    take : callable
        Reads bytes, in an empty folder; a refusal is an ``EngineError``. An ``Inspection`` that it
        returns is loaded afterwards.
    """

    count: int
    seeds: Callable[[], Sequence[bytes]]
    wrong: Wrong
    take: Take


@lru_cache(maxsize=1)
def texts() -> list[bytes]:
    """The templates, and the first rows of the sample company's extracts."""
    found = [path.read_bytes() for path in sorted((DATA / "templates").glob("*.csv"))]
    with zipfile.ZipFile(DATA / "sample" / "tessaly.zip") as packed:
        for name in sorted(packed.namelist()):
            if name.endswith(".csv"):
                with packed.open(name) as member:
                    found.append(b"".join(member.readline() for _ in range(12)))
    return [*found, "\n".join(map(",".join, deals())).encode()]


def deals() -> list[list[str]]:
    """A header and ten deals."""
    head = ["Opportunity ID", "Opportunity Owner", "Amount", "Stage", "Close Date"]
    rows = (
        [f"D{n}", "Ana Ruiz", f"{n}00.50", "Closed Won", f"2025-03-{n:02d}"] for n in range(1, 11)
    )
    return [head, *rows]


def _inspected(suffix: str, data: bytes, folder: Path, name: str) -> Inspection:
    path = folder / f"{name}{suffix}"
    path.write_bytes(data)
    return inspect([path], spool=folder, hold_back=True)


def _inspected_large(data: bytes, folder: Path, name: str) -> Inspection:
    """As text of many megabytes is read; this reader's process does nothing else."""
    files.SMALL_BYTES, large_text._WINDOW, large_text._TAIL = 0, 512, 512
    return _inspected(".csv", data, folder, name)


def _commanded(words: Sequence[str], beside: dict[str, str], data: bytes, folder: Path, _: str):
    """Run a command over a file; its JSON has to be JSON, and its refusal one line."""
    (folder / "given").write_bytes(data)
    for name, text in beside.items():
        (folder / name).write_text(text)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([word.replace("FOLDER", str(folder)) for word in words])
    if status == 2:
        assert err.getvalue().strip().count("\n") == 0, err.getvalue()[:300]
    else:
        json.loads(out.getvalue(), parse_constant=float.fromhex)  # which no NaN is


def _scenario(data: bytes, folder: Path, _: str) -> None:
    """Read a scenario; what is taken is written as itself."""
    path = folder / "given.yaml"
    path.write_bytes(data)
    taken = read_scenario(path)
    assert parse_scenario(scenario_text(taken)) == taken


@lru_cache(maxsize=1)
def _mapped(folder: Path) -> Inspection:
    return _inspected(".csv", texts()[-1], folder, "mapped")


def _mapping(data: bytes, folder: Path, _: str) -> None:
    """Lay a mapping over a file of deals, or read one that was remembered."""
    path = folder / "given.yaml"
    path.write_bytes(data)
    if data.startswith(b"{"):
        parse_mapping(data.decode("utf-8", "replace"))
    else:
        _corrected(_mapped(folder.parent), path)


def _mappings() -> list[bytes]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        seen = _inspected(".csv", texts()[-1], Path(folder), "mapped")
    (mapping,) = seen.mappings
    written = write_mappings([("mapped.csv", mapping)])
    return [written.encode(), write_mapping(mapping).encode()]


def _yaml(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.yaml"))]


def _any(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    return mutated(chance, seeds, TEXT)


def _bytes(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    return mutated(chance, seeds, BINARY)


def _parquets() -> list[bytes]:
    return [parquet(deals(), how) for how in ("none", "snappy", "zstd", "gzip")]


_CURVE = ("curve", "FOLDER/given", "--json")
_PAY = ("pay", "FOLDER/plan.yaml", "--json")
_MOVE = ("rebalance", "--iterations", "20", "--json", "--accounts")

READERS: dict[str, Reader] = {
    "CSV": Reader(2_700, texts, _any, partial(_inspected, ".csv")),
    "CSV, as a large file": Reader(800, texts, _any, _inspected_large),
    "ZIP": Reader(1_100, texts, archive, partial(_inspected, ".zip")),
    "XLSX": Reader(1_100, lambda: [workbook(deals())], mangled, partial(_inspected, ".xlsx")),
    "XLS": Reader(500, lambda: [XLS.read_bytes()], _bytes, partial(_inspected, ".xls")),
    "Parquet": Reader(1_000, _parquets, footer, partial(_inspected, ".parquet")),
    "plan YAML": Reader(900, lambda: _yaml(PLAN.parent), _any, partial(_commanded, _CURVE, {})),
    "scenario YAML": Reader(900, lambda: _yaml(PRESETS), _any, _scenario),
    "mapping YAML": Reader(500, _mappings, _any, _mapping),
    "pay: CSV of results": Reader(
        250,
        lambda: [RESULTS.encode()],
        _any,
        partial(_commanded, (*_PAY, "--results", "FOLDER/given"), {"plan.yaml": PLAN.read_text()}),
    ),
    "pay: CSV of deals": Reader(
        250,
        lambda: [SOLD.encode()],
        _any,
        partial(
            _commanded,
            (*_PAY, "--deals", "FOLDER/given", "--quotas", "FOLDER/quotas"),
            {"plan.yaml": PLAN.read_text(), "quotas": QUOTAS},
        ),
    ),
    "rebalance: CSV of accounts": Reader(
        250,
        lambda: [ACCOUNTS.encode()],
        _any,
        partial(_commanded, (*_MOVE, "FOLDER/given", "--seats", "FOLDER/seats"), {"seats": SEATS}),
    ),
    "rebalance: CSV of seats": Reader(
        150,
        lambda: [SEATS.encode()],
        _any,
        partial(
            _commanded,
            (*_MOVE, "FOLDER/accounts", "--seats", "FOLDER/given"),
            {"accounts": ACCOUNTS},
        ),
    ),
    "query string": Reader(600, lambda: addresses.QUERIES, _any, addresses.asked),
    "shared link": Reader(500, lambda: _yaml(PRESETS), _any, addresses.followed),
}
"""All of them; together more than ten thousand inputs in a whole run."""
