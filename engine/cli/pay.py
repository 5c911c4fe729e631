"""``pay PLAN.yaml``: what a plan pays on results or deals, with the trace of every tier."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import DataError
from engine.incentives.from_deals import from_deals
from engine.incentives.from_results import from_results
from engine.incentives.pay import pay
from engine.incentives.people import read_people
from engine.incentives.read import plan_file
from engine.incentives.report import payout_rows, total_rows
from engine.incentives.sheet import read_sheet

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from engine.incentives.pay import Paid
    from engine.incentives.plan import Plan
    from engine.incentives.results import Results

_SHOWN = 40
"""Rows of totals printed for a person."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("pay", help="pay by an incentive plan")
    command.add_argument("plan", type=Path, metavar="PLAN.yaml")
    given = command.add_mutually_exclusive_group(required=True)
    given.add_argument("--results", type=Path, metavar="CSV", help="what was credited, by period")
    given.add_argument("--deals", type=Path, metavar="CSV", help="deals to credit and measure")
    command.add_argument("--quotas", type=Path, metavar="CSV", help="quotas, beside --deals")
    command.add_argument("--people", type=Path, metavar="CSV", help="roles, managers, own pay")
    command.add_argument("--prior", type=Path, metavar="PLAN.yaml", help="plan held harmless to")
    command.add_argument("--fiscal-start", type=int, default=1, metavar="MONTH")
    command.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="settle to here")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    return command


def run(options: argparse.Namespace) -> int:
    """Pay and print."""
    if not 1 <= options.fiscal_start <= 12:
        raise DataError(f"--fiscal-start is {options.fiscal_start}.", "Give a month, 1 to 12.")
    plan = plan_file(options.plan)
    done = pay(plan, _results(plan, options))
    if options.json:
        print(json.dumps(_document(done), allow_nan=False))
    else:
        _print_table(done)
    return 0


def _results(plan: Plan, options: argparse.Namespace) -> Results:
    """Results under a plan, with what an earlier plan pays on them where one is named."""
    found = _read(plan, options)
    if options.prior is None:
        return found
    from dataclasses import replace

    earlier = plan_file(options.prior)
    before = pay(earlier, _read(earlier, options))
    place = {rep: n for n, rep in enumerate(before.results.reps)}
    spot = {period: n for n, period in enumerate(before.results.periods)}
    prior = np.full((len(found.reps), len(found.periods)), np.nan)
    for n, rep in enumerate(found.reps):
        for m, period in enumerate(found.periods):
            if rep in place and period in spot:
                prior[n, m] = before.totals.paid[place[rep], spot[period]]
    return replace(found, prior=prior)


def _read(plan: Plan, options: argparse.Namespace) -> Results:
    people = read_people(read_sheet(options.people)) if options.people else None
    if options.results is not None:
        sheet = read_sheet(options.results)
        return from_results(sheet, plan, people, options.fiscal_start)
    return from_deals(
        read_sheet(options.deals),
        plan,
        quotas=read_sheet(options.quotas) if options.quotas else None,
        people=people,
        fiscal_start=options.fiscal_start,
        as_of=options.as_of,
    )


def _document(done: Paid) -> dict[str, Any]:
    return {
        "plan": done.plan.name,
        "currency": done.plan.currency,
        "payouts": payout_rows(done),
        "totals": total_rows(done),
        "notes": list(done.notes),
    }


def _print_table(done: Paid) -> None:
    rows = total_rows(done)
    names = list(done.totals.adjustments)
    lines = [["Person", "Period", "Earned", *(n.replace("_", " ") for n in names), "Paid", "Owes"]]
    for row in rows[:_SHOWN]:
        money = [
            row["earned"],
            *(row["adjustments"][n] for n in names),
            row["paid"],
            row["balance"],
        ]
        lines.append([row["rep_id"], row["period"], *(f"{value:,.2f}" for value in money)])
    _print_columns(lines)
    if len(rows) > _SHOWN:
        print(f"... and {len(rows) - _SHOWN:,} more; --json prints all.")
    paid = sum(row["paid"] for row in rows)
    print(f"{done.plan.name} pays {paid:,.2f} {done.plan.currency}".rstrip() + ".")
    for note in done.notes:
        print(f"Note: {note}")


def _print_columns(lines: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            f"{c:{'<' if n < 2 else '>'}{w}}"
            for n, (c, w) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
