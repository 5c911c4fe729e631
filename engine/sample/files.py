"""The sample's files: written flat into a folder, or packed into one archive."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from engine.sample.absences import draw_absences
from engine.sample.activities import draw_activities
from engine.sample.credits import draw_credits
from engine.sample.history import draw_history
from engine.sample.keys import give_keys
from engine.sample.layouts import (
    accounts,
    activities,
    finance,
    hubspot_deals,
    operations,
    people,
    quota_sheet,
    salesforce_deals,
    stage_history,
    territories,
)
from engine.sample.leads import draw_leads
from engine.sample.payouts import settle_payouts
from engine.sample.revenue import current_revenue
from engine.sample.staff import hire_staff
from engine.sample.targets import lay_targets
from engine.sample.voices import draw_answers
from engine.sample.world import build

if TYPE_CHECKING:
    from engine.sample.keys import Keys
    from engine.sample.staff import Staff
    from engine.sample.world import World

_STAMP = (1980, 1, 1, 0, 0, 0)
"""Date of every member of the archive: the earliest that the format knows."""


def write(directory: Path, seed: int = 0) -> tuple[Path, ...]:
    """
    Write Tessaly Systems' extracts flat into a folder, which is made if absent.

    Parameters
    ----------
    directory
        Folder for the files; files of the same names are written over.
    seed
        The same seed gives the same bytes.

    Returns
    -------
    tuple of Path
        The files, each of which a loader takes, ordered by name.
    """
    directory.mkdir(parents=True, exist_ok=True)
    world = build(seed)
    staff = hire_staff(seed, world.patches, world.seating)
    keys = give_keys(world)
    return tuple(
        sorted(
            [
                *_customers_and_deals(directory, world, staff, keys),
                *_people_and_patches(directory, world, staff),
                *_money(directory, world, staff, keys),
            ]
        )
    )


def archive(path: Path) -> Path:
    """Pack the files of seed 0 into a ZIP archive whose members carry no date of writing."""
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack,
    ):
        for file in write(Path(folder)):
            member = zipfile.ZipInfo(file.name, date_time=_STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            pack.writestr(member, file.read_bytes(), compresslevel=9)
    return path


def _customers_and_deals(
    directory: Path, world: World, staff: Staff, keys: Keys
) -> tuple[Path, ...]:
    """What the two customer systems hold."""
    seed, deals = world.seed, world.deals
    revenue = current_revenue(seed, world.accounts, deals)
    done = draw_activities(seed, world.patches, world.accounts, world.shifts, world.effort, deals)
    leads = draw_leads(seed, world.patches, world.seating, deals, world.terms)
    return (
        *accounts.write(directory, world, staff, keys, revenue),
        salesforce_deals.write(directory, world, staff, keys),
        hubspot_deals.write(directory, world, staff, keys),
        *stage_history.write(directory, world, draw_history(seed, deals), keys),
        *activities.write(directory, world, done, staff, keys),
        operations.write_leads(directory, world, leads, staff, keys),
    )


def _people_and_patches(directory: Path, world: World, staff: Staff) -> tuple[Path, ...]:
    """What the people system and the territory sheets hold."""
    absences = draw_absences(world.seed, world.seating)
    answers = draw_answers(world.seed, world.seating, staff)
    return (
        people.write_workers(directory, staff),
        people.write_leave(directory, absences, staff),
        people.write_requisitions(directory, world),
        people.write_survey(directory, answers, staff),
        *territories.write(directory, world, staff),
    )


def _money(directory: Path, world: World, staff: Staff, keys: Keys) -> tuple[Path, ...]:
    """What finance keeps: quotas, credits, payouts, targets and the catalogue."""
    credited = draw_credits(world.seed, world.patches, staff, world.deals, world.terms)
    return (
        quota_sheet.write(directory, world, staff),
        operations.write_credits(directory, credited, staff, keys),
        finance.write_payouts(directory, settle_payouts(world), staff),
        finance.write_targets(directory, lay_targets()),
        finance.write_products(directory),
    )
