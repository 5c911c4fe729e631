"""Intervals of shares against the examples published with them."""

from __future__ import annotations

import pytest
from scipy.stats import beta

from engine.metrics.proportion import difference, shrunk, wilson


@pytest.mark.parametrize(
    ("hits", "number", "ends"),
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)),
     (1, 29, (0.0061, 0.1718))],
)  # fmt: skip
def test_wilson_is_newcombes_table(hits: int, number: int, ends: tuple[float, float]) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I."""
    assert wilson(hits, number, 0.95) == pytest.approx(ends, abs=6e-5)


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        ((56, 70, 48, 80), (0.2, 0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.6, 0.1705, 0.8090)),
        ((5, 56, 0, 29), (0.0893, -0.0381, 0.1926)),
        ((10, 10, 0, 10), (1.0, 0.6075, 1.0)),
    ],
)
def test_differences_are_newcombes_table(
    counts: tuple[int, int, int, int], ends: tuple[float, float, float]
) -> None:
    """Newcombe (1998), Interval estimation for the difference, table II, method 10."""
    assert difference(*counts, 0.95) == pytest.approx(ends, abs=6e-5)


def test_a_share_is_drawn_to_the_usual_one() -> None:
    """Three of ten with twenty cases at one half: 13 of 30; the interval is the beta's own."""
    mean, lo, hi = shrunk(3, 10, 0.5, 20, 0.8)
    assert mean == pytest.approx(13 / 30)
    assert beta(13, 17).cdf([lo, hi]) == pytest.approx([0.1, 0.9])
