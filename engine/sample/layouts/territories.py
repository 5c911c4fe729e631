"""The territory sheets: the patches, and who held each from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample import story
from engine.sample.days import LAST_DAY
from engine.sample.layouts.sheet import iso, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.staff import Staff
    from engine.sample.world import World

TERRITORIES_FILE = "Territories.csv"
TERRITORIES_HEADER = ("Territory ID", "Territory Name", "Segment", "Region")
ASSIGNMENTS_FILE = "Territory_Assignments.csv"
ASSIGNMENTS_HEADER = (
    "Employee ID", "Worker", "Territory ID", "Territory Role", "Start Date", "End Date",
)  # fmt: skip

_OWNER = "Owner"


def write(directory: Path, world: World, staff: Staff) -> tuple[Path, Path]:
    """
    Write the patches and their holders.

    Notes
    -----
    Whoever held a patch on the first day of the story is on file since being hired.
    """
    patches = world.patches
    places = [
        (patches.ids[n], patches.names[n], story.SEGMENTS[size].name, story.REGIONS[region])
        for n, (size, region) in enumerate(
            zip(patches.segment.tolist(), patches.region.tolist(), strict=True)
        )
    ]
    held = []
    for rep, seat, first, last in world.seating.stints:
        person = staff.people[rep]
        start = min(first, person.post.hired) if first == 0 else first
        end = "" if last == LAST_DAY else iso(last)
        held.append((person.employee_id, person.name, patches.ids[seat], _OWNER, iso(start), end))
    return (
        write_csv(directory / TERRITORIES_FILE, TERRITORIES_HEADER, places),
        write_csv(directory / ASSIGNMENTS_FILE, ASSIGNMENTS_HEADER, held),
    )
