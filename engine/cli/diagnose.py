"""``diagnose WORKSPACE``: is it the system or the people."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.opening import newest
from engine.errors import DataError
from engine.scenarios.diagnosis.diagnose import DRAWS, SEED, diagnose
from engine.settings import settings
from engine.store.rows_csv import rows_as_csv

if TYPE_CHECKING:
    import argparse

    from engine.model.diagnosis import Diagnosis, Estimate, ModelCard

_PARTS = ("fit", "territory", "rep", "luck")


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Describe the command."""
    command = commands.add_parser("diagnose", help="system, people or luck, with intervals")
    command.add_argument("workspace", type=Path, metavar="WORKSPACE")
    command.add_argument("--draws", type=int, default=DRAWS)
    command.add_argument("--seed", type=int, default=SEED)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("--rows", metavar="TEST", help="print the rows behind one test as CSV")
    return command


def run(options: argparse.Namespace) -> int:
    """Diagnose the newest snapshot; status 1 where the split cannot be made at all."""
    chosen = settings()
    with newest(options.workspace) as warehouse:
        found = diagnose(
            warehouse, draws=options.draws, seed=options.seed, team_only=chosen.team_only
        )
    if options.rows is not None:
        print(rows_of(found, options.rows), end="")
        return 0
    print(
        json.dumps(document(found, team_only=chosen.team_only), allow_nan=False)
        if options.json
        else table(found)
    )
    return 0 if found.shares else 1


def rows_of(found: Diagnosis, name: str) -> str:
    """
    Rows behind one structured test as CSV, a first line of names.

    Raises
    ------
    DataError
        If there is no such test, or it has no rows; it says what would bring them.
    """
    test = next((one for one in found.tests if one.test == name), None)
    if test is None:
        known = ", ".join(one.test for one in found.tests)
        raise DataError(f"There is no test {name!r} on this snapshot.", f"Name one of: {known}.")
    if not test.rows:
        raise DataError(f"The test {name!r} has no rows to show.", test.unavailable or test.finding)
    names = list(test.rows[0])
    lines = ([row.get(column) for column in names] for row in test.rows)
    return rows_as_csv(names, lines).decode("utf-8-sig")


def document(found: Diagnosis, *, team_only: bool = False) -> dict[str, Any]:
    """What ``--json`` prints; what cannot be said is absent or null, never zero."""
    answer: dict[str, Any] = {
        "snapshot": found.snapshot,
        "as_of": found.as_of.isoformat(),
        "period": None if found.period is None else found.period.label,
        "reps_judged": found.reps_judged,
    }
    if found.shares is not None:
        whole = asdict(found.shares)
        answer["shares"] = {name: whole[name] for name in _PARTS}
        answer |= {"system": whole["system"], "people": whole["people"]}
        answer["bounds"] = dict(zip(("lo", "hi"), found.shares.bounds, strict=True))
    answer |= {
        "verdict": found.verdict,
        "identification": asdict(found.identification),
        "elasticity": None if found.elasticity is None else asdict(found.elasticity),
        "tests": [asdict(test) for test in found.tests],
        "model_card": _card(found),
        "coaching": found.coaching,
        "notes": list(found.notes),
    }
    if not team_only:
        answer["reps"] = [asdict(sheet) for sheet in found.reps]
    return answer


def _card(found: Diagnosis) -> dict[str, Any] | None:
    card = found.model_card
    if card is None:
        return None
    return {**asdict(card), "naive": dict(card.naive), "held_out": card.held_out.label}


def table(found: Diagnosis) -> str:
    """What a person reads: the verdict, what it rests on, and the findings."""
    judged = f"{found.period}, as of {found.as_of}, {found.reps_judged} reps"
    lines = [judged if found.period else f"Data as of {found.as_of}: no year to judge yet", ""]
    lines.append(found.verdict[0].upper() + found.verdict[1:])
    if found.shares is not None:
        lines += [f"  system, of what is not luck: {_range(found.shares.system)}"]
        lines += [f"  {name:<10} {_range(getattr(found.shares, name))}" for name in _PARTS]
    lines += ["", found.identification.message]
    if found.tests:
        lines.append("")
    for test in found.tests:
        lines.append(f"{test.test:<22} {test.finding or test.unavailable}")
    if found.model_card is not None:
        lines += ["", _held_out(found.model_card)]
    return "\n".join([*lines, *(f"Note: {note}" for note in found.notes)])


def _held_out(card: ModelCard) -> str:
    better = f"{100 * abs(card.skill):.0f} % {'below' if card.skill > 0 else 'above'}"
    covered = f"{100 * card.coverage_80:.0f} % of results inside the 80 % band"
    return (
        f"Held out {card.held_out}: error {better} the best simple forecast's, {covered}. "
        f"{card.banner}"
    ).rstrip()


def _range(share: Estimate) -> str:
    return f"{100 * share.mid:.0f} % ({100 * share.lo:.0f} to {100 * share.hi:.0f} %)"
