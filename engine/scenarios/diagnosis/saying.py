"""What a diagnosis says about the data under it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot
    from engine.scenarios.diagnosis.judged import Judged
    from engine.scenarios.history import History


def no_history(snapshot: Snapshot) -> str:
    """Why nobody can be placed in a seat."""
    missing = []
    if not snapshot.has("quota", "amount"):
        missing.append("no quotas are loaded (quota.amount)")
    if not snapshot.has("opportunity", "close_date"):
        missing.append("no deal carries a close date (opportunity.close_date)")
    elif not snapshot.has("opportunity", "owner_id") and not snapshot.has("credit", "rep_id"):
        missing.append("no won deal names its owner (opportunity.owner_id)")
    owned = snapshot.has("account", "owner_id") or snapshot.has("assignment", "rep_id")
    if not owned:
        missing.append(
            "nothing says who holds which patch (assignment.rep_id with territory_id, or "
            "account.owner_id)"
        )
    if not missing:
        missing.append("nobody who holds a patch has a won deal in a whole quarter")
    text = "; ".join(missing)
    return f"System and people cannot be told apart here: {text}."


def too_few(snapshot: Snapshot, history: History, reps: int, fewest: int) -> str:
    """Why there are no shares although there is a history."""
    if not snapshot.has("quota", "amount"):
        return (
            "No quotas are loaded, so there is no attainment to take apart "
            "(quota.amount would bring it)."
        )
    if not reps:
        return f"Nobody who holds a patch carries a quota in {history.year} (quota.amount)."
    people = "1 rep has" if reps == 1 else f"{reps} reps have"
    return f"Only {people} both a patch and a quota; below {fewest} shares would say nothing."


def proxies(history: History) -> list[str]:
    """What stands for potential, and how short the history is."""
    said = []
    if set(history.seat_ids) <= set(history.rep_ids):
        said.append(
            "No patches are kept (assignment.territory_id), so each owner's book of business "
            "stands for one and nobody ever changes it."
        )
    if history.proxy:
        said.append(f"Potential is not loaded (account.potential); {history.proxy}.")
    if len(history.quarters) == 1:
        said.append(
            "There is one quarter only: what lasts and what does not cannot be told apart, and "
            "three quarters of what is not deal luck is taken to last."
        )
    elif len(history.quarters) < len(("Q1", "Q2", "Q3", "Q4")):
        said.append(f"The history has {len(history.quarters)} quarters only, less than a year.")
    return said


def left_aside(judged: Judged) -> list[str]:
    """Who carries a quota and is not judged."""
    said = []
    if judged.left_aside:
        said.append(f"Left aside: {_reps(judged.left_aside)} there for less than half the year.")
    if judged.seatless:
        said.append(f"Left aside: {_reps(judged.seatless)} with a quota and no patch.")
    return said


def _reps(number: int) -> str:
    return "1 rep" if number == 1 else f"{number} reps"
