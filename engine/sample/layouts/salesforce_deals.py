"""Tessaly's opportunity report: labels for headers, dollars as text, lines, total and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import dirt
from engine.sample.chance import stream
from engine.sample.deals import LOST, OPEN, RENEWAL, WON
from engine.sample.keys import OPPORTUNITY, salesforce_id
from engine.sample.layouts.deal_words import SALESFORCE, partner_names, stage
from engine.sample.layouts.salesforce import footer
from engine.sample.layouts.sheet import american, dollars, percent, write_csv
from engine.sample.products import ATLAS
from engine.sample.terms import REASONS, SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.arrays import Ints
    from engine.sample.keys import Keys
    from engine.sample.staff import Staff
    from engine.sample.world import World

FILE = "Opportunities_FY24-FY25.csv"
HEADER = (
    "Opportunity ID", "Opportunity Name", "Account ID", "Opportunity Owner", "Stage",
    "Opportunity Currency", "Amount", "Probability (%)", "Close Date", "Created Date", "Type",
    "Product Name", "Lead Source", "Term (Months)", "Discount", "Last Activity",
    "Forecast Category", "Loss Reason", "Partner", "Renewal Due Date",
)  # fmt: skip

_STAGE, _AMOUNT, _CLOSE, _PRODUCT = 4, 6, 8, 11
_CHANCES = ("10", "25", "50", "75")
_FORECASTS = ("Pipeline", "Pipeline", "Best Case", "Commit")
_WITH_LINES = 0.05
"""Part of the won deals that hold two products, a row for each."""
_SECOND_PART = 0.4
_CORE_PRODUCTS = 3
"""Tessaly's own, before Atlas."""


def write(directory: Path, world: World, staff: Staff, keys: Keys) -> Path:
    """Write the report; deals of two products take a row for each."""
    picked = np.flatnonzero(~world.patches.is_corrin[world.deals.seat])
    rows = [list(cells) for cells in zip(*_columns(world, staff, keys, picked), strict=True)]
    amounts, dates = dirt.SALESFORCE_DEALS
    spoiled = {
        _AMOUNT: [dirt.UNREADABLE_AMOUNT] * amounts,
        _CLOSE: [dirt.american(turn) for turn in range(dates)],
    }
    next_number = len(keys.deals)
    fresh = [salesforce_id(OPPORTUNITY, next_number + n) for n in range(amounts + dates)]
    rows += _second_lines(world, picked, rows)
    rows.sort(key=lambda row: row[0])
    won = [place for place, row in enumerate(rows) if row[_STAGE] == SALESFORCE.won]
    dirt.spoil(world.seed, rows, won, spoiled, fresh)
    total = [f"Grand Totals ({len(rows):,} records)", *[""] * (len(HEADER) - 1)]
    total[_AMOUNT] = dollars(float(world.deals.amount[picked].sum()))
    return write_csv(
        directory / FILE, HEADER, rows, footer=[total, *footer("Opportunities FY24-FY25")]
    )


def _columns(world: World, staff: Staff, keys: Keys, picked: Ints) -> list[list[str]]:
    """Columns of the report, the picked deals one row each."""
    deals, terms = world.deals, world.terms
    states, reached = deals.state[picked].tolist(), deals.reached[picked].tolist()
    closed = [state != OPEN for state in states]
    accounts = deals.account[picked].tolist()
    products = [SALESFORCE.products[product] for product in world.product[picked].tolist()]
    partners = partner_names(world)
    return [
        [keys.deals[deal] for deal in picked.tolist()],
        [
            f"{world.accounts.customers.names[account]} - {product}"
            for account, product in zip(accounts, products, strict=True)
        ],
        [keys.accounts[account] for account in accounts],
        [staff.people[rep].name for rep in deals.rep[picked].tolist()],
        [stage(SALESFORCE, *pair) for pair in zip(states, reached, strict=True)],
        ["USD"] * picked.size,
        [
            dollars(amount) if known else ""
            for amount, known in zip(
                deals.amount[picked].tolist(), terms.has_amount[picked].tolist(), strict=True
            )
        ],
        [_chance(*pair) for pair in zip(states, reached, strict=True)],
        [american(day) for day in deals.close[picked].tolist()],
        [american(day) for day in deals.created[picked].tolist()],
        [SALESFORCE.types[kind] for kind in deals.kind[picked].tolist()],
        products,
        [SOURCES[source] for source in terms.source[picked].tolist()],
        [str(months) for months in terms.months[picked].tolist()],
        [percent(share) for share in terms.discount[picked].tolist()],
        [american(day) for day in deals.last_activity[picked].tolist()],
        [
            ("Closed" if state == WON else "Omitted") if done else _FORECASTS[step]
            for done, state, step in zip(closed, states, reached, strict=True)
        ],
        [REASONS[reason] if reason >= 0 else "" for reason in terms.reason[picked].tolist()],
        [partners[deal] for deal in picked.tolist()],
        [
            american(day) if kind == RENEWAL else ""
            for day, kind in zip(
                terms.due[picked].tolist(), deals.kind[picked].tolist(), strict=True
            )
        ],
    ]


def _chance(state: int, reached: int) -> str:
    """Probability as recorded, percent."""
    return {OPEN: _CHANCES[reached], WON: "100", LOST: "0"}[state]


def _second_lines(world: World, picked: Ints, rows: list[list[str]]) -> list[list[str]]:
    """Split some won deals into two products: shrink the first row, return the second."""
    rng = stream(world.seed, "lines")
    able = world.deals.won[picked] & (world.product[picked] < ATLAS)
    lines = []
    for place in np.flatnonzero(able & (rng.random(picked.size) < _WITH_LINES)).tolist():
        amount = float(world.deals.amount[picked[place]])
        product = int(world.product[picked[place]])
        second = list(rows[place])
        second[_PRODUCT] = SALESFORCE.products[(product + 1) % _CORE_PRODUCTS]
        rows[place][_AMOUNT] = dollars(amount - round(amount * _SECOND_PART))
        second[_AMOUNT] = dollars(round(amount * _SECOND_PART))
        lines.append(second)
    return lines
