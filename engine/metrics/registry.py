"""Every figure by name: what it is, in which unit, by which formula, after which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.metrics.entries.deals import DEALS
from engine.metrics.entries.patches import PATCHES
from engine.metrics.entries.pay import PAY
from engine.metrics.entries.plan import PLAN
from engine.metrics.entries.team import TEAM

if TYPE_CHECKING:
    from engine.metrics.metric import Metric

METRICS: tuple[Metric, ...] = (*TEAM, *PATCHES, *DEALS, *PAY, *PLAN)
"""All figures, in the order of the Method page."""

METRIC = {metric.key: metric for metric in METRICS}
"""The same by key."""
