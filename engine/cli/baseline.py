"""``baseline WORKSPACE``: the figures of a past period as it was."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.opening import newest
from engine.cli.plain import not_available
from engine.metrics.metric import Unit
from engine.metrics.registry import METRIC
from engine.model.band import Band
from engine.scenarios.as_is import as_is
from engine.store.periods import find_period

if TYPE_CHECKING:
    import argparse

    from engine.model.results import AsIs

_PER_REP = ("rep_id", "territory_id", "quota", "credited", "attainment", "fit", "flags")


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("baseline", help="the figures of the snapshot as it stands")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument(
        "--period",
        metavar="P",
        help="FY2026, FY2026-Q1, 2026-01 or all; default: the latest fiscal year with closed deals",
    )
    command.add_argument("--json", action="store_true", help="one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Count the newest snapshot and print it."""
    with newest(options.workspace) as warehouse:
        found = as_is(warehouse, find_period(warehouse, options.period))
    print(json.dumps(document(found), allow_nan=False) if options.json else table(found))
    return 0


def document(found: AsIs) -> dict[str, Any]:
    """What ``--json`` prints; a blank is ``null``, never a number that is none."""
    reps = found.reps_table.select(_PER_REP).to_pylist()
    return {
        "snapshot": found.snapshot,
        "period": found.period.label,
        "as_of": found.as_of.isoformat(),
        "reps": found.reps,
        "metrics": {
            key: asdict(value) if isinstance(value, Band) else value
            for key, value in found.metrics.items()
        },
        "unavailable": dict(found.unavailable),
        "reps_table": reps,
        "activities": [asdict(link) for link in found.activities],
        "notes": list(found.notes),
    }


def table(found: AsIs) -> str:
    """What a person reads: one line a figure, then what is missing and what to know."""
    lines = [f"{found.period}, as of {found.as_of}, {found.reps} reps", ""]
    known = [key for key in METRIC if key in found.metrics]
    lines += [f"{METRIC[key].label:<66} {_shown(key, found.metrics[key])}" for key in known]
    for link in found.activities:
        lines.append(f"{link.kind:<66} {link.correlation:.2f}  {link.verdict}")
    lines += not_available(found.missing())
    if found.notes:
        lines += ["", "Notes", *(f"  {sentence}" for sentence in found.notes)]
    return "\n".join(lines)


def _shown(key: str, value: Any) -> str:
    unit = METRIC[key].unit
    if isinstance(value, Band):
        middle, low, high = (_number(x, unit) for x in (value.p50, value.p10, value.p90))
        return f"{middle} ({low} to {high})"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_number(x, unit)}" for name, x in value.items())
    return _number(value, unit)


def _number(value: float, unit: Unit) -> str:
    """Number in its unit; shares become percent only here."""
    if unit in (Unit.SHARE, Unit.POINTS):
        return f"{100 * value:+.1f} %" if unit is Unit.POINTS else f"{100 * value:.1f} %"
    return f"{value:,.0f}" if unit in (Unit.MONEY, Unit.DAYS, Unit.COUNT) else f"{value:.2f}"
