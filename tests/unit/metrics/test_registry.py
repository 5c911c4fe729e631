"""Every figure that an answer may carry is in the registry, with columns that exist."""

from __future__ import annotations

import re

import pytest

from engine.metrics.registry import METRIC, METRICS
from engine.model.tables import TABLE

BASELINE_KEYS = [
    "median_attainment",
    "team_attainment",
    "participation",
    "share_in_80_120",
    "top_decile_share",
    "gini_bookings",
    "median_gap",
    "fair_median",
    "fit_in_band",
    "fit_spread",
    "fit_rank_correlation",
    "attainment_potential_correlation",
    "balance_cv_potential",
    "balance_cv_workload",
    "territories_in_15",
    "bookings",
    "win_rate",
    "pipeline_coverage",
    "median_cycle_days",
    "stale_share",
    "quota_to_ote",
    "payout",
    "ccos",
]
RUN_KEYS = [
    "median_attainment",
    "participation",
    "below_80",
    "bookings",
    "payout",
    "ccos",
    "target",
    "target_gap",
    "target_chance",
    "quota_total",
    "quota_to_expected",
    "fit_spread",
    "fit_in_band",
    "balance_cv_potential",
    "balance_cv_workload",
    "accounts_moved",
    "potential_moved_share",
]


@pytest.mark.parametrize("key", sorted({*BASELINE_KEYS, *RUN_KEYS}))
def test_the_command_lines_keys_are_registered(key):
    assert METRIC[key].formula


def test_no_key_stands_twice():
    assert len(METRIC) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_needed_columns_exist(metric):
    for need in " or ".join(metric.needs).split(" or ") if metric.needs else ():
        table, column = need.split(".")
        assert TABLE[table].field(column).name == column


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_a_source_stands_for_itself(metric):
    # a definition of our own, a publication with its year, or an address: nothing that a reader
    # would have to look up in a document that is not in this repository
    assert re.match(r"definition\b|https?://", metric.source) or re.search(
        r"\((18|19|20)\d\d\)", metric.source
    )
    assert not re.search(r"methods|contract|\.md\b", metric.source)
