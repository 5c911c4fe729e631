"""The rules of ``rebalance``: options of the command as rules and wishes of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import LeverError
from engine.scenarios.seat_weights import weights_by_terms
from engine.territories.rules import Rules
from engine.territories.wishes import KEEP, NewSeat, Wishes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from engine.store.warehouse import Warehouse

TERMS = ("part-time", "ramp")
"""Terms of a seat's holder that its patch may be weighed by."""


def add_rules(command: argparse.ArgumentParser) -> None:
    """Describe the rules that hold for two files and a workspace alike."""
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


def add_wishes(command: argparse.ArgumentParser) -> None:
    """Describe the rules over a workspace; two files carry theirs as columns."""
    rules = command.add_argument_group("rules over a workspace")
    days = Wishes().hold_in_flight_days
    rules.add_argument("--hold-in-flight-days", type=int, default=days, metavar="N")
    rules.add_argument("--hold-from-stage", default="", metavar="STAGE", help="and past it")
    rules.add_argument(
        "--hold-changed-days", type=int, default=0, metavar="N", help="of a new seller"
    )
    rules.add_argument("--free-of", choices=KEEP, action="append", default=[], help="may cross it")
    rules.add_argument("--named-may-move", action="store_true", help="named accounts too")
    rules.add_argument("--families-may-part", action="store_true", help="accounts of one parent")
    for what in ("account", "seat", "region"):
        rules.add_argument(f"--lock-{what}", action="append", default=[], metavar="ID")
    for ground in ("relationship", "experience", "tenure"):
        rules.add_argument(
            f"--suit-{ground}", type=float, default=0.0, metavar="W", help="of potential"
        )
    rules.add_argument("--weigh-by", choices=TERMS, action="append", default=[])
    rules.add_argument(
        "--seat-weight", action="append", default=[], metavar="SEAT=W", help="of a full patch"
    )
    rules.add_argument("--dissolve", action="append", default=[], metavar="SEAT")
    rules.add_argument("--new-seat", action="append", default=[], metavar="NAME[:REGION[:SEGMENT]]")


def rules_of(options: argparse.Namespace) -> Rules:
    """The rules that were asked for."""
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


def wishes_of(options: argparse.Namespace, warehouse: Warehouse | None = None) -> Wishes:
    """
    The wishes that were asked for; weights by a holder's terms are read from the snapshot.

    Raises
    ------
    LeverError
        If an option cannot be read, or the snapshot lacks what it asks for.
    """
    weights = dict(_by_terms(options.weigh_by, warehouse))
    weights |= dict(_weight(text) for text in options.seat_weight)
    return Wishes(
        rules_of(options),
        hold_in_flight_days=options.hold_in_flight_days,
        keep=tuple(name for name in KEEP if name not in options.free_of),
        locked=tuple(options.lock_account),
        named_stay=not options.named_may_move,
        suit_relationship=options.suit_relationship,
        suit_experience=options.suit_experience,
        suit_tenure=options.suit_tenure,
        families_stay=not options.families_may_part,
        locked_seats=tuple(options.lock_seat),
        locked_regions=tuple(options.lock_region),
        hold_from_stage=options.hold_from_stage,
        hold_changed_days=options.hold_changed_days,
        seat_weights=tuple(weights.items()),
        dissolved=tuple(options.dissolve),
        new_seats=tuple(_new_seat(text) for text in options.new_seat),
    )


def for_two_files(options: argparse.Namespace) -> None:
    """
    Check that no rule over a workspace was asked for.

    Raises
    ------
    LeverError
        If one was.
    """
    if options.weigh_by or wishes_of(options) != Wishes(rules_of(options)):
        raise LeverError(
            "Rules over a workspace do not hold for two files.",
            "Write them into the columns locked and eligible of the accounts, and into the "
            "seats and their shares.",
        )


def _by_terms(terms: Sequence[str], warehouse: Warehouse | None) -> tuple[tuple[str, float], ...]:
    if warehouse is None or not terms:
        return ()
    return weights_by_terms(warehouse, part_time="part-time" in terms, ramping="ramp" in terms)


def _weight(text: str) -> tuple[str, float]:
    seat, _, number = text.rpartition("=")
    try:
        return seat, float(number)
    except ValueError:
        raise LeverError(f"--seat-weight {text} has no number.", "Write SEAT=0.5.") from None


def _new_seat(text: str) -> NewSeat:
    parts = text.split(":")
    if len(parts) > 3:
        raise LeverError(
            f"--new-seat {text} has too many parts.",
            "Write NAME, NAME:REGION or NAME:REGION:SEGMENT.",
        )
    name, region, segment = (*(part.strip() for part in parts), "", "")[:3]
    return NewSeat(name, region, segment)
