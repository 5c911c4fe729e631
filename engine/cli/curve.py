"""``curve PLAN.yaml``: the payout curve of a plan and what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import PlanError
from engine.incentives.check import check_curve
from engine.incentives.plan_curve import plan_curve
from engine.incentives.read import plan_file

if TYPE_CHECKING:
    import argparse

    from engine.incentives.plan_curve import PlanCurve

_SHOWN = np.round(np.arange(0.0, 2.01, 0.1), 1)
"""Attainments printed for a person."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("curve", help="draw and check a plan's payout curve")
    command.add_argument("plan", type=Path, metavar="PLAN.yaml")
    command.add_argument("--quota", type=float, help="quota a year to draw amounts at")
    command.add_argument("--target-incentive", type=float, help="target incentive a year")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Draw, check and print."""
    for name in ("quota", "target_incentive"):
        value = getattr(options, name)
        if value is not None and not 0 < value < 1e15:
            raise PlanError(f"--{name.replace('_', '-')} is {value:g}.", "Give money above 0.")
    plan = plan_file(options.plan)
    curve = plan_curve(plan, quota=options.quota, target_incentive=options.target_incentive)
    if options.json:
        print(json.dumps(_document(curve), allow_nan=False))
    else:
        _print_table(curve)
    return 0


def _document(curve: PlanCurve) -> dict[str, Any]:
    x = curve.grid()
    columns = x.tolist(), np.round(curve.share(x), 10).tolist(), curve.slope(x).tolist()
    return {
        "plan": curve.plan.name,
        "points": [
            {"attainment": at, "payout_share": share, "slope": slope}
            for at, share, slope in zip(*columns, strict=True)
        ],
        "findings": [asdict(finding) for finding in check_curve(curve)],
        "notes": list(notes(curve)),
    }


def notes(curve: PlanCurve) -> tuple[str, ...]:
    """What a reader of the curve should know."""
    said = []
    if any(component.window == "deal" for component in curve.plan.components):
        said.append("A component that reads each deal is drawn as if the year were one deal.")
    if curve.target_incentive == 0:
        said.append("Without target incentive, shares are of what is paid at 100 % of quota.")
    return tuple(said)


def _print_table(curve: PlanCurve) -> None:
    print(f"{curve.plan.name}: quota, pay in shares of target incentive, pay of the next dollar")
    rows = zip(_SHOWN, curve.share(_SHOWN), curve.slope(_SHOWN), strict=True)
    for at, share, slope in rows:
        print(f"{100 * at:6.0f} %  {100 * share:8.1f} %  {slope:8.3f}")
    for finding in check_curve(curve):
        print(f"{finding.code}: {finding.message}")
    for note in notes(curve):
        print(f"Note: {note}")
