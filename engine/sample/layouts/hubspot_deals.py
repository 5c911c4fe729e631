"""Corrin's deals as HubSpot exports them: other header words, e-mails for owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import dirt
from engine.sample.deals import RENEWAL
from engine.sample.keys import DEAL, hubspot_id
from engine.sample.layouts.deal_words import HUBSPOT, partner_names, stage
from engine.sample.layouts.sheet import iso, percent, plain, write_csv
from engine.sample.terms import REASONS, SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.arrays import Ints
    from engine.sample.keys import Keys
    from engine.sample.staff import Staff
    from engine.sample.world import World

FILE = "hubspot-crm-exports-all-deals.csv"
HEADER = (
    "Record ID", "Deal Name", "Associated Company IDs", "Deal owner", "Deal Stage", "Amount",
    "Currency", "Create Date", "Close Date", "Deal Type", "Product", "Original Traffic Source",
    "Contract Term (Months)", "Discount", "Last Activity Date", "Closed Lost Reason", "Partner",
    "Renewal Date",
)  # fmt: skip

_AMOUNT, _CLOSE = 5, 8
_MORNING, _AFTERNOON = " 09:15", " 16:40"


def write(directory: Path, world: World, staff: Staff, keys: Keys) -> Path:
    """Write the export, with the byte-order mark that HubSpot puts in front."""
    picked = np.flatnonzero(world.patches.is_corrin[world.deals.seat])
    rows = [list(cells) for cells in zip(*_columns(world, staff, keys, picked), strict=True)]
    amounts, dates = dirt.HUBSPOT_DEALS
    spoiled = {
        _AMOUNT: [dirt.UNREADABLE_AMOUNT] * amounts,
        _CLOSE: [dirt.iso(turn) + _AFTERNOON for turn in range(dates)],
    }
    next_number = len(keys.deals)
    fresh = [hubspot_id(DEAL, next_number + n) for n in range(amounts + dates)]
    won = np.flatnonzero(world.deals.won[picked]).tolist()
    dirt.spoil(world.seed, rows, won, spoiled, fresh)
    return write_csv(directory / FILE, HEADER, rows, encoding="utf-8-sig")


def _columns(world: World, staff: Staff, keys: Keys, picked: Ints) -> list[list[str]]:
    """Columns of the export, the picked deals one row each."""
    deals, terms = world.deals, world.terms
    states, reached = deals.state[picked].tolist(), deals.reached[picked].tolist()
    accounts, kinds = deals.account[picked].tolist(), deals.kind[picked].tolist()
    partners = partner_names(world)
    return [
        [keys.deals[deal] for deal in picked.tolist()],
        [world.accounts.customers.names[account] for account in accounts],
        [keys.accounts[account] for account in accounts],
        [staff.people[rep].email for rep in deals.rep[picked].tolist()],
        [stage(HUBSPOT, *pair) for pair in zip(states, reached, strict=True)],
        [
            plain(amount) if known else ""
            for amount, known in zip(
                deals.amount[picked].tolist(), terms.has_amount[picked].tolist(), strict=True
            )
        ],
        ["USD"] * picked.size,
        [iso(day) + _MORNING for day in deals.created[picked].tolist()],
        [iso(day) + _AFTERNOON for day in deals.close[picked].tolist()],
        [HUBSPOT.types[kind] for kind in kinds],
        [HUBSPOT.products[product] for product in world.product[picked].tolist()],
        [SOURCES[source] for source in terms.source[picked].tolist()],
        [str(months) for months in terms.months[picked].tolist()],
        [percent(share) for share in terms.discount[picked].tolist()],
        [iso(day) + _AFTERNOON for day in deals.last_activity[picked].tolist()],
        [REASONS[reason] if reason >= 0 else "" for reason in terms.reason[picked].tolist()],
        [partners[deal] for deal in picked.tolist()],
        [
            iso(day) if kind == RENEWAL else ""
            for day, kind in zip(terms.due[picked].tolist(), kinds, strict=True)
        ],
    ]
