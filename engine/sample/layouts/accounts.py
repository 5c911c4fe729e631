"""The accounts: Tessaly's from Salesforce, Corrin's companies from HubSpot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import story
from engine.sample.days import LAST_DAY
from engine.sample.layouts.salesforce import footer
from engine.sample.layouts.sheet import dollars, plain, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.arrays import Floats, Ints
    from engine.sample.keys import Keys
    from engine.sample.staff import Person, Staff
    from engine.sample.world import World

SALESFORCE_FILE = "Accounts_Tessaly.csv"
SALESFORCE_HEADER = (
    "Account ID", "Account Name", "Account Owner", "Territory", "Segment", "Industry",
    "Sales Region", "Billing City", "Billing State/Province", "Billing Zip/Postal Code",
    "Employees", "Annual Potential", "Current Annual Revenue", "Hours per Quarter",
)  # fmt: skip
HUBSPOT_FILE = "hubspot-crm-exports-all-companies.csv"
HUBSPOT_HEADER = (
    "Record ID", "Company name", "Company owner", "Territory", "Segment", "Industry",
    "Sales Region", "City", "State/Region", "Postal Code", "Number of Employees",
    "Annual Potential", "Current Annual Revenue", "Hours per Quarter",
)  # fmt: skip


def write(
    directory: Path, world: World, staff: Staff, keys: Keys, revenue: Floats
) -> tuple[Path, Path]:
    """Write both systems' accounts; owners are names in one and e-mails in the other."""
    owners = _owners(world, staff)
    salesforce = np.flatnonzero(~world.accounts.is_corrin)
    names = ["" if person is None else person.name for person in owners]
    one = write_csv(
        directory / SALESFORCE_FILE,
        SALESFORCE_HEADER,
        _rows(world, keys, salesforce, names, [dollars(a) for a in revenue.tolist()]),
        footer=footer("Accounts"),
    )
    hubspot = np.flatnonzero(world.accounts.is_corrin)
    mailboxes = ["" if person is None else person.email for person in owners]
    other = write_csv(
        directory / HUBSPOT_FILE,
        HUBSPOT_HEADER,
        _rows(world, keys, hubspot, mailboxes, [plain(a) for a in revenue.tolist()]),
        encoding="utf-8-sig",
    )
    return one, other


def _owners(world: World, staff: Staff) -> list[Person | None]:
    """Owner of each account today: the patch's rep, its manager while vacant, or nobody."""
    patches = world.patches
    of_patch = [staff.people[staff.managers[team]] for team in patches.team.tolist()]
    for stint in world.seating.stints:
        if stint.last == LAST_DAY:
            of_patch[stint.seat] = staff.people[stint.rep]
    return [of_patch[patch] if patch >= 0 else None for patch in world.accounts.patch.tolist()]


def _rows(
    world: World, keys: Keys, picked: Ints, owners: list[str], revenue: list[str]
) -> list[tuple[str, ...]]:
    """One row for each picked account."""
    accounts, customers = world.accounts, world.accounts.customers
    patch, segment = accounts.patch.tolist(), accounts.segment.tolist()
    region, employees = accounts.region.tolist(), accounts.employees.tolist()
    potential, workload = accounts.potential.tolist(), accounts.workload.tolist()
    return [
        (
            keys.accounts[number],
            customers.names[number],
            owners[number],
            world.patches.ids[patch[number]] if patch[number] >= 0 else "",
            story.SEGMENTS[segment[number]].name,
            customers.industries[number],
            story.REGIONS[region[number]],
            customers.city[number],
            customers.state[number],
            customers.postal_code[number],
            str(employees[number]),
            plain(potential[number]),
            revenue[number],
            f"{workload[number]:.2f}",
        )
        for number in picked.tolist()
    ]
