"""What is wrong with a payout curve: cliffs, flat stretches, inversions, caps and more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.incentives.plan_curve import NEAR, TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.incentives.plan_curve import PlanCurve

    Floats = NDArray[np.float64]

Code = Literal[
    "cliff",
    "flat",
    "inversion",
    "cap",
    "no_accelerator",
    "target_not_at_100",
    "threshold",
    "excellence",
    "overlap",
]
_LEAST = 1e-6
"""Payout share below which a difference is none."""
MISSED = 0.10
"""A threshold that more people miss is said to be too high."""


@dataclass(frozen=True, slots=True)
class CurveFinding:
    """Something that a plan's author should know."""

    code: Code
    at: float | None
    """Attainment, a decimal."""
    amount: float | None
    """Money at the plan's target incentive; ``None`` where that is not known."""
    message: str
    to: float | None = None
    """Attainment at which a stretch ends; ``None`` where it has no end."""


def check_curve(curve: PlanCurve, attained: Floats | None = None) -> tuple[CurveFinding, ...]:
    """
    Look a curve over.

    Parameters
    ----------
    curve : PlanCurve
        The plan's curve.
    attained : ndarray, shape (n,), optional
        Attainments of the people on it, decimals: what they reach decides on caps, thresholds
        and the excellence point.

    Returns
    -------
    tuple of CurveFinding
        In the order of the curve.
    """
    known = None if attained is None else attained[~np.isnan(attained)]
    reached = TOP if known is None or not known.size else max(float(known.max()), 1.0)
    found = [
        *_jumps(curve),
        *_stretches(curve, reached),
        *_at_target(curve),
        *_people(curve, known),
        *_overlaps(curve.plan),
    ]
    return tuple(sorted(found, key=lambda f: (-1.0 if f.at is None else f.at, f.code)))


def _jumps(curve: PlanCurve) -> Iterator[CurveFinding]:
    at = curve.breaks()
    before, there, after = curve.share(at - NEAR), curve.share(at), curve.share(at + NEAR)
    falls = np.maximum(before, there) - np.minimum(there, after)  # one point may pay by itself
    steps = np.where(falls > _LEAST, -falls, after - before)
    for x, step in zip(at.tolist(), steps.tolist(), strict=True):
        if step > _LEAST:
            yield CurveFinding(
                "cliff",
                x,
                curve.money(step),
                f"At {_percent(x)} of quota one more sale pays {_said(curve, step)} at once.",
            )
        elif step < -_LEAST:
            yield _inversion(curve, x, None, -step)


def _stretches(curve: PlanCurve, reached: float) -> Iterator[CurveFinding]:
    """Stretches between breaks that pay nothing more, or less."""
    ends = np.unique(np.concatenate([[0.0], curve.breaks(), [TOP, 10 * TOP]]))
    rise = curve.share(ends[1:] - NEAR) - curve.share(ends[:-1] + NEAR)
    flat_from: float | None = None
    for (start, end), gained in zip(pairwise(ends.tolist()), rise.tolist(), strict=True):
        if gained < -_LEAST:
            yield _inversion(curve, start, end, -gained)
        is_flat = abs(gained) <= _LEAST
        if is_flat and flat_from is None:
            flat_from = start
        if flat_from is not None and not (is_flat and _goes_on(curve, end)):
            yield from _flat(curve, flat_from, end if is_flat else start, reached)
            flat_from = None


def _goes_on(curve: PlanCurve, at: float) -> bool:
    """Whether nothing jumps at the end of a flat stretch, so that it may go on behind it."""
    if at >= 10 * TOP:
        return False
    sides = curve.share(np.array([at - NEAR, at + NEAR]))
    return bool(abs(sides[1] - sides[0]) <= _LEAST)


def _flat(curve: PlanCurve, start: float, end: float, reached: float) -> Iterator[CurveFinding]:
    share = float(curve.share(np.array([start + NEAR]))[0])
    if end < 10 * TOP:
        message = f"From {_percent(start)} to {_percent(end)} of quota selling more pays nothing."
        yield CurveFinding("flat", start, curve.money(share), message, end)
    elif start <= reached:
        yield CurveFinding(
            "cap",
            start,
            curve.money(share),
            f"Above {_percent(start)} of quota nothing more is paid than {_said(curve, share)}.",
        )


def _inversion(curve: PlanCurve, start: float, end: float | None, lost: float) -> CurveFinding:
    where = f"At {_percent(start)}" if end is None else f"From {_percent(start)} to {_percent(end)}"
    message = f"{where} of quota selling more pays {_said(curve, lost)} less."
    return CurveFinding("inversion", start, curve.money(lost), message, end)


def _at_target(curve: PlanCurve) -> Iterator[CurveFinding]:
    share = float(curve.share(np.array([1.0]))[0])
    if curve.scale == curve.target_incentive or np.isnan(curve.target_incentive):
        gap = share - 1.0
        if abs(gap) > 5e-4:
            side = "more" if gap > 0 else "less"
            yield CurveFinding(
                "target_not_at_100",
                1.0,
                curve.money(gap),
                f"At 100 % of quota the plan pays {_percent(share)} of target incentive, "
                f"{_said(curve, abs(gap))} {side}.",
            )
    below, above = curve.slope(np.array([1.0 - 1e-4, 1.0]))
    if above <= below + _LEAST:
        how = "no more" if abs(above - below) <= _LEAST else "less"
        yield CurveFinding(
            "no_accelerator",
            1.0,
            curve.money(float(above - below)),
            f"A sale above 100 % of quota pays {how} for each dollar than one below.",
        )


def _people(curve: PlanCurve, attained: Floats | None) -> Iterator[CurveFinding]:
    """What depends on where people land."""
    if attained is None or not attained.size:
        return
    paid = curve.share(attained)
    unpaid = float(np.mean(paid <= _LEAST))
    if unpaid > MISSED:
        starts = np.linspace(0, TOP, 2001)
        first = float(starts[np.argmax(curve.share(starts) > _LEAST)])
        yield CurveFinding(
            "threshold",
            first,
            None,
            f"{_percent(unpaid)} of people finish below {_percent(first)} of quota and are paid "
            "nothing; a threshold is meant to be reached by nine in ten.",
        )
    best = float(np.quantile(attained, 0.9))
    yield CurveFinding(
        "excellence",
        best,
        curve.money(float(curve.share(np.array([best]))[0])),
        f"One person in ten reaches {_percent(best)} of quota, where the plan pays "
        f"{float(curve.share(np.array([best]))[0]):.2f} times target incentive.",
    )


def _overlaps(plan: Plan) -> Iterator[CurveFinding]:
    """Two rules that act on one deal."""
    fields = [multiplier.field for multiplier in plan.deals.rules.multipliers]
    for name in sorted({name for name in fields if fields.count(name) > 1}):
        message = f"{fields.count(name)} multipliers read {name}, so one deal meets both."
        yield CurveFinding("overlap", None, None, message)
    for n, one in enumerate(plan.deals.spifs):
        for other in plan.deals.spifs[n + 1 :]:
            apart = (one.last and other.first and one.last < other.first) or (
                other.last and one.first and other.last < one.first
            )
            if not apart and (one.where == other.where or None in (one.where, other.where)):
                message = f"The SPIFs {one.id} and {other.id} pay on the same deals."
                yield CurveFinding("overlap", None, None, message)


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"


def _said(curve: PlanCurve, share: float) -> str:
    money = curve.money(share)
    if money is None:
        return f"{_percent(share)} of target incentive"
    return f"{curve.plan.currency} {money:,.2f}".strip()
