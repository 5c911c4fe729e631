"""How fast a plan pays, as ratios taken in one run.

Run with ``python -m tests.bench.bench_pay``. Prints a table and one last line of JSON.

* many draws: three components with a matrix and a gate over 2,000 reps x 1,000 draws, against one
  pass of ``numpy.interp`` over the same array and against a plain loop over reps and draws;
* real deals: 1 million deals of 2,000 reps under deal rules, traces as Arrow, against the one
  DuckDB query that applies the same filters and multipliers and groups.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from engine.incentives.assemble import Credited, QuotaRow, assemble
from engine.incentives.pay import pay
from engine.incentives.people import People
from engine.incentives.read import read_plan
from engine.incentives.trace import trace
from engine.incentives.year import year_pay
from engine.store.condition import Bound
from engine.store.plan_credit import PlanCredit
from engine.store.scratch import Scratch
from tests.bench import plain_pay
from tests.bench.pay_plans import DEALS_PLAN, DRAWS_PLAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.incentives.plan import Plan

LIMITS = {"interp": 6.0, "loop": 20.0, "deals": 3.0}
REPS, DRAWS, ROUNDS = 2_000, 1_000, 7
KINDS = {
    "deal_id": "text", "rep_id": "text", "close_date": "date", "amount": "number",
    "gross_margin": "number", "discount": "number", "term_months": "number",
    "product": "text", "type": "text", "share": "number", "role": "text",
    "person_role": "text", "manager_id": "text",
}  # fmt: skip
LOOPED = 20
"""Reps that the plain loop is run over; its time is scaled to all."""


def seconds(work: Callable[[], Any]) -> float:
    """Time of one run."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def many_draws() -> dict[str, float]:
    """Ratios of the many-draws path."""
    rng = np.random.default_rng(0)
    plan = read_plan(DRAWS_PLAN, "bench")
    attained = {
        "arr": rng.gamma(6.0, 0.16, (REPS, DRAWS)),
        "margin": rng.normal(1.0, 0.08, (REPS, DRAWS)),
        "logos": rng.gamma(4.0, 0.25, (REPS, DRAWS)),
    }
    quota, target = rng.uniform(5e5, 2e6, REPS), rng.uniform(4e4, 2e5, REPS)
    knots = np.array([0.0, 0.4, 1.0, 1.5, 2.0])
    values = np.array([0.0, 0.0, 1.0, 2.0, 2.5])
    ours, interp = [], []
    for _ in range(ROUNDS):
        interp.append(seconds(lambda: np.interp(attained["arr"], knots, values)))
        ours.append(seconds(lambda: year_pay(plan, attained, quota, target)))
    few = {name: array[:LOOPED] for name, array in attained.items()}
    expected = plain_pay.pay(few, target[:LOOPED])
    loop = seconds(lambda: plain_pay.pay(few, target[:LOOPED])) * REPS / LOOPED
    paid = year_pay(plan, few, quota[:LOOPED], target[:LOOPED])
    if np.abs(paid - expected).max() > 1e-6:
        raise SystemExit("The loop and the arrays pay differently.")
    mine = statistics.median(ours)
    return {
        "pay_seconds": mine,
        "interp_seconds": statistics.median(interp),
        "interp": mine / statistics.median(interp),
        "loop": loop / mine,
    }


def deals_sheet(rows: int) -> pa.Table:
    """Deals of 2,000 people in one year."""
    rng = np.random.default_rng(1)
    days = np.datetime64("2026-01-01") + rng.integers(0, 365, rows).astype("timedelta64[D]")
    amount = np.round(rng.gamma(0.7, 40_000, rows), 2)
    return pa.table(
        {
            "deal_id": pa.array([f"D{n}" for n in range(rows)]),
            "rep_id": pa.array([f"R{n:04d}" for n in rng.integers(0, REPS, rows)]),
            "close_date": pa.array(days.astype("datetime64[D]")),
            "amount": amount,
            "gross_margin": np.round(amount * rng.uniform(0.5, 0.9, rows), 2),
            "discount": np.round(rng.uniform(0, 0.5, rows), 2),
            "term_months": rng.choice([12.0, 24.0, 36.0], rows),
            "product": pa.array(rng.choice(["core", "strategic", "other"], rows).tolist()),
            "type": pa.array(rng.choice(["new", "expansion", "renewal"], rows).tolist()),
            "share": np.ones(rows),
            "role": pa.nulls(rows, pa.string()),
        }
    )


_ONE_QUERY = """
SELECT rep_id, quarter(close_date) AS quarter,
       SUM(CASE WHEN value > 500000 THEN 500000 + 0.5 * (value - 500000) ELSE value END)
           FILTER (type IN ('new', 'expansion')) AS arr,
       SUM(gross_margin) AS margin, SUM(amount) AS booked
FROM (
    SELECT *, amount
        * CASE WHEN discount >= 0.35 THEN 0.5 WHEN discount >= 0.2 THEN 0.8 ELSE 1 END
        * CASE WHEN term_months >= 36 THEN 1.1 WHEN term_months >= 24 THEN 1.05 ELSE 1 END
        * CASE product WHEN 'strategic' THEN 1.25 ELSE 1 END AS value
    FROM deal_file
)
GROUP BY ALL ORDER BY ALL
"""


def real_deals(rows: int) -> dict[str, float]:
    """Ratio of the deal path to the one query behind it."""
    plan = read_plan(DEALS_PLAN, "bench")
    scratch = Scratch(memory_mb=2_000)
    deals = deals_sheet(rows)
    scratch.put("deal_file", deals)
    reps = sorted(set(deals["rep_id"].to_pylist()))
    quotas = [QuotaRow(rep, 2026 * 4 + q, "arr", 4e6) for rep in reps for q in range(4)]
    ours, query = [], []
    for _ in range(ROUNDS):
        query.append(seconds(lambda: scratch.query(_ONE_QUERY)))
        ours.append(seconds(lambda: _pay_deals(plan, scratch, quotas)))
    scratch.close()
    return {
        "deals_seconds": statistics.median(ours),
        "query_seconds": statistics.median(query),
        "deals": statistics.median(ours) / statistics.median(query),
    }


def _pay_deals(plan: Plan, scratch: Scratch, quotas: list[QuotaRow]) -> list[pa.Table]:
    """Credit, measure, settle and trace."""
    bound = Bound(fiscal_start=1, months=plan.settles_months)
    source = (
        "SELECT *, CAST(NULL AS VARCHAR) AS person_role, CAST(NULL AS VARCHAR) AS manager_id "
        "FROM deal_file"
    )
    query = PlanCredit(plan.deals, source, KINDS, bound)
    credited = Credited(query.by_period(scratch))
    through = 2026 * 4 + 3
    results = assemble(plan, credited, quotas, People(), fiscal_start=1, through=through)
    done = pay(plan, results)
    return [trace(payouts, plan) for payouts in done.payouts]


def main() -> None:
    """Measure both and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    found = many_draws() | real_deals(options.rows)
    met = {
        "interp": found["interp"] <= LIMITS["interp"],
        "loop": found["loop"] >= LIMITS["loop"],
        "deals": found["deals"] <= LIMITS["deals"],
    }
    print(f"{REPS:,} reps x {DRAWS:,} draws, three components: {found['pay_seconds']:.3f} s")
    print(f"  {found['interp']:.1f} x one numpy.interp (at most {LIMITS['interp']:g})")
    print(f"  {found['loop']:.0f} x faster than a plain loop (at least {LIMITS['loop']:g})")
    print(f"{options.rows:,} deals with deal rules and traces: {found['deals_seconds']:.3f} s")
    print(f"  {found['deals']:.1f} x DuckDB's one query (at most {LIMITS['deals']:g})")
    print(json.dumps({"bench": "pay", "rows": options.rows, **found, "limits": LIMITS, "met": met}))


if __name__ == "__main__":
    main()
