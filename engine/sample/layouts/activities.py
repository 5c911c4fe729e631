"""Activities: Salesforce's tasks and events with accounts, HubSpot's engagements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import dirt
from engine.sample.activities import KINDS
from engine.sample.keys import ENGAGEMENT, TASK, hubspot_id, salesforce_id
from engine.sample.layouts.salesforce import footer
from engine.sample.layouts.sheet import american, iso, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.activities import Activities
    from engine.sample.arrays import Ints
    from engine.sample.keys import Keys
    from engine.sample.staff import Staff
    from engine.sample.world import World

SALESFORCE_FILE = "Activities_with_Accounts.csv"
SALESFORCE_HEADER = (
    "Activity ID", "Assigned", "Type", "Date", "Account ID", "Opportunity ID", "Two-Way",
)  # fmt: skip
HUBSPOT_FILE = "hubspot-activities.csv"
HUBSPOT_HEADER = (
    "Activity ID", "Activity assigned to", "Activity type", "Activity date",
    "Associated Company ID", "Associated Deal ID", "Two-way",
)  # fmt: skip


def write(
    directory: Path, world: World, activities: Activities, staff: Staff, keys: Keys
) -> tuple[Path, Path]:
    """Write both systems' activities."""
    is_corrin = world.patches.is_corrin[activities.seat]
    rows = _rows(activities, keys, np.flatnonzero(~is_corrin), is_hubspot=False, staff=staff)
    impossible = [dirt.american(turn) for turn in range(dirt.SALESFORCE_ACTIVITIES)]
    fresh = [salesforce_id(TASK, activities.rep.size + n) for n in range(len(impossible))]
    dirt.spoil(world.seed, rows, range(len(rows)), {3: impossible}, fresh)
    one = write_csv(
        directory / SALESFORCE_FILE, SALESFORCE_HEADER, rows,
        footer=footer("Activities with Accounts"),
    )  # fmt: skip
    rows = _rows(activities, keys, np.flatnonzero(is_corrin), is_hubspot=True, staff=staff)
    return one, write_csv(directory / HUBSPOT_FILE, HUBSPOT_HEADER, rows, encoding="utf-8-sig")


def _rows(
    activities: Activities, keys: Keys, picked: Ints, *, is_hubspot: bool, staff: Staff
) -> list[list[str]]:
    """One row for each picked activity."""
    columns = [column[picked].tolist() for column in activities]
    return [
        [
            hubspot_id(ENGAGEMENT, number) if is_hubspot else salesforce_id(TASK, number),
            staff.people[rep].email if is_hubspot else staff.people[rep].name,
            KINDS[kind],
            iso(day) if is_hubspot else american(day),
            keys.accounts[account],
            keys.deals[deal] if deal >= 0 else "",
            "TRUE" if two_way else "FALSE",
        ]
        for number, (rep, _, account, deal, kind, day, two_way) in zip(
            picked.tolist(), zip(*columns, strict=True), strict=True
        )
    ]
