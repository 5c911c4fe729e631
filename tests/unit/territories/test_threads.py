"""Parts side by side come to what they come to one after the other."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from engine.territories import certificate, threads
from engine.territories.build import build
from engine.territories.columns import cheapest
from engine.territories.prices import no_prices
from engine.territories.pricing import price_all
from engine.territories.rules import Rules
from engine.territories.threads import side_by_side
from tests.bench.territory_worlds import inputs


@pytest.mark.parametrize("count", [0, 1, threads.FEW, threads.FEW + 1, 50])
def test_what_is_found_comes_in_order(count):
    assert side_by_side(lambda part: part * part, range(count)) == [n * n for n in range(count)]


def test_two_parts_are_worked_on_at_a_time():
    both = threading.Barrier(2, timeout=60.0)  # nobody passes alone
    side_by_side(lambda _: both.wait(), range(2 * threads.FEW))


def test_columns_and_bound_are_the_same_in_many_parts(monkeypatch):
    problem = build(inputs(300, 12, 3), Rules(balance="both")).problem
    found = []
    for block in (1 << 19, 60):  # all accounts at once, and five by five
        monkeypatch.setattr(certificate, "_BLOCK", block)
        columns = cheapest(problem, 2)
        found.append((columns, price_all(problem, no_prices(problem), columns)))
    (few, one), (many, other) = found
    assert one.bound == other.bound
    assert np.array_equal(few.seat, many.seat)
    assert np.array_equal(one.columns.account, other.columns.account)
    assert np.array_equal(one.columns.seat, other.columns.seat)
