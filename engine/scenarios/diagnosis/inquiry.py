"""All structured tests, in the order in which a person asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.model.diagnosis import StructuredTest
from engine.scenarios.diagnosis.causes import (
    activity,
    capacity,
    close_dates,
    concentration,
    discounts,
    follow_up,
    lead_routing,
    lead_source,
    overlay_load,
    partners,
    product_readiness,
    quota_fit,
    quota_level,
    ramp,
    same_skill,
    stage_exit,
    stale_pipeline,
)

if TYPE_CHECKING:
    from engine.scenarios.diagnosis.ground import Ground

_LOOKS = (
    quota_level.look,
    quota_fit.look,
    same_skill.look,
    ramp.look,
    capacity.look,
    product_readiness.look,
    lead_routing.look,
    lead_source.look,
    partners.look,
    overlay_load.look,
    concentration.look,
    activity.look,
    stage_exit.look,
    stale_pipeline.look,
    follow_up.look,
    close_dates.look,
    discounts.look,
)
_PERSONAL = ("rep_id", "team")
"""Columns of rows that speak of one person."""


def inquire(ground: Ground, *, team_only: bool) -> tuple[StructuredTest, ...]:
    """
    Make every test that the data allow; the others say what is missing.

    With ``team_only`` no row speaks of one person, and activity is left out.
    """
    found: list[StructuredTest] = []
    for look in _LOOKS:
        if team_only and look is activity.look:
            continue
        answer = look(ground)
        found += [answer] if isinstance(answer, StructuredTest) else answer
    return tuple(_of_the_team(test) if team_only else test for test in found)


def _of_the_team(test: StructuredTest) -> StructuredTest:
    kept = tuple(row for row in test.rows if not any(name in row for name in _PERSONAL))
    return replace(test, rows=kept)
