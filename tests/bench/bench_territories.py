"""Territories at four sizes beside three rivals, in one run: seconds, gaps, memory.

``python -m tests.bench.bench_territories --sizes S,M --seeds 7,8 --methods engine,naive``
runs a part; without options everything runs, which takes more than an hour.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys

from tests.bench.territory_worlds import SIZES

SECONDS = {
    "engine": {"S": 5.0, "M": 30.0, "L": 60.0, "XL": 120.0},
    "proof": {"S": 60.0},  # larger ones have more pairs than are tried
    "walk": {"S": 0.0, "M": 0.0, "L": 0.0},  # the bars of a frontier end there
    "naive": {"S": 40.0, "M": 60.0, "L": 151.0},  # a hundred million pairs cannot be modelled
    "highs": {"S": 40.0, "M": 60.0, "L": 90.0},
    "pruned": {"XL": 180.0},
}
"""What each method has at each size that it runs at; a walk ends by itself."""

RIVALS = ("naive", "highs", "pruned")

AT = {"S": (0.5, 5.0), "M": (1.0, 10.0, 30.0), "L": (3.0, 15.0, 60.0), "XL": (30.0, 60.0, 120.0)}
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def run(method, size, seed, seconds, clock):
    """One method on one problem in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.territory_runs", method, size, str(seed)]
    done = subprocess.run(
        [*command, str(seconds), clock],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | _ENVIRONMENT,
    )
    if done.returncode:
        return {"method": method, "size": size, "seed": seed, "failed": done.stderr[-300:]}
    found = json.loads(done.stdout.splitlines()[-1])
    found |= {"method": method, "size": size, "seed": seed, "load": os.getloadavg()[0]}
    return found


def gap_at(found, second):
    """Certified gap that the run itself could show at a second; a rival's, by its last bound."""
    known = [mark for mark in found["marks"] if mark[0] <= second]
    if not known:
        return None
    if found["method"] == "engine":
        return known[-1][2]
    return None if not found["bound"] else 1 - found["bound"] / min(mark[1] for mark in known)


def first(found, share=None, best=None):
    """Second of the first plan, or of the first within a share of the best known objective."""
    for when, objective, _, phase, *_ in found["marks"]:
        if phase == "as it stands":
            continue
        if objective is not None and (share is None or objective <= best * (1 + share)):
            return when
    return None


def show(value, digits=2):
    """A figure, or a dash."""
    return "-" if value is None else f"{value:,.{digits}f}"


def line(found, best):
    """One row of the table."""
    name = f"{found['size']:<3}{found['seed']:>3} {found['method']:<7}"
    if "failed" in found:
        return f"{name} failed: {found['failed']}"
    if found["method"] == "proof":
        return (
            f"{name} at most {show(100 * found['gap'], 4)} % better by {found['bound_by']} after "
            f"{found['proof_seconds']:.1f} s, {show(found['objective'], 0)}, "
            f"{found['peak_mb']:.0f} MB {found['note']}"
        )
    if found["method"] == "walk":
        gaps = " ".join(show(100 * g, 1) for g in found["gaps"])
        looser = show(100 * max(found["looser"], default=0.0))
        points = f"8 points in {found['walk_seconds']:.2f} s, CPU {found['walk_cpu']:.2f} s"
        return f"{name} {points}; gaps % {gaps}; envelope looser by at most {looser} %"
    gaps = [gap_at(found, second) for second in AT[found["size"]]]
    marks = " ".join(f"{show(None if g is None else 100 * g):>6}" for g in gaps)
    return (
        f"{name} first {show(first(found), 3):>7} s, 5 % {show(first(found, 0.05, best), 3):>7} s, "
        f"1 % {show(first(found, 0.01, best), 3):>7} s | gap % {marks} | "
        f"{show(found['objective'], 0):>12} | {found['wall']:6.1f} s CPU {found['cpu']:6.1f} "
        f"{found['peak_mb']:6.0f} MB load {found['load']:.1f}"
    )


def main():
    """Run the chosen parts, print the table, medians, and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="S,M,L,XL")
    parser.add_argument("--seeds", default="7,8,9,10")
    parser.add_argument("--methods", default=",".join(SECONDS))
    parser.add_argument("--seconds", type=float, help="in place of those of the bars")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="of our search")
    options = parser.parse_args()
    results = []
    for size in options.sizes.split(","):
        print(f"{size}: certified gap at {', '.join(f'{s:g} s' for s in AT[size])}", flush=True)
        for seed in map(int, options.seeds.split(",")):
            here = []
            for method in options.methods.split(","):
                if size in SECONDS[method]:
                    seconds = options.seconds or SECONDS[method][size]
                    here.append(run(method, size, seed, seconds, options.clock))
            known = [x["objective"] for x in here if x.get("objective")]
            for found in here:
                print(line(found, min(known, default=0.0)), flush=True)
            told = beside(here, min(known, default=0.0)) if options.clock == "wall" else ()
            for words in told:
                print(words, flush=True)
            results += here
        medians(results, size)
    growth(results, options.sizes.split(","))
    print(json.dumps(results))


def beside(here, best):
    """How much later and dearer each rival was than our own search on the same problem."""
    own = next((x for x in here if x["method"] == "engine" and "marks" in x), None)
    rivals = [x for x in here if x["method"] in RIVALS and "marks" in x]
    for rival in rivals if own else []:
        told = []
        for what, share in (("first plan", None), ("5 %", 0.05), ("1 %", 0.01)):
            theirs, mine = first(rival, share, best), first(own, share, best)
            if mine is None:
                told.append(f"{what} not by ours")
            elif theirs is None:
                told.append(f"{what} not in {rival['wall']:.0f} s")
            else:
                told.append(f"{what} after {theirs / mine:.1f} x our time")
        dearer = rival["objective"] and rival["objective"] / own["objective"]
        memory = rival["peak_mb"] / own["peak_mb"]
        told.append(f"cost {show(dearer, 3)} x, memory {memory:.1f} x")
        name = f"{rival['size']:<3}{rival['seed']:>3} {rival['method']}"
        yield f"{name} beside ours: {', '.join(told)}"


def ours(results, size):
    """Runs of our own search at a size that came to an end."""
    return [x for x in results if x["size"] == size and x["method"] == "engine" and "marks" in x]


def medians(results, size):
    """Medians over seeds of our own search."""
    found = ours(results, size)
    if not found:
        return
    for second in AT[size]:
        gaps = [g for g in (gap_at(x, second) for x in found) if g is not None]
        if gaps:
            middle = 100 * statistics.median(gaps)
            print(f"{size} median certified gap at {second:g} s: {middle:.2f} %")
    middle = {name: statistics.median(values) for name, values in phases(found).items()}
    words = ", ".join(f"{name} {value:.2f} s" for name, value in middle.items())
    print(f"{size} median {words}", flush=True)


def phases(found):
    """CPU and wall seconds of each phase up to the first certified plan, run by run."""
    at = [{mark[3]: mark for mark in reversed(x["marks"])} for x in found]
    starts = [marks["as it stands"] for marks in at]
    plans = [marks.get("first design", marks["as it stands"]) for marks in at]
    return {
        "prices": [mark[4] for mark in starts],
        "first design": [plan[4] - mark[4] for plan, mark in zip(plans, starts, strict=True)],
        "first certified plan CPU": [plan[4] for plan in plans],
        "first certified plan": [plan[0] for plan in plans],
    }


def growth(results, sizes):
    """How each phase grows from the smallest size run to the largest."""
    sizes = [size for size in sizes if ours(results, size)]
    if len(sizes) < 2:
        return
    least, most = (phases(ours(results, size)) for size in (sizes[0], sizes[-1]))
    more = math.log(SIZES[sizes[-1]][0] / SIZES[sizes[0]][0])
    for name in least:
        times = statistics.median(most[name]) / max(1e-3, statistics.median(least[name]))
        power = math.log(times) / more
        print(f"{sizes[0]} to {sizes[-1]} {name}: {times:.0f} times, accounts to the {power:.2f}")


if __name__ == "__main__":
    main()
