"""What the response model says in worlds whose truth is known.

Run with ``python -m tests.bench.bench_truth [part ...]``; parts are coverage, verdict, stress,
placebo and speed, all by default. Prints tables and one last line of JSON. ``tune`` prints the
verdict table for several inflations on seeds of its own, which no other part uses: the inflation
in ``engine.response.shares`` was chosen there and is reported on fresh seeds.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Any

import numpy as np

from engine.response.model import fit_model
from engine.response.shares import INFLATION
from engine.sample.truth_worlds import WorldSpec, make_world
from tests.bench.truth import coverage, speed, verdict
from tests.support.truth import panel_of

PARTS = ("coverage", "verdict", "stress", "placebo", "speed")
TUNING, FRESH = 0, 50_000
"""First seeds of the worlds that the inflation was tuned on, and of those reported."""
INFLATIONS = (1.0, 1.2, 1.3, 1.4, 1.5, 1.6)
LIMITS = {
    "stay": (0.77, 0.83),
    "moved": (0.75, 0.85),
    "median": (0.76, 0.88),
    "excess": 0.6,
    "half": 0.05,
    "bounds": 0.95,
    "power": 0.5,
    "seconds": 2.0,
    "mixedlm": 100.0,
}


def run_coverage(scale: float) -> dict[str, Any]:
    """Bands and errors in plain worlds."""
    print(f"\n{'coverage of the 80 % band':<34}{'worlds':>7}{'stay':>7}{'moved':>7}{'median':>8}"
          f"{'over naive':>12}{'moved':>7}")  # fmt: skip
    every: list[dict[str, Any]] = []
    excess = {}
    for spec, number in coverage.PLAIN:
        found = list(coverage.worlds(spec, max(2, round(number * scale)), FRESH))
        every += found
        name = f"{spec.seats} reps, {spec.quarters} quarters, {spec.moves:.0%} moves"
        stay, moved = (coverage.summary(found, side) for side in ("stay", "moved"))
        excess[name] = stay["excess_to_naive"], moved["excess_to_naive"]
        _line(name, stay, moved)
    stay, moved = (coverage.summary(every, side) for side in ("stay", "moved"))
    _line("all", stay, moved)
    at_200 = excess["200 reps, 8 quarters, 10% moves"]
    medians = (stay["median"] + moved["median"]) / 2
    return {
        "worlds": len(every), "stay": stay["coverage"], "moved": moved["coverage"],
        "median": medians, "excess": at_200[0], "excess_moved": at_200[1],
        "met": _within(stay["coverage"], "stay") and _within(moved["coverage"], "moved")
        and _within(medians, "median") and max(at_200) <= LIMITS["excess"],
    }  # fmt: skip


def _line(name: str, stay: dict[str, float], moved: dict[str, float]) -> None:
    median = (stay["median"] + moved["median"]) / 2
    print(f"{name:<34}{stay['worlds']:>7}{stay['coverage']:>7.3f}{moved['coverage']:>7.3f}"
          f"{median:>8.2f}{stay['excess_to_naive']:>12.2f}{moved['excess_to_naive']:>7.2f}",
          flush=True)  # fmt: skip


def _within(value: float, name: str) -> bool:
    low, high = LIMITS[name]
    return low <= value <= high


def run_verdict(scale: float) -> dict[str, Any]:
    """Verdicts on fresh seeds."""
    print(f"\nverdicts at system shares of 20, 50 and 80 %, inflation {INFLATION}")
    _verdict_head()
    every: list[verdict.Case] = []
    at_200, large = {}, []
    for spec, number in verdict.SIZES:
        found = verdict.cases(spec, max(2, round(number * scale)), FRESH)
        every += found
        large += found if spec.seats >= 200 else []
        told = verdict.summary(found)
        if spec == WorldSpec():
            at_200 = told
        _verdict_line(_kind(spec), told)
    whole, bounds = verdict.summary(every), verdict.summary(large)["bounds"]
    _verdict_line("all", whole)
    power = at_200["right"] / at_200["to_be_right"]
    certain = whole["certain_at_half"] / whole["at_half"]
    return {
        "worlds": len(every), "wrong": whole["wrong"], "certain_at_half": certain,
        "bounds_at_200": bounds, "power_at_200": power,
        "right": whole["right"], "to_be_right": whole["to_be_right"],
        "met": whole["wrong"] == 0 and certain <= LIMITS["half"]
        and bounds >= LIMITS["bounds"] and power >= LIMITS["power"],
    }  # fmt: skip


def run_tune(scale: float) -> dict[str, Any]:
    """Verdicts for several inflations on the seeds kept for tuning."""
    found = [
        one
        for spec, number in verdict.SIZES
        for one in verdict.cases(spec, max(2, round(number * scale)), TUNING)
    ]
    print("\ninflation on the tuning seeds")
    _verdict_head()
    told = {x: verdict.summary(found, x) for x in INFLATIONS}
    for inflation, each in told.items():
        _verdict_line(f"{inflation}", each)
    return {str(inflation): each for inflation, each in told.items()}


def _verdict_head() -> None:
    print(f"{'':<34}{'worlds':>7}{'bias':>7}{'rmse':>6}{'cover':>7}{'bounds':>7}{'wrong':>6}"
          f"{'sure at 50 %':>14}{'right':>9}")  # fmt: skip


def _verdict_line(name: str, told: dict[str, float]) -> None:
    print(f"{name:<34}{told['worlds']:>7}{told['bias']:>7.2f}{told['rmse']:>6.2f}"
          f"{told['covered']:>7.2f}{told['bounds']:>7.2f}{told['wrong']:>6}"
          f"{told['certain_at_half']:>8} of {told['at_half']:<3}"
          f"{told['right']:>4} of {told['to_be_right']:<3}", flush=True)  # fmt: skip


def _kind(spec: WorldSpec) -> str:
    moves = "nobody moves" if spec.moves == spec.turnover == 0 else f"{spec.moves:.0%} moves"
    return f"{spec.seats} reps, {spec.quarters} quarters, {moves}"


def run_stress(scale: float) -> dict[str, Any]:
    """Coverage and verdict in worlds that break what the model assumes."""
    number = max(2, round(20 * scale))
    print(f"\n{'stress, 200 reps x 8 quarters':<40}{'stay':>6}{'moved':>7}{'over naive':>12}"
          f"{'moved':>7}{'bias':>7}{'cover':>7}{'wrong':>6}{'sure at 50 %':>14}"
          f"{'right':>9}")  # fmt: skip
    told = {}
    for name, spec in coverage.STRESS.items():
        found = list(coverage.worlds(spec, number, FRESH))
        stay, moved = (coverage.summary(found, side) for side in ("stay", "moved"))
        said = verdict.summary(verdict.cases(spec, max(2, number // 2), FRESH))
        told[name] = {"stay": stay, "moved": moved, "verdict": said}
        print(f"{name:<40}{stay['coverage']:>6.3f}{moved['coverage']:>7.3f}"
              f"{stay['excess_to_naive']:>12.2f}{moved['excess_to_naive']:>7.2f}"
              f"{said['bias']:>7.2f}{said['covered']:>7.2f}{said['wrong']:>6}"
              f"{said['certain_at_half']:>8} of {said['at_half']:<3}"
              f"{said['right']:>4} of {said['to_be_right']:<3}", flush=True)  # fmt: skip
    return {**told, "met": all(each["verdict"]["wrong"] == 0 for each in told.values())}


def run_placebo(scale: float) -> dict[str, Any]:
    """Names shuffled within quarter and segment: nothing may be left of people."""
    found = []
    for seed in range(FRESH, FRESH + max(2, round(10 * scale))):
        panel = panel_of(make_world(WorldSpec(), seed))
        rng, rep = np.random.default_rng(seed), panel.rep.copy()
        group = panel.quarter * 3 + panel.segment
        for name in np.unique(group):
            cells = np.flatnonzero(group == name)
            rep[cells] = rng.permutation(rep[cells])
        pair = fit_model(panel), fit_model(replace(panel, rep=rep))
        found.append([model.spread.rep for model in pair] + [pair[1].split[0]])
    real, shuffled, split = np.mean(found, axis=0)
    print(f"\nplacebo: variance of reps {real:.3f}, with shuffled names {shuffled:.4f} "
          f"(rep part {split:.2f})")  # fmt: skip
    return {"variance": real, "shuffled": shuffled, "split": split, "met": bool(shuffled < 0.022)}


def run_speed(scale: float) -> dict[str, Any]:
    """Seconds and ratios; ``scale`` changes nothing here."""
    del scale
    large, against, deals = speed.large(), speed.mixed_model(), speed.by_deals()
    print(f"\n2,000 reps x 8 quarters: fit {large['fit']:.2f} s, 1,000 draws "
          f"{large['draws']:.2f} s")  # fmt: skip
    print(f"200 reps: fit {against['ours']:.3f} s, crossed MixedLM {against['mixedlm']:.1f} s, "
          f"{against['ratio']:.0f} times as long")  # fmt: skip
    sizes = sorted(deals)
    growth = (deals[sizes[-1]] / deals[sizes[0]]) / (sizes[-1] / sizes[0])
    told = ", ".join(f"{size:,} {deals[size]:.2f} s" for size in sizes)
    print(
        f"reading and fitting {speed.REPS:,} seats by deals: {told}; growth {growth:.2f} of linear"
    )
    met = max(large.values()) <= LIMITS["seconds"] and against["ratio"] >= LIMITS["mixedlm"]
    return {**large, **against, "growth_to_linear": growth, "met": met and growth <= 1.0}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}, tune")
    parser.add_argument("--scale", type=float, default=1.0, help="multiple of the worlds")
    options = parser.parse_args()
    if unknown := set(options.parts) - {*PARTS, "tune"}:
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    told = {part: globals()[f"run_{part}"](options.scale) for part in options.parts or PARTS}
    met = all(part.get("met", True) for part in told.values())
    print(json.dumps({"bench": "truth", "met": met, **told}, default=float))


if __name__ == "__main__":
    main()
