"""Moves of quota levers into the draft that What-if shows as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.model.quota_levers import USUAL, USUAL_CHANGE
from pages._shared import quota_plans, session


def change(**changes: Any) -> None:
    """Take a move into the draft; the usual largest change stays the usual one."""
    scenario = quota_plans.scenario(session.load())
    if changes.get("max_change") == USUAL_CHANGE and not scenario.quota.keeps:
        changes["max_change"] = USUAL
    session.change(draft=scenario.but(quota=replace(scenario.quota, **changes)))
