"""What benchmarks print of figures, and when they say that their bounds are kept."""

from __future__ import annotations

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


def test_a_rival_is_told_by_how_much_later_and_dearer_it_was():
    """Ours comes at 0.5 s, within 5 % of 100 at 1 s and never 1 %; the rival at 25, 60 and 80 s."""
    mine = [(0.5, 120.0, 0.3, "first design"), (1, 105.0, 0.2, "x"), (2, 102.0, 0.1, "x")]
    theirs = [(25, 110.0, None, ""), (60, 104.0, None, ""), (80, 100.0, None, "")]
    here = [{"method": "engine", "marks": mine, "objective": 102.0, "peak_mb": 200.0}]
    here.append({"method": "naive", "size": "S", "seed": 7, "wall": 90.2, "peak_mb": 500.0})
    here[1] |= {"marks": theirs, "objective": 100.0}
    (told,) = bench_territories.beside(here, 100.0)
    assert told == (
        "S    7 naive beside ours: first plan after 50.0 x our time, 5 % after 60.0 x our time, "
        "1 % not by ours, cost 0.980 x, memory 2.5 x"
    )
    here[1] |= {"marks": theirs[:1], "objective": 110.0}
    (told,) = bench_territories.beside(here, 102.0)
    assert "5 % not in 90 s, 1 % not in 90 s, cost 1.078 x" in told


def test_a_proof_is_told_with_what_stays_open():
    found = {"size": "S", "seed": 7, "method": "proof", "gap": 0.00012, "bound_by": "prices"}
    found |= {"proof_seconds": 31.25, "objective": 1_792_687.4, "peak_mb": 240.2, "note": ""}
    assert bench_territories.line(found, 0.0).rstrip() == (
        "S    7 proof   at most 0.0120 % better by prices after 31.2 s, 1,792,687, 240 MB"
    )
