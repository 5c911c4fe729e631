"""What holds of the chain on any snapshot: no lever is no change, and nothing flows back."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.quota_levers import QuotaLevers
from engine.model.scenario import CurveChange, IncentiveLevers, ModelLevers, Scenario
from engine.model.territory_levers import TerritoryLevers
from engine.scenarios.attribution import attribute
from engine.scenarios.coming.basis import prepare
from engine.scenarios.coming.redesign import redesign
from engine.scenarios.run import evaluate, planned_period, simulate
from tests.support.snapshots import make_snapshot
from tests.support.team import NEXT, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

BASELINE = Scenario("Baseline")
SINCE = date(2024, 1, 1)
KEYS = ("median_attainment", "participation", "quota_total", "fit_in_band", "bookings", "payout")

seats = st.lists(
    st.fixed_dictionaries(
        {
            "held": st.booleans(),
            "potentials": st.lists(st.integers(1, 400), min_size=1, max_size=4),
            "amounts": st.lists(st.integers(1, 90), max_size=6),
            "quota": st.one_of(st.none(), st.integers(10, 300)),
            "paid": st.booleans(),
        }
    ),
    min_size=2,
    max_size=5,
).filter(lambda drawn: any(one["held"] and one["quota"] and one["amounts"] for one in drawn))


def rows(drawn: list[Mapping[str, object]]) -> dict[str, list[dict[str, object]]]:
    """Tables of a team: thousands of money, a seller for each patch, some of whom have left."""
    tables: dict[str, list[dict[str, object]]] = {
        name: []
        for name in ("rep", "territory", "assignment", "account", "opportunity", "quota", "target")
    }
    for n, seat in enumerate(drawn):
        rep, patch = f"R{n}", f"T{n}"
        left = None if seat["held"] else date(2025, 11, 30)
        pay = {"base_pay": 50_000, "target_incentive": 40_000 if seat["paid"] else None}
        tables["rep"].append({"rep_id": rep, "name": rep, "role": "AE", "hire_date": SINCE,
                              "leave_date": left, **pay})  # fmt: skip
        tables["territory"].append({"territory_id": patch, "segment": "mid"})
        tables["assignment"].append({"rep_id": rep, "territory_id": patch, "start_date": SINCE,
                                     "end_date": left})  # fmt: skip
        names = [f"A{n}-{k}" for k in range(len(seat["potentials"]))]
        tables["account"] += [
            {"account_id": name, "owner_id": rep, "territory_id": patch, "potential": 1_000 * size}
            for name, size in zip(names, seat["potentials"], strict=True)
        ]
        tables["opportunity"] += [
            {"opportunity_id": f"D{n}-{k}", "account_id": names[k % len(names)], "owner_id": rep,
             "amount": 1_000 * amount, "is_closed": True, "is_won": True,
             "close_date": date(2025, 1 + (n + k) % 10, 10)}
            for k, amount in enumerate(seat["amounts"])
        ]  # fmt: skip
        if seat["quota"]:
            tables["quota"].append({"rep_id": rep, "amount": 1_000 * seat["quota"], "level": "rep",
                                    **YEAR})  # fmt: skip
    tables["target"].append({"scope": "company", "amount": 500_000, "kind": "plan", **NEXT})
    return tables


def alike(one, other) -> None:
    """Two results agree exactly: every figure, every draw, every row."""
    assert one.reps_table.equals(other.reps_table)
    assert one.samples.keys() == other.samples.keys()
    for key, values in one.samples.items():
        np.testing.assert_array_equal(values, other.samples[key])
    plain = {f.name for f in fields(one)} - {"samples", "reps_table"}
    for name in plain:
        assert repr(getattr(one, name)) == repr(getattr(other, name)), name


@settings(max_examples=5, deadline=None)
@given(drawn=seats, growth=st.floats(0.01, 0.3), accelerator=st.floats(1.1, 3.0))
def test_no_lever_is_no_change_and_nothing_flows_back(drawn, growth, accelerator):
    with TemporaryDirectory() as folder:
        house = make_snapshot(Path(folder), **rows(drawn))
        basis = prepare(house, planned_period(house.snapshot, BASELINE))
        years = simulate(basis, draws=30)
        moved = TerritoryLevers("rebalance", keep=(), hold_in_flight_days=0)
        pays = IncentiveLevers(change=CurveChange(accelerator=accelerator))
        asks = QuotaLevers(growth=growth)
        designs = {
            levers: redesign(house, levers, basis.history) for levers in (TerritoryLevers(), moved)
        }
        house.close()

    def played(scenario: Scenario):
        return evaluate(basis, years, scenario, designs[scenario.territory])

    baseline = played(BASELINE)
    alike(baseline, played(Scenario("Nothing", note="words alone")))

    for start in (BASELINE, Scenario("Redrawn", territory=moved)):
        before = played(start)
        paid = played(start.but(incentive=pays))
        assert paid.reps_table["quota"].equals(before.reps_table["quota"])
        assert paid.metrics.get("bookings") == before.metrics.get("bookings")
        asked = played(start.but(quota=asks))
        for key in ("accounts_moved", "potential_moved_share", "balance_cv_potential", "bookings"):
            assert asked.metrics.get(key) == before.metrics.get(key), key
        assert asked.solver == before.solver

    all_at_once = Scenario("All", territory=moved, quota=asks, incentive=pays,
                           model=ModelLevers(market_growth=0.1))  # fmt: skip
    parts, after = attribute(all_at_once, played, KEYS), played(all_at_once)
    for key in KEYS:
        if key in baseline.metrics:
            change = _middle(after.metrics[key]) - _middle(baseline.metrics[key])
            shares = sum(part[key] for part in parts.values())
            assert shares == pytest.approx(change, rel=1e-9, abs=1e-6), key


def _middle(value) -> float:
    return getattr(value, "p50", value)


def test_the_comparison_sees_a_difference_in_any_field(tmp_path):
    """The property above could not fail if this comparison saw nothing."""
    two = [{"held": True, "potentials": [100, 50], "amounts": [20, 30], "quota": 80, "paid": True}]
    house = make_snapshot(tmp_path, **rows(two * 2))
    basis = prepare(house, planned_period(house.snapshot, BASELINE))
    result = evaluate(basis, simulate(basis, draws=10), BASELINE)
    for other in (
        replace(result, metrics={**result.metrics, "quota_total": 1.0}),
        replace(result, warnings=("new",)),
        replace(result, reps_table=result.reps_table.slice(1)),
        replace(result, samples={k: v + 1 for k, v in result.samples.items()}),
    ):
        with pytest.raises(AssertionError):
            alike(result, other)
