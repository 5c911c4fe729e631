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
from engine.territories.by_seats import SeatProof, bound_by_seats
from engine.territories.certificate import bound
from engine.territories.evaluation import evaluate
from engine.territories.fixed_point import ONE
from engine.territories.prices import Prices
from engine.territories.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.outcome import Design
    from engine.territories.problem import Problem
    from engine.territories.tables import Inputs

FORMAT = 2


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
    arrays += [problem.move_cost, problem.potential, *problem.travel.known]
    arrays += [] if problem.size is None else [problem.size]
    for measure in problem.measures:
        arrays += [measure.weight, measure.low, measure.high, np.array([measure.penalty])]
    for array in arrays:
        digest.update(repr((array.shape, array.dtype.str)).encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    limits = problem.limits
    change = None if limits.seat_change is None else limits.seat_change.tolist()
    wished = (problem.pinned, problem.forbidden)
    digest.update(repr((limits.moves, limits.moved_potential, change, wished)).encode())
    return digest.hexdigest()[:16]


def document(stated: Stated, design: Design) -> dict[str, Any]:
    """The proof as plain values."""
    problem = stated.problem
    proved = design.price_bound
    if design.by_seats is not None:
        proved = bound_by_seats(problem, design.by_seats) or proved
    chosen = design.seat_of_account
    return {
        "format": FORMAT,
        "problem": fingerprint(problem),
        "rules": stated.rules.document(),
        "bound_millionths": str(proved),
        "design": None if chosen is None else chosen.tolist(),
        "prices": _plain(design.prices),
        "by_seats": None if design.by_seats is None else _seats_plain(design.by_seats),
    }


def _seats_plain(proof: SeatProof) -> dict[str, Any]:
    return {
        "worth": proof.worth.tolist(),
        "lines": [_plain(prices) for prices in proof.lines],
        "whole": [list(accounts) for accounts in proof.whole],
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
    if not all(isinstance(given[name], int) for name in ("bits", "move", "moved_potential")):
        raise TypeError("a price that is no whole number")
    return Prices(
        given["bits"],
        np.array(given["low"], dtype=np.int64),
        np.array(given["high"], dtype=np.int64),
        given["move"],
        given["moved_potential"],
        np.array(given["seat_change"], dtype=np.int64),
    )


def _by_seats(given: dict[str, Any]) -> SeatProof:
    return SeatProof(
        np.array(given["worth"], dtype=np.int64),
        tuple(_prices(line) for line in given["lines"]),
        tuple(tuple(int(account) for account in accounts) for accounts in given["whole"]),
    )


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
        If the certificate lacks a part or has one of the wrong kind.
    """
    try:
        problem = build(inputs, Rules(**proof["rules"])).problem
        prices, seats = _prices(proof["prices"]), proof["by_seats"]
        by_seats = None if seats is None else _by_seats(seats)
        claimed, named = int(proof["bound_millionths"]), proof["problem"]
        design = None if proof["design"] is None else np.array(proof["design"], dtype=np.int64)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise DataError("The certificate lacks a part or has one of the wrong kind.") from error
    proved = bound(problem, prices) if by_seats is None else bound_by_seats(problem, by_seats)
    return _checked(problem, proved, claimed, design, named)


def _checked(
    problem: Problem,
    proved: int | None,
    claimed: int,
    design: NDArray[np.int64] | None,
    named: str,
) -> Verdict:
    faults = []
    if named != fingerprint(problem):
        faults.append("the certificate was made for other tables or rules")
    if proved is None or proved < claimed:
        faults.append("the prices do not prove the bound")
    objective = None
    if design is not None:
        if (
            design.shape != problem.owner.shape
            or ((design < 0) | (design >= problem.n_seats)).any()
        ):
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
