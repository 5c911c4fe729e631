"""The people systems' files: workers, leave, requisitions and the pulse survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample import story
from engine.sample.accounts import HOURS
from engine.sample.chance import stream
from engine.sample.layouts.sheet import american, iso, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.absences import Absence
    from engine.sample.staff import Person, Staff
    from engine.sample.voices import Answer
    from engine.sample.world import World

WORKERS_FILE = "Workday_Sales_Workers.csv"
WORKERS_HEADER = (
    "Employee ID", "Worker", "Work Email", "Business Title", "Sales Segment", "Sales Region",
    "Manager Employee ID", "Hire Date", "Termination Date", "FTE", "Annual Base Pay",
    "Target Incentive", "Currency", "Work City", "Selling Hours per Quarter", "Incentive Plan",
    "Date of Birth", "Gender",
)  # fmt: skip
LEAVE_FILE = "Workday_Leave_of_Absence.csv"
LEAVE_HEADER = ("Employee ID", "First Day of Leave", "Last Day of Leave")
REQUISITIONS_FILE = "Requisitions.csv"
REQUISITIONS_HEADER = (
    "Requisition ID", "Job Title", "Opened Date", "Offer Date", "Offer Accepted Date",
    "Start Date", "Status",
)  # fmt: skip
SURVEY_FILE = "Seller_Pulse_Survey.csv"
SURVEY_HEADER = ("Respondent Email", "Question", "Score", "Response Date")

_NOTICE_DAYS = 16
"""Least days between an accepted offer and the first working day."""


def write_workers(directory: Path, staff: Staff) -> Path:
    """Write the workers report, birth dates and gender included as such reports have them."""
    rows = [_worker(person, staff) for person in staff.people]
    return write_csv(directory / WORKERS_FILE, WORKERS_HEADER, rows)


def write_leave(directory: Path, absences: list[Absence], staff: Staff) -> Path:
    """Write the days away; reasons stay where they are."""
    rows = [(staff.people[a.rep].employee_id, iso(a.first), iso(a.last)) for a in absences]
    return write_csv(directory / LEAVE_FILE, LEAVE_HEADER, rows)


def write_requisitions(directory: Path, world: World) -> Path:
    """Write every seat that was opened, filled or not."""
    rng = stream(world.seed, "requisitions")
    rows = []
    for number, opening in enumerate(world.seating.openings):
        kind = story.SEGMENTS[world.patches.segment[opening.seat]]
        region = story.REGIONS[world.patches.region[opening.seat]]
        row = [f"R-{2401 + number}", f"Account Executive, {region} {kind.name}"]
        if opening.started < 0:
            rows.append([*row, american(opening.opened), "", "", "", "Open"])
            continue
        accepted = max(opening.started - _NOTICE_DAYS - int(rng.integers(0, 8)), opening.opened + 5)
        offered = max(accepted - int(rng.integers(1, 9)), opening.opened + 3)
        days = (opening.opened, offered, accepted, opening.started)
        rows.append([*row, *map(american, days), "Filled"])
    return write_csv(directory / REQUISITIONS_FILE, REQUISITIONS_HEADER, rows)


def write_survey(directory: Path, answers: list[Answer], staff: Staff) -> Path:
    """Write the answers by respondent."""
    rows = [
        (staff.people[a.person].email, a.question, str(a.score), american(a.day)) for a in answers
    ]
    return write_csv(directory / SURVEY_FILE, SURVEY_HEADER, rows)


def _worker(person: Person, staff: Staff) -> tuple[str, ...]:
    """One row of the workers report."""
    post = person.post
    return (
        person.employee_id,
        person.name,
        person.email,
        post.title,
        story.SEGMENTS[post.segment].name if post.segment >= 0 else "",
        story.REGIONS[post.region] if post.region >= 0 else "",
        staff.people[post.manager].employee_id if post.manager >= 0 else "",
        iso(post.hired),
        iso(post.left) if post.left >= 0 else "",
        "1.0",
        str(post.base),
        str(post.incentive),
        "USD",
        person.city,
        str(HOURS) if post.plan else "",
        post.plan,
        iso(person.born),
        person.gender,
    )
