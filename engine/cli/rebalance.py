"""``rebalance``: a territory design with its proved bound, and checking such a proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import LeverError
from engine.settings import settings
from engine.store.workspace import Workspace
from engine.territories.answer import answer, point_document
from engine.territories.budget import Budget
from engine.territories.build import build
from engine.territories.design import design_for
from engine.territories.files import read_inputs, write_design
from engine.territories.frontier import even_limits, frontier
from engine.territories.proof_file import read_proof, verify, write_proof
from engine.territories.rules import Rules
from engine.territories.snapshot import KEEP, Wishes, ground
from engine.territories.solve import GAP

if TYPE_CHECKING:
    import argparse

    from engine.territories.build import Stated
    from engine.territories.outcome import Design
    from engine.territories.tables import Inputs

SECONDS = 10.0
"""Time for a design where nothing is said."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("rebalance", help="a territory design with its proved bound")
    command.add_argument("workspace", type=Path, nargs="?", metavar="WORKSPACE")
    command.add_argument("--accounts", type=Path, metavar="CSV", help="instead of a workspace")
    command.add_argument("--seats", type=Path, metavar="CSV")
    command.add_argument("--distances", type=Path, metavar="CSV", help="instead of kilometres")
    _add_rules(command)
    _add_wishes(command)
    _add_search(command)
    command.add_argument("--out", type=Path, metavar="CSV", help="write every account's seat")
    command.add_argument("--certificate", type=Path, metavar="FILE", help="write the proof")
    command.add_argument("--verify", type=Path, metavar="FILE", help="check a proof instead")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def _add_rules(command: argparse.ArgumentParser) -> None:
    default = Rules()
    command.add_argument(
        "--balance", choices=("potential", "workload", "both"), default=default.balance
    )
    command.add_argument("--tolerance", type=float, default=default.tolerance)
    command.add_argument("--hard-balance", action="store_true", help="bands are constraints")
    command.add_argument("--penalty-potential", type=float, metavar="P")
    command.add_argument("--penalty-workload", type=float, metavar="W")
    command.add_argument(
        "--distance-weight", type=float, default=default.distance_weight, metavar="W"
    )
    command.add_argument("--max-moves", type=int, metavar="N")
    command.add_argument("--max-moved-share", type=float, metavar="S", help="of potential")
    command.add_argument("--max-seat-change", type=float, metavar="S", help="of a seat's accounts")


def _add_wishes(command: argparse.ArgumentParser) -> None:
    """Rules over a workspace; two files carry theirs as columns."""
    rules = command.add_argument_group("rules over a workspace")
    days = Wishes().hold_in_flight_days
    rules.add_argument("--hold-in-flight-days", type=int, default=days, metavar="N")
    rules.add_argument("--free-of", choices=KEEP, action="append", default=[], help="may cross it")
    rules.add_argument("--named-may-move", action="store_true", help="named accounts too")
    for what in ("account", "seat", "region"):
        rules.add_argument(f"--lock-{what}", action="append", default=[], metavar="ID")


def _wishes(options: argparse.Namespace) -> Wishes:
    return Wishes(
        _rules(options),
        options.hold_in_flight_days,
        tuple(name for name in KEEP if name not in options.free_of),
        tuple(options.lock_account),
        not options.named_may_move,
        tuple(options.lock_seat),
        tuple(options.lock_region),
    )


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
    stated = build(inputs, _rules(options))
    budget = _budget(options)
    found = design_for(stated, budget, seed=options.seed, gap=options.gap, prove=options.prove)
    document = answer(stated, found.design, budget.elapsed(), options.seed, found.obstacles)
    document["frontier"] = _frontier(options, stated, found.design, budget)
    if options.out is not None:
        write_design(options.out, stated.problem, found.design)
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
        if _wishes(options) != Wishes(_rules(options)):
            raise LeverError(
                "Rules over a workspace do not hold for two files.",
                "Write them into the columns locked and eligible of the accounts.",
            )
        return read_inputs(options.accounts, options.seats, options.distances)
    chosen = settings()
    house = Workspace(options.workspace, chosen.catalogue, chosen.limit_memory_mb)
    warehouse = house.open()
    try:
        return ground(warehouse, _wishes(options)).inputs
    finally:
        warehouse.close()


def _frontier(
    options: argparse.Namespace, stated: Stated, design: Design, budget: Budget
) -> list[dict[str, Any]]:
    if not options.frontier or design.evaluation is None:
        return []
    if options.frontier < 2:
        raise LeverError("--frontier needs at least 2 points.")
    rest = Budget(budget.left() if options.seconds else None, options.iterations)
    limits = even_limits(design, options.frontier)
    points = frontier(stated.problem, limits, design, rest, options.seed)
    return [point_document(stated, point) for point in points]


def _rules(options: argparse.Namespace) -> Rules:
    return Rules(
        balance=options.balance,
        tolerance=options.tolerance,
        hard=options.hard_balance,
        penalty_potential=options.penalty_potential,
        penalty_workload=options.penalty_workload,
        distance_weight=options.distance_weight,
        max_moves=options.max_moves,
        max_moved_share=options.max_moved_share,
        max_seat_change=options.max_seat_change,
    )


def _budget(options: argparse.Namespace) -> Budget:
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
    return Budget(seconds, options.iterations)


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
    if found["objective"] is None:
        lines = [f"No design: {found['status'].replace('_', ' ')}."]
        for obstacle in found["infeasible_because"]:
            lines.append(f"  {obstacle['rule']}: try {obstacle['least_relaxation']}")
        return "\n".join(lines)
    lines = [
        f"Objective {found['objective']:,.2f}, at most {100 * found['gap']:.2f} % better exists "
        f"({found['status'].replace('_', ' ')}, proved by {found['bound_by']})",
        f"{found['moves']:,} accounts move, {100 * found['moved_share']:.1f} % of potential",
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
    return "\n".join(lines + [f"Note: {warning}" for warning in found["warnings"]])


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{100 * share:.0f} %"
