"""Presets on the sample company of fifty seeds, beside what is true of its coming year.

Run with ``python -m tests.bench.bench_presets [--seeds N]``; prints a table and a line of JSON.
A preset's truth is the planted response under the design and the quotas of that preset; nothing
that the product fitted enters it. A band is met by the share of possible true years whose change
it holds, and by whether it holds the mean of them.
"""

from __future__ import annotations

import argparse
import json
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.bench.truth.presets import told_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.truth.presets import SeedTold, Told

SEEDS, TRUE_YEARS = 50, 400
LIMITS = {"pooled": 0.75, "each": 0.65}
NEAR = {"last_year": (0.35, 0.04), "baseline": (0.38, 0.04)}
"""Reps at quota in the story, and how far the mean over seeds may lie from it."""
COLUMNS = ("median", "later", "at quota", "below 80", "fit", "booked", "later", "true", "holds",
           "mean in", "width")  # fmt: skip


def main() -> None:
    """Run every preset on every seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    options = parser.parse_args()
    begun = process_time()
    seeds = range(options.first, options.first + options.seeds)
    every = [told_of(seed, TRUE_YEARS) for seed in seeds]
    head = summary(every)
    print(f"{'mean of ' + str(len(every)) + ' seeds':<46}" + "".join(f"{c:>9}" for c in COLUMNS))
    keep = head["keep"]
    print(f"{'Baseline':<46}" + _cells([keep["median_attainment"], None, keep["participation"],
          keep["below_80"], keep["fit_in_band"], None, None, head["true_median"]]))  # fmt: skip
    table = {name: row([one.presets[name] for one in every]) for name in every[0].presets}
    for name, told in table.items():
        print(f"{name:<46}" + _cells([told[key] for key in ROW]))
    judged = judge(head, table)
    print(f"last year {head['last_year']:.3f} of reps at quota, baseline "
          f"{keep['participation']:.3f}; bands hold {judged['pooled']:.3f} of true years pooled, "
          f"{judged['least']:.3f} at the least")  # fmt: skip
    seconds = (process_time() - begun) / len(every)
    document = {"bench": "presets", "seeds": len(every), "seconds_a_seed": seconds, **judged}
    print(json.dumps({**document, "head": head, "presets": table}, default=float))


ROW = ("median_attainment", "later_median_attainment", "participation", "below_80", "fit_in_band",
       "bookings", "later_bookings", "true", "holds", "holds_mean", "width")  # fmt: skip


def summary(every: Sequence[SeedTold]) -> dict[str, Any]:
    """Means over seeds of what no preset changes."""
    keys = every[0].baseline
    return {
        "last_year": np.mean([one.last_year for one in every]),
        "true_median": np.mean([one.true_median for one in every]),
        "keep": {key: np.mean([one.baseline[key] for one in every]) for key in keys},
    }


def row(told: Sequence[Told]) -> dict[str, float | None]:
    """Means over seeds of one preset's figures, and how its band did."""
    figures = {
        key: np.mean([one.figures[key] for one in told]) if key in told[0].figures else None
        for key in ROW[:7]
    }
    return {
        **figures,
        "true": np.mean([one.true.mean() for one in told]),
        "middle": np.mean([one.band.p50 for one in told]),
        "holds": np.mean([one.covered for one in told]),
        "holds_mean": np.mean([one.holds_mean for one in told]),
        "width": np.mean([one.band.p90 - one.band.p10 for one in told]),
    }


def judge(head: dict[str, Any], table: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Pool the presets that change attainment; one that changes only pay says nothing of them."""
    moving = [told["holds"] for told in table.values() if told["width"] > 0]
    pooled, least = float(np.mean(moving)), float(np.min(moving))
    seen = {"last_year": head["last_year"], "baseline": head["keep"]["participation"]}
    met = {name: abs(seen[name] - at) <= within for name, (at, within) in NEAR.items()}
    met |= {"pooled": pooled >= LIMITS["pooled"], "each": least >= LIMITS["each"]}
    return {"pooled": pooled, "least": least, "limits": LIMITS, "met": met}


def _cells(values: Sequence[float | None]) -> str:
    return "".join(f"{'':>9}" if value is None else f"{value:>9.3f}" for value in values)


if __name__ == "__main__":
    main()
