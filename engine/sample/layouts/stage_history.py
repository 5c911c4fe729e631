"""Stage history: Salesforce's object by API names, HubSpot's by labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.sample import dirt
from engine.sample.deals import STAGES
from engine.sample.keys import STAGE_ENTRY, salesforce_id
from engine.sample.layouts.deal_words import HUBSPOT, SALESFORCE
from engine.sample.layouts.sheet import iso, plain, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.arrays import Flags, Ints
    from engine.sample.history import History
    from engine.sample.keys import Keys
    from engine.sample.layouts.deal_words import Words
    from engine.sample.world import World

SALESFORCE_FILE = "OpportunityHistory.csv"
SALESFORCE_HEADER = ("Id", "OpportunityId", "StageName", "Amount", "CloseDate", "CreatedDate")
HUBSPOT_FILE = "hubspot-deal-stage-history.csv"
HUBSPOT_HEADER = ("Deal ID", "Deal Stage", "Date Entered Stage")

_CREATED = 5
_HOURS = ("08", "10", "13", "15", "17", "18")
"""Hour of day at which each stage is entered, so that entries of one day keep their order."""


def write(directory: Path, world: World, history: History, keys: Keys) -> tuple[Path, Path]:
    """Write both systems' histories."""
    is_corrin = world.patches.is_corrin[world.deals.seat]
    rows = _salesforce_rows(world, history, keys, np.flatnonzero(~is_corrin[history.deal]))
    impossible = [f"{dirt.iso(turn)}T09:00:00.000Z" for turn in range(dirt.SALESFORCE_STAGES)]
    fresh = [salesforce_id(STAGE_ENTRY, history.deal.size + n) for n in range(len(impossible))]
    dirt.spoil(world.seed, rows, range(len(rows)), {_CREATED: impossible}, fresh)
    one = write_csv(directory / SALESFORCE_FILE, SALESFORCE_HEADER, rows)
    is_plain = is_corrin[history.deal] & ~_repeats(history)
    rows = _hubspot_rows(history, keys, np.flatnonzero(is_plain))
    impossible = [f"{dirt.iso(turn)} 09:00" for turn in range(dirt.HUBSPOT_STAGES)]
    dirt.spoil(world.seed, rows, range(len(rows)), {2: impossible})
    return one, write_csv(directory / HUBSPOT_FILE, HUBSPOT_HEADER, rows, encoding="utf-8-sig")


def _salesforce_rows(world: World, history: History, keys: Keys, picked: Ints) -> list[list[str]]:
    """Rows with amount and expected close at that moment."""
    amounts = [plain(amount) for amount in world.deals.amount.tolist()]
    stages = _stage_names(SALESFORCE)
    return [
        [
            salesforce_id(STAGE_ENTRY, number),
            keys.deals[deal],
            stages[stage],
            amounts[deal],
            iso(close),
            f"{iso(day)}T{_HOURS[stage]}:00:00.000Z",
        ]
        for number, deal, stage, day, close in zip(
            picked.tolist(),
            history.deal[picked].tolist(),
            history.stage[picked].tolist(),
            history.day[picked].tolist(),
            history.close[picked].tolist(),
            strict=True,
        )
    ]


def _hubspot_rows(history: History, keys: Keys, picked: Ints) -> list[list[str]]:
    """Rows with the stage and its date alone."""
    stages = _stage_names(HUBSPOT)
    return [
        [keys.deals[deal], stages[stage], f"{iso(day)} {_HOURS[stage]}:00"]
        for deal, stage, day in zip(
            history.deal[picked].tolist(),
            history.stage[picked].tolist(),
            history.day[picked].tolist(),
            strict=True,
        )
    ]


def _repeats(history: History) -> Flags:
    """Entries that name the stage of the entry before: pushes, which HubSpot does not keep."""
    again = (np.diff(history.deal) == 0) & (np.diff(history.stage) == 0)
    return np.concatenate([[False], again])


def _stage_names(words: Words) -> tuple[str, ...]:
    """Names by stage number, the two decisions last."""
    return (*STAGES, words.won, words.lost)
