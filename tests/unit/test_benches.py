"""What benchmarks print of figures, and when they say that their bounds are kept."""

from __future__ import annotations

from argparse import Namespace

import pytest

from tests.bench import bench_sessions, bench_territories
from tests.bench.bench_sessions import PACE

MEASURED = {PACE: 60.0, "p50_s": 0.2, "p95_s": 0.9, "cpu_ms_a_rerun": 16.0}
MEASURED |= {"mb_a_visit": 4.0, "mb_at_most": 1_500.0}


@pytest.mark.parametrize(
    ("bounds", "kept"),
    [
        ({PACE: 60.0}, True),
        ({PACE: 60.1}, False),
        ({"p95_s": 1.0, "mb_a_visit": 5.0}, True),
        ({"p95_s": 1.0, "mb_a_visit": 4.0}, False),
    ],
)
def test_the_pace_is_a_least_and_all_else_a_most(bounds, kept):
    assert bench_sessions.kept(MEASURED, bounds) is kept


def test_a_bound_stands_beside_the_figure_that_it_is_for():
    told = bench_sessions.told(MEASURED, {"mb_at_most": 2_000.0})
    assert told[0] == "60.0 reruns a second"
    assert told[-1] == "1,500 MB resident at most (bound 2,000)"


@pytest.mark.parametrize(
    ("method", "told", "seconds"),
    [
        ("engine", (None, None), 5.0),
        ("proof", (None, None), 60.0),
        ("proof", (7.0, 9.0), 7.0),
        ("walk", (7.0, 9.0), 7.0),
        ("highs", (7.0, 9.0), 9.0),
        ("naive", (7.0, None), 40.0),
    ],
)
def test_a_method_has_the_seconds_told_or_those_of_its_bar(method, told, seconds):
    options = Namespace(seconds=told[0], rival_seconds=told[1])
    assert bench_territories.time_of(method, "S", options) == seconds


def test_a_proof_is_told_with_what_stays_open():
    found = {"size": "S", "seed": 7, "method": "proof", "gap": 0.00012, "bound_by": "prices"}
    found |= {"proof_seconds": 31.25, "objective": 1_792_687.4, "peak_mb": 240.2, "note": ""}
    assert bench_territories.line(found, 0.0).rstrip() == (
        "S    7 proof   at most 0.0120 % better by prices after 31.2 s, 1,792,687, 240 MB"
    )
