"""The proof of a design as a file: rules, design, prices; and checking it without a solver."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import DataError, FileError
from engine.rooms import whole
from engine.territories.build import build
from engine.territories.cases import bound_by_cases
from engine.territories.evaluation import evaluate
from engine.territories.fixed_point import ONE
from engine.territories.prices import Prices
from engine.territories.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.cases import Case
    from engine.territories.outcome import Design
    from engine.territories.problem import Problem
    from engine.territories.tables import Inputs

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a proof found."""

    holds: bool
    objective: float | None
    bound: float | None
    gap: float | None
    faults: tuple[str, ...]
    """What does not hold, in words; empty where all does."""


def fingerprint(problem: Problem) -> str:
    """Sixteen hex digits of everything that the bound rests on."""
    digest = hashlib.sha256(repr((problem.account_ids, problem.seat_ids, problem.hard)).encode())
    arrays: list[NDArray[Any]] = [problem.owner, problem.locked, problem.group, problem.allowed]
    arrays += [problem.move_cost, problem.potential, problem.travel.per_distance]
    arrays += [np.array([problem.travel.most])] if problem.travel.most else []
    arrays += [] if problem.size is None else [problem.size]
    for measure in problem.measures:
        arrays += [measure.weight, measure.low, measure.high, np.array([measure.penalty])]
    for part in (problem.travel.table, problem.travel.accounts, problem.travel.homes):
        arrays += [] if part is None else [part.round(12)]
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    limits = problem.limits
    change = None if limits.seat_change is None else limits.seat_change.tolist()
    digest.update(repr((limits.moves, limits.moved_potential, change)).encode())
    return digest.hexdigest()[:16]


def document(stated: Stated, design: Design) -> dict[str, Any]:
    """The proof as plain values."""
    problem = stated.problem
    proved = design.price_bound
    if design.cases:
        proved = bound_by_cases(problem, design.cases) or proved
    chosen = design.seat_of_account
    return {
        "format": FORMAT,
        "problem": fingerprint(problem),
        "rules": stated.rules.document(),
        "bound_millionths": str(proved),
        "design": None if chosen is None else chosen.tolist(),
        "prices": _plain(design.prices),
        "cases": [
            {"decisions": [list(one) for one in decisions], "prices": _plain(prices)}
            for decisions, prices in design.cases
        ],
    }


def _plain(prices: Prices) -> dict[str, Any]:
    return {
        "bits": prices.bits,
        "low": prices.low.tolist(),
        "high": prices.high.tolist(),
        "move": prices.move,
        "moved_potential": prices.moved_potential,
        "seat_change": prices.seat_change.tolist(),
    }


def _prices(given: dict[str, Any]) -> Prices:
    return Prices(
        given["bits"],
        np.array(given["low"], dtype=np.int64),
        np.array(given["high"], dtype=np.int64),
        given["move"],
        given["moved_potential"],
        np.array(given["seat_change"], dtype=np.int64),
    )


def _cases(proof: dict[str, Any]) -> list[Case]:
    """The cases of a proof; the prices alone are one case, in which nothing is decided."""
    found: list[Case] = []
    for case in proof.get("cases") or [{"decisions": [], "prices": proof["prices"]}]:
        decisions = tuple((int(a), int(s), bool(taken)) for a, s, taken in case["decisions"])
        found.append((decisions, _prices(case["prices"])))
    return found


def write_proof(path: Path, stated: Stated, design: Design) -> None:
    """Write the proof."""
    with whole(path) as made:
        made.write_text(json.dumps(document(stated, design)), encoding="utf-8")


def read_proof(path: Path) -> dict[str, Any]:
    """
    Read a proof.

    Raises
    ------
    FileError
        If it is not one.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileError(f"{path} cannot be read as a certificate.") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or "prices" not in found:
        raise FileError(f"{path} is not a certificate of this version.")
    return found


def verify(proof: dict[str, Any], inputs: Inputs) -> Verdict:
    """
    Check a proof against the two tables: design, objective and bound, computed anew.

    Raises
    ------
    DataError
        If the certificate lacks a part.
    """
    try:
        problem = build(inputs, Rules(**proof["rules"])).problem
        cases = _cases(proof)
        claimed, chosen = int(proof["bound_millionths"]), proof["design"]
    except (KeyError, TypeError, ValueError) as error:
        raise DataError("The certificate lacks a part or has one of the wrong kind.") from error
    return _checked(problem, cases, claimed, chosen, proof["problem"])


def _checked(
    problem: Problem, cases: list[Case], claimed: int, chosen: list[int] | None, named: str
) -> Verdict:
    faults = []
    if named != fingerprint(problem):
        faults.append("the certificate was made for other tables or rules")
    shape = (len(problem.measures), problem.n_seats)
    proved = None
    if all(prices.low.shape == prices.high.shape == shape for _, prices in cases):
        proved = bound_by_cases(problem, cases)
    if proved is None or proved < claimed:
        faults.append("the prices do not prove the bound")
    objective = None
    if chosen is not None:
        design = np.array(chosen, dtype=np.int64)
        if design.shape != problem.owner.shape or ((design < 0) | (design >= shape[1])).any():
            faults.append("the design does not give every account a seat")
        else:
            found = evaluate(problem, design)
            faults += found.broken
            objective = found.objective
    gap = None
    if objective is not None and proved is not None:
        gap = (objective - proved) / max(abs(objective), 1e-3)
    return Verdict(
        not faults,
        None if objective is None else objective / ONE,
        None if proved is None else proved / ONE,
        gap,
        tuple(faults),
    )
