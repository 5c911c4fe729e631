"""Operations' exports: who is credited for which deal, and where leads went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample import dirt
from engine.sample.characters import sheet_name
from engine.sample.credits import DIRECT, SHARES
from engine.sample.keys import LEAD, salesforce_id
from engine.sample.layouts.salesforce import footer
from engine.sample.layouts.sheet import american, percent, write_csv
from engine.sample.leads import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.credits import Credits
    from engine.sample.keys import Keys
    from engine.sample.leads import Leads
    from engine.sample.staff import Staff
    from engine.sample.world import World

CREDITS_FILE = "Opportunity_Splits.csv"
CREDITS_HEADER = ("Opportunity ID", "User", "Split %", "Role")
LEADS_FILE = "Leads_by_Routing.csv"
LEADS_HEADER = (
    "Lead ID", "Lead Source", "Created Date", "Routed To", "Accepted Date", "Converted Date",
    "Converted Opportunity ID", "Converted Account ID",
)  # fmt: skip

_CREATED = 2


def write_credits(directory: Path, credited: Credits, staff: Staff, keys: Keys) -> Path:
    """Write the splits of both systems' deals; users are their mailboxes."""
    rows = [
        (
            keys.deals[deal],
            staff.people[person].email,
            percent(SHARES[role]),
            "Direct" if role == DIRECT else "Overlay",
        )
        for deal, person, role in zip(*(column.tolist() for column in credited), strict=True)
    ]
    return write_csv(directory / CREDITS_FILE, CREDITS_HEADER, rows)


def write_leads(directory: Path, world: World, leads: Leads, staff: Staff, keys: Keys) -> Path:
    """Write the leads; routing knows two people as J. Weiss and cannot tell them apart."""
    accounts = world.deals.account.tolist()
    rows = [
        [
            salesforce_id(LEAD, number),
            SOURCES[source],
            american(created),
            sheet_name(staff.people[rep].name),
            american(accepted) if accepted >= 0 else "",
            american(converted) if deal >= 0 else "",
            keys.deals[deal] if deal >= 0 else "",
            keys.accounts[accounts[deal]] if deal >= 0 else "",
        ]
        for number, (source, created, rep, accepted, converted, deal) in enumerate(
            zip(*(column.tolist() for column in leads), strict=True)
        )
    ]
    impossible = [dirt.american(turn) for turn in range(dirt.LEADS)]
    fresh = [salesforce_id(LEAD, len(rows) + n) for n in range(dirt.LEADS)]
    dirt.spoil(world.seed, rows, range(len(rows)), {_CREATED: impossible}, fresh)
    return write_csv(directory / LEADS_FILE, LEADS_HEADER, rows, footer=footer("Leads by routing"))
