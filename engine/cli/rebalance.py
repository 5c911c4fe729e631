"""``rebalance``: a territory design with its proved bound, and checking such a proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.opening import newest
from engine.cli.rebalance_rules import add_rules, add_wishes, for_two_files, rules_of, wishes_of
from engine.cli.stopping import until_stopped
from engine.errors import LeverError
from engine.territories.answer import answer, point_document
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.files import read_inputs, write_design
from engine.territories.frontier import even_limits, frontier
from engine.territories.outcome import OPTIMAL
from engine.territories.proof_file import read_proof, verify, write_proof
from engine.territories.snapshot import ground
from engine.territories.solve import GAP

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from engine.territories.build import Stated
    from engine.territories.outcome import Design
    from engine.territories.tables import Inputs

SECONDS = 10.0
"""Time for a design where nothing is said."""

LEAST_SHOWN = 1e-4
"""Smallest share that reads as other than nil, in percent with two decimals."""

_ACCOUNTS = (
    "instead of a workspace: account_id, and as far as known seat, potential, workload, move_cost, "
    "visits, latitude, longitude, family, locked (0 or 1), eligible (seats, by ;)"
)
_SEATS = (
    "with --accounts: seat, and as far as known share and share_workload (what it should carry "
    "beside the others), latitude, longitude"
)


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("rebalance", help="a territory design with its proved bound")
    command.add_argument("workspace", type=Path, nargs="?", metavar="WORKSPACE")
    command.add_argument("--accounts", type=Path, metavar="CSV", help=_ACCOUNTS)
    command.add_argument("--seats", type=Path, metavar="CSV", help=_SEATS)
    command.add_argument("--distances", type=Path, metavar="CSV", help="instead of kilometres")
    add_rules(command)
    add_wishes(command)
    _add_search(command)
    command.add_argument("--out", type=Path, metavar="CSV", help="write every account's seat")
    command.add_argument("--certificate", type=Path, metavar="FILE", help="write the proof")
    command.add_argument("--verify", type=Path, metavar="FILE", help="check a proof instead")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def _add_search(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seconds", type=float, metavar="S")
    command.add_argument("--iterations", type=int, metavar="N", help="reproducible")
    command.add_argument("--gap", type=float, default=GAP, help="stop there")
    command.add_argument(
        "--frontier", type=int, default=0, metavar="K", help="K points from no move to best balance"
    )
    command.add_argument("--prove", action="store_true", help="raise the bound to the end")
    command.add_argument("--seed", type=int, default=0)


def run(options: argparse.Namespace) -> int:
    """Design, or check a design."""
    inputs = _inputs(options)
    if options.verify is not None:
        return _verify(options, inputs)
    stated = build(inputs, rules_of(options))
    with until_stopped() as stop:
        budget = _budget(options, stop)
        found = design_for(stated, budget, seed=options.seed, gap=options.gap, prove=options.prove)
        document = answer(stated, found.design, budget.elapsed(), options.seed, found.obstacles)
        document["frontier"] = _frontier(options, stated, found.design, budget)
    if options.out is not None:
        write_design(options.out, stated, found.design)
    if options.certificate is not None:
        write_proof(options.certificate, stated, found.design)
    print(json.dumps(document, allow_nan=False) if options.json else table(document))
    return 0 if found.design.seat_of_account is not None else 1


def _inputs(options: argparse.Namespace) -> Inputs:
    files = options.accounts is not None and options.seats is not None
    if files == (options.workspace is not None):
        raise LeverError(
            "Say what to rebalance.", "Give a WORKSPACE, or --accounts CSV and --seats CSV."
        )
    if files:
        for_two_files(options)
        return read_inputs(options.accounts, options.seats, options.distances)
    with newest(options.workspace) as warehouse:
        return ground(warehouse, wishes_of(options, warehouse)).inputs


def _frontier(
    options: argparse.Namespace, stated: Stated, design: Design, budget: Budget
) -> list[dict[str, Any]]:
    if not options.frontier or design.evaluation is None:
        return []
    if options.frontier < 2:
        raise LeverError("--frontier needs at least 2 points.")
    rest = budget.part(budget.left() if options.seconds else None, options.iterations)
    limits = even_limits(design, options.frontier)
    points = frontier(stated.problem, limits, design, rest, options.seed)
    return [point_document(stated, point) for point in points]


def _budget(options: argparse.Namespace, stop: Callable[[], bool]) -> Budget:
    """Seconds where none are given, but not where rounds are, which are reproducible."""
    if options.seconds is not None and not 0 < options.seconds <= 1e6:
        raise LeverError("--seconds must be above 0.")
    if options.iterations is not None and options.iterations < 0:
        raise LeverError("--iterations must not be negative.")
    if not 0 <= options.gap < 1:
        raise LeverError("--gap is a share; it may be 0 to below 1.")
    seconds = options.seconds
    if seconds is None and options.iterations is None:
        seconds = SECONDS
    return Budget(seconds, options.iterations, stop)


def _verify(options: argparse.Namespace, inputs: Inputs) -> int:
    """Check a proof; exit 1 where it does not hold."""
    verdict = verify(read_proof(options.verify), inputs)
    shown = {
        "holds": verdict.holds,
        "objective": verdict.objective,
        "bound": verdict.bound,
        "gap": verdict.gap,
        "faults": list(verdict.faults),
    }
    if options.json:
        print(json.dumps(shown, allow_nan=False))
    elif verdict.holds:
        print(f"The proof holds: no design costs less than {verdict.bound:,.6f}.")
    else:
        print("The proof does not hold: " + "; ".join(verdict.faults) + ".")
    return 0 if verdict.holds else 1


def table(found: dict[str, Any]) -> str:
    """What a person reads."""
    lines = _none(found) if found["objective"] is None else _designed(found)
    return "\n".join(lines + [f"Note: {warning}" for warning in found["warnings"]])


def _none(found: dict[str, Any]) -> list[str]:
    """That there is no design, and what would bring one."""
    because = found["infeasible_because"]
    infeasible = found["status"] == "infeasible"
    lines = ["No design keeps these rules." if infeasible else "No design was found in this time."]
    for one in because:
        told = one["needs"] is not None and one["has"] is not None
        sizes = f" (needs {one['needs']:,.10g}, has {one['has']:,.10g})" if told else ""
        lines.append(f"  {one['rule']}{sizes}: try {one['least_relaxation']}")
    return lines + ["Each change lifts its own reason."] * (len(because) > 1)


def _designed(found: dict[str, Any]) -> list[str]:
    """How good the design is, what it moves, and the first of its moves."""
    seatless = sum(row["from"] is None for row in found["assignment"])
    status = found["status"].replace("_", " ")
    given = f"; {seatless:,} that had no seat are given one" if seatless else ""
    lines = [
        f"This design: {_worth(found)} ({status}, proved by {found['bound_by']})",
        f"{_moving(found['moves'])}, {100 * found['moved_share']:.1f} % of potential{given}",
    ]
    lines += [
        f"Frontier, {point['moves']:,} moves: {_worth(point)}"
        for point in found["frontier"]
        if point["objective"] is not None
    ]
    for name, spread in found["max_deviation"].items():
        after, before = (_percent(spread[key]) for key in ("after", "before"))
        lines.append(f"Furthest from its {name} target: {before} before, {after} after")
    lines += [
        f"  {row['account_id']}: {row['from'] or 'no seat'} to {row['to']}. {row['why']}"
        for row in found["assignment"][:20]
    ]
    if len(found["assignment"]) > 20:
        lines.append(f"  and {len(found['assignment']) - 20:,} more; --out CSV writes them all")
    return lines


def _worth(design: dict[str, Any]) -> str:
    gap = design["gap"]
    better = "no better one" if gap <= OPTIMAL else f"at most {100 * gap:.2f} % better"
    if OPTIMAL < gap < LEAST_SHOWN:
        better = f"less than {100 * LEAST_SHOWN:g} % better"
    return f"objective {design['objective']:,.2f}, {better} exists"


def _moving(count: int) -> str:
    return "1 account moves" if count == 1 else f"{count:,} accounts move"


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{100 * share:.0f} %"
