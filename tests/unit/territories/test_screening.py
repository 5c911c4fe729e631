"""Ruling pairs out by floors changes neither the bound nor the columns, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.territories import certificate, pricing, problem, screening
from engine.territories.boxes import within_boxes
from engine.territories.build import build
from engine.territories.certificate import bound, pair_values, reduced_costs
from engine.territories.columns import cheapest
from engine.territories.dual import climb
from engine.territories.places import EARTH_RADIUS
from engine.territories.prices import Prices, no_prices
from engine.territories.problem import Limits
from engine.territories.rows import Rows
from engine.territories.rules import Rules
from engine.territories.smoothed import SmoothedDual
from tests.bench.territory_worlds import inputs


def world(seed, **limits):
    """Two hundred accounts with places, giants among them, over a dozen seats of four roles."""
    rules = Rules(balance="both", penalty_potential=0.2, penalty_workload=100.0)
    found = build(inputs(200, 12, seed), rules).problem
    places = found.travel.accounts.copy()
    places[:, :3] = np.nan  # some have no place
    return replace(found, travel=replace(found.travel, accounts=places), limits=Limits(**limits))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("limits", [{}, {"moves": 40}, {"moves": 20, "moved_potential": 10**12}])
def test_what_is_ruled_out_could_not_have_been_cheaper(monkeypatch, seed, limits):
    monkeypatch.setattr(problem, "DENSE", 0)
    p = world(seed, **limits)
    columns, point = cheapest(p, 2), None
    for smoothing in (3.0, 0.3, 0.03):
        rows = Rows(p, columns)
        point = climb(SmoothedDual(rows), rows.clip(point), smoothing, 20, lambda: False)
        prices = rows.prices(point)
        screened = pricing.price_all(p, prices, columns)
        with monkeypatch.context() as whole:
            for room in (pricing, certificate):
                whole.setattr(room, "screenable", lambda problem: False)
            every, checked = pricing.price_all(p, prices, columns), bound(p, prices)
        assert screened.bound == every.bound == bound(p, prices) == checked
        assert np.array_equal(screened.columns.account, every.columns.account)
        assert np.array_equal(screened.columns.seat, every.columns.seat)
        columns = screened.columns


def test_single_pairs_cost_what_the_certificate_says():
    p = world(4, moves=30, seat_change=np.full(12, 9))
    columns = cheapest(p, 12)
    rows = Rows(p, columns)
    prices = rows.prices(climb(SmoothedDual(rows), rows.clip(None), 0.3, 20, lambda: False))
    single = pair_values(p, prices, columns.account, columns.seat)
    every = reduced_costs(p, prices, np.arange(p.n_accounts))
    assert np.array_equal(single, every[columns.account, columns.seat])


@pytest.mark.parametrize("limits", [{}, {"moves": 30, "seat_change": np.full(12, 9)}])
def test_a_floor_lies_below_every_pair_and_near_it(monkeypatch, limits):
    monkeypatch.setattr(problem, "DENSE", 0)
    p = world(5, **limits)
    columns = cheapest(p, 12)
    rows = Rows(p, columns)
    prices = rows.prices(climb(SmoothedDual(rows), rows.clip(None), 0.3, 20, lambda: False))
    every = np.arange(p.n_accounts)
    exact = reduced_costs(p, prices, every) / 2.0**prices.bits
    may, floor = p.eligible(every), screening.floors(p, prices, every)
    assert (floor <= exact)[may].all()
    angle = p.travel.distance(every[:, None], np.arange(p.n_seats)) / 1e6 / EARTH_RADIUS
    arc_less_chord = (angle - 2 * np.sin(angle / 2)) * EARTH_RADIUS * 1e6
    per = p.travel.per_distance[:, None]
    allowed = 1.01 * per * arc_less_chord + 2 * per + 1e-6 * np.abs(exact) + 1e6
    assert (exact - floor <= allowed)[may].all()


def forged(p, share):
    """Prices at a share of the most that their boxes let through, fine ones and coarse ones."""
    bits, room, bands = 10, 1 << 61, (len(p.measures), p.n_seats)
    chance = np.random.default_rng(0)
    penalty = np.array([(m.penalty << bits) // 10**6 for m in p.measures])[:, None]
    most = np.broadcast_to((penalty * share).astype(np.int64), bands)
    assert most.all()
    for low, high in ((most, 0), (0, most), (most * chance.integers(0, 2, bands), most)):
        for move in (0, int(room // p.counts.max() * share)):
            yield Prices(
                low=np.broadcast_to(low, bands).astype(np.int64),
                high=np.broadcast_to(high, bands).astype(np.int64),
                move=move,
                moved_potential=0,
                seat_change=np.zeros(p.n_seats, dtype=np.int64),
                bits=bits,
            )


@pytest.mark.parametrize("share", [0.1, 1.0])
def test_prices_at_the_end_of_their_boxes_rule_out_no_pair_that_is_cheaper(monkeypatch, share):
    monkeypatch.setattr(problem, "DENSE", 0)
    p = world(6, moves=40)
    every = np.arange(p.n_accounts)
    tried = [prices for prices in forged(p, share) if within_boxes(p, prices)]
    assert len(tried) == 6
    for prices in tried:
        exact = reduced_costs(p, prices, every).min(axis=1)
        assert np.array_equal(certificate.least(p, prices, every), exact)


def test_prices_of_bands_from_zero_end_where_two_of_them_can_still_be_added(monkeypatch):
    """A band whose lower end is zero sets no limit to the price of that end."""
    monkeypatch.setattr(problem, "DENSE", 0)
    p = world(7)
    ones, seats = np.ones(p.n_accounts, dtype=np.int64), np.arange(p.n_seats)
    band = {"weight": ones, "low": np.zeros(12, np.int64), "high": np.full(12, 30)}
    p = replace(p, measures=(replace(p.measures[0], **band),), hard=True)
    none = {"move": 0, "moved_potential": 0, "seat_change": np.zeros(12, np.int64), "bits": 0}
    low = np.full((1, 12), (1 << 62) - 1)
    high = ((1 << 62) - (1 << 50) - (seats << 40))[None]
    prices = Prices(low=low, high=high, **none)
    assert within_boxes(p, prices)
    every = np.arange(p.n_accounts)
    exact = reduced_costs(p, prices, every).min(axis=1)
    assert np.array_equal(certificate.least(p, prices, every), exact)
    assert not within_boxes(p, replace(prices, low=low + 1))


@pytest.mark.parametrize("price", [1 << 62, 10**400], ids=["64 bits", "many more"])
def test_a_price_beyond_64_bits_for_what_there_is_nothing_of_proves_nothing(price):
    p = world(8, moved_potential=10**12)
    p = replace(p, potential=np.zeros_like(p.potential))
    assert bound(p, replace(no_prices(p), moved_potential=price)) is None
