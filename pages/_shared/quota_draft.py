"""Moves of quota levers into the draft that What-if shows as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.model.quota_levers import USUAL, USUAL_CHANGE
from pages._shared import quota_plans, session
from pages._shared.drafting import START


def take() -> None:
    """Make the proposal the draft, as it stands."""
    session.change(draft=quota_plans.scenario(session.load()))


def choose_way(way: str) -> None:
    """Let the sum of quotas start from last year's, or from what is expected."""
    set_total(way, START[way])


def set_total(way: str, value: float) -> None:
    """Move the sum of quotas; the levers that exclude this one give way."""
    change(**{"growth": 0.0, "handed_out": None, "target": None, way: value})


def change(**changes: Any) -> None:
    """Take a move into the draft; the usual largest change stays the usual one."""
    scenario = quota_plans.scenario(session.load())
    if changes.get("max_change") == USUAL_CHANGE and not scenario.quota.keeps:
        changes["max_change"] = USUAL
    session.change(draft=scenario.but(quota=replace(scenario.quota, **changes)))
