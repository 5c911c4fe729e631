"""One person beside peers: numbers worked by hand, and worlds with and without differences."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from engine.metrics.peers import benjamini_hochberg, counts_beside_peers, shares_beside_peers


def test_a_share_by_hand() -> None:
    """Fisher: of 6 cases 3 hit; 3 drawn, none hit: C(3,3) / C(6,3) = 1 / 20."""
    found = shares_beside_peers(np.array([0.0, 3.0]), np.array([3.0, 3.0]))
    assert found.rate.tolist() == [0.0, 1.0]
    assert found.peers.tolist() == [1.0, 0.0]
    assert found.chance_low[0] == pytest.approx(1 / 20)
    assert found.chance_high[1] == pytest.approx(1 / 20)
    assert found.chance_high[0] == pytest.approx(1.0)


def test_an_interval_by_hand() -> None:
    """No spread: 20 of 50 with the peers' 40 % as 50 more, beta(40, 60), deviation 0.04875."""
    found = shares_beside_peers(np.full(10, 20.0), np.full(10, 50.0))
    np.testing.assert_allclose(found.peers, 0.4)
    np.testing.assert_allclose(found.hi - found.lo, 2 * 1.28155 * 0.04875, atol=0.002)


def test_counts_by_hand() -> None:
    """Each 10 a quarter without any spread: factor 1, deviation 1 / sqrt(40), z = 1.2816."""
    found = counts_beside_peers(np.full((3, 4), 10.0), np.ones((3, 4)))
    np.testing.assert_allclose(found.rate, 10.0)
    np.testing.assert_allclose(found.peers, 10.0)
    np.testing.assert_allclose(found.lo, 10 * np.exp(-1.2815515655 / np.sqrt(40)))
    np.testing.assert_allclose(found.chance_low, 0.5)


def test_two_unequal_counts_by_hand() -> None:
    """10 and 20 in a quarter each: z = ln(1/2) / sqrt(1/10 + 1/20) = -1.7897, chance 3.68 %."""
    found = counts_beside_peers(np.array([[10.0], [20.0]]), np.ones((2, 1)))
    assert found.rate.tolist() == [10.0, 20.0]
    assert found.peers.tolist() == [20.0, 10.0]
    assert found.chance_low[0] == pytest.approx(0.0368, abs=1e-4)
    assert found.chance_high[1] == pytest.approx(0.0368, abs=1e-4)
    assert found.chance_low[1] == pytest.approx(1 - 0.0368, abs=1e-4)


def test_peers_without_any_count_as_half_a_one() -> None:
    """One of three did all 12: peers' 0 as 0.5, z = ln(24 * 2) / sqrt(1/12 + 2) = 2.682."""
    count = np.array([[12.0], [0.0], [0.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = counts_beside_peers(count, np.ones((3, 1)))
    assert found.peers[0] == 0.0
    assert found.chance_high[0] == pytest.approx(0.00366, abs=1e-5)
    assert not np.isnan([found.chance_low, found.lo, found.hi]).any()


def test_counts_without_differences_are_low_by_chance_as_often_as_said() -> None:
    """Twice the Poisson variance: 10 a quarter times a gamma of mean 1 and variance 0.1."""
    rng = np.random.default_rng(8)
    low = [
        counts_beside_peers(
            rng.poisson(10 * rng.gamma(10, 0.1, (40, 8))).astype(float), np.ones((40, 8))
        ).chance_low
        for _ in range(200)
    ]
    assert np.mean(np.array(low) < 0.10) == pytest.approx(0.10, abs=0.015)
    assert np.mean(np.array(low) < 0.02) == pytest.approx(0.02, abs=0.007)


def test_benjamini_hochberg_on_the_papers_own_example() -> None:
    """Fifteen chances of the 1995 paper at 5 %: the first four stand."""
    chances = [
        .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
        .6528, .7590, 1.0,
    ]  # fmt: skip
    order = np.random.default_rng(0).permutation(15)
    stands = benjamini_hochberg(np.array(chances)[order], 0.05)
    assert sorted(order[stands].tolist()) == [0, 1, 2, 3]


def test_without_differences_one_team_in_ten_at_most_gets_any() -> None:
    """300 teams of 60 with 40 deals each, all at 44 %; 10 % of teams, plus two standard errors."""
    rng = np.random.default_rng(5)
    teams = 300
    any_found = 0
    for _ in range(teams):
        hits = rng.binomial(40, 0.44, 60).astype(float)
        found = shares_beside_peers(hits, np.full(60, 40.0))
        any_found += bool(benjamini_hochberg(found.chance_low, 0.10).any())
    assert any_found / teams <= 0.10 + 2 * np.sqrt(0.1 * 0.9 / teams)


def test_a_planted_difference_is_found_and_its_interval_holds_it() -> None:
    """One of 60 goes on with 20 % of 80 deals where all others do with 44 %; 100 teams."""
    rng = np.random.default_rng(6)
    found_it, others, excludes = 0, 0, 0
    for _ in range(100):
        truth = np.full(60, 0.44)
        truth[7] = 0.20
        found = shares_beside_peers(rng.binomial(80, truth).astype(float), np.full(60, 80.0))
        stands = benjamini_hochberg(found.chance_low, 0.10) & (found.hi < found.peers)
        found_it += bool(stands[7])
        others += int(stands.sum()) - int(stands[7])
        excludes += bool(found.hi[7] < found.peers[7])
    assert found_it >= 80
    assert excludes >= 95
    assert others <= 20


def test_where_all_differ_eight_intervals_in_ten_hold_the_truth() -> None:
    rng = np.random.default_rng(7)
    inside = []
    for _ in range(60):
        truth = rng.beta(44, 56, 60)
        found = shares_beside_peers(rng.binomial(50, truth).astype(float), np.full(60, 50.0))
        inside.append(np.mean((found.lo <= truth) & (truth <= found.hi)))
    assert 0.72 <= np.mean(inside) <= 0.86
