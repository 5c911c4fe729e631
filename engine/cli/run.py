"""``run WORKSPACE SCENARIO.yaml...``: scenarios beside the baseline."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import __version__
from engine.cli.opening import newest
from engine.cli.plain import not_available
from engine.errors import LeverError
from engine.metrics.metric import Unit
from engine.metrics.registry import METRIC
from engine.model.band import Band
from engine.model.scenario import BASELINE_NAME, Scenario
from engine.scenarios.both_ends import end_changes
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.redesign import redesign
from engine.scenarios.compare import compare, sentence
from engine.scenarios.files import read_scenario
from engine.scenarios.run import DRAWS, SEED, evaluate, planned_period, simulate

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from engine.model.results import Comparison, ScenarioResult

_SHOWN = (
    "median_attainment",
    "participation",
    "below_80",
    "fit_in_band",
    "quota_total",
    "bookings",
    "payout",
    "target_chance",
)


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("run", help="run scenarios beside the baseline")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("scenarios", type=Path, nargs="*", metavar="SCENARIO.yaml")
    command.add_argument("--draws", type=int, default=DRAWS)
    command.add_argument("--seed", type=int, default=SEED)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Run the baseline, then each scenario under the same luck; status 1 if one is infeasible."""
    scenarios = [read_scenario(path) for path in options.scenarios]
    with newest(options.workspace) as warehouse:
        periods = {planned_period(warehouse.snapshot, scenario) for scenario in scenarios}
        if len(periods) > 1:
            raise LeverError("The scenarios plan different periods.", "Run them one by one.")
        period = periods.pop() if periods else warehouse.snapshot.planning_period
        assumed = {None, *(scenario.model.elasticity for scenario in scenarios)}
        bases = {value: prepare(warehouse, period, value) for value in assumed}
        currency = warehouse.snapshot.currency
        history = bases[None].history
        designs = [redesign(warehouse, s.territory, history) for s in scenarios]
    drawn = {value: simulate(basis, options.draws, options.seed) for value, basis in bases.items()}
    baseline = evaluate(bases[None], drawn[None], Scenario(BASELINE_NAME))
    results = [
        evaluate(bases[one.model.elasticity], drawn[one.model.elasticity], one, design)
        for one, design in zip(scenarios, designs, strict=True)
    ]
    comparison = compare(baseline, [baseline, *results])
    names = [BASELINE_NAME, *(scenario.name for scenario in scenarios)]
    if options.json:
        print(json.dumps(_document(names, comparison), allow_nan=False))
    else:
        _print_table(names, comparison, currency)
    return int(any(result.infeasible_because for result in results))


def _document(names: Sequence[str], comparison: Comparison) -> dict[str, Any]:
    first = comparison.baseline
    return {
        "snapshot": first.snapshot,
        "engine": __version__,
        "draws": first.draws,
        "seed": first.seed,
        "period": first.period.label,
        "scenarios": [
            {
                "name": name,
                "levers_id": result.levers_id,
                "metrics": _named(result.metrics, result) | _steady(result),
                "metrics_ends": {end: _plain(at.figures()) for end, at in result.ends.items()},
                "unavailable": dict(result.unavailable),
                "versus_baseline": _named(changes, result),
                "versus_baseline_ends": {
                    end: _plain(change) for end, change in end_changes(first, result).items()
                },
                "solver": None if result.solver is None else dict(result.solver),
                "infeasible_because": [asdict(one) for one in result.infeasible_because],
                "warnings": list(result.warnings),
            }
            for name, result, changes in zip(
                names, comparison.others, comparison.differences, strict=True
            )
        ],
    }


def _plain(metrics: Mapping[str, Any]) -> dict[str, Any]:
    return {k: asdict(v) if isinstance(v, Band) else v for k, v in metrics.items()}


def _named(metrics: Mapping[str, Any], result: ScenarioResult) -> dict[str, Any]:
    """Figures of a kind that never changes: what is no estimate is a number, at its middle."""
    numbers = {
        key: value.p50
        for key, value in metrics.items()
        if isinstance(value, Band) and key not in result.samples
    }
    return _plain({**metrics, **numbers})


def _steady(result: ScenarioResult) -> dict[str, Any]:
    return {"steady": _named(result.steady, result)} if result.steady else {}


def _print_table(names: Sequence[str], comparison: Comparison, currency: str) -> None:
    first = comparison.baseline
    print(f"Snapshot {first.snapshot}, {first.period}, {first.draws:,} possible years")
    columns = [["", *(_label(key, currency) for key in _SHOWN)]]
    for name, result in zip(names, comparison.others, strict=True):
        columns.append([name, *(_cell(result.metrics.get(key), key) for key in _SHOWN)])
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        label, *cells = (
            f"{cell:{'>' if n else '<'}{width}}"
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("   ".join([label, *cells]).rstrip())
    for name, result in zip(names[1:], comparison.others[1:], strict=True):
        if words := sentence(first, result):
            print(f"{name}: {words}")
    for warning in dict.fromkeys(w for result in comparison.others for w in result.warnings):
        print(f"Note: {warning}")
    for line in not_available(_missing(comparison.others)):
        print(line)


def _missing(results: Sequence[ScenarioResult]) -> dict[str, list[str]]:
    """What would bring figures of the table that are not known, each with their keys."""
    found: dict[str, list[str]] = {}
    reasons = {(why, key): None for one in results for key, why in one.unavailable.items()}
    for why, key in reasons:
        if key in _SHOWN:
            found.setdefault(why, []).append(key)
    return found


def _label(key: str, currency: str) -> str:
    label = METRIC[key].label
    return f"{label}, {currency}" if currency and METRIC[key].unit is Unit.MONEY else label


def _cell(value: Any, key: str) -> str:
    if value is None:
        return "not known"
    if isinstance(value, Band):
        middle, low, high = (_number(x, key) for x in (value.p50, value.p10, value.p90))
        return f"{middle} ({low} to {high})"
    return _number(value, key)


def _number(value: float, key: str) -> str:
    return f"{value:,.0f}" if METRIC[key].unit is Unit.MONEY else f"{100 * value:.0f} %"
