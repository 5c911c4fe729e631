"""Sentences about time: what a change costs in its first year, and what is left once settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.band import middle
from pages._shared import figures

if TYPE_CHECKING:
    from engine.model.results import ScenarioResult

_PARTS = {
    "lost_bookings": "bookings lost on accounts that change hands",
    "dual_credit": "pay for crediting both owners",
    "pipeline_protection": "pay for open deals that stay with the prior owner",
    "hold_harmless": "pay to hold people harmless",
}


def cost(result: ScenarioResult, currency: str) -> str:
    """What the change costs and what that is made of; empty where nothing has to be paid for."""
    parts = result.metrics.get("transition_cost")
    if not isinstance(parts, dict):
        return ""
    said = [
        f"{figures.money(parts[key], currency)} {words}"
        for key, words in _PARTS.items()
        if parts[key] >= 1
    ]
    if not said:
        return ""
    joined = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"The change costs {joined}. These are estimates of the first year."


def later(result: ScenarioResult, currency: str) -> str:
    """Middle rep and bookings once all has settled; empty where that is year one."""
    median, booked = (middle(result.steady.get(key)) for key in ("median_attainment", "bookings"))
    if booked is None:
        return ""
    first = middle(result.metrics.get("bookings")) or 0.0
    way = "more" if booked >= first else "less"
    text = f"{figures.money(abs(booked - first), currency)} {way} is booked a year"
    if median is None:
        return f"Once all has settled, {text} than in year one."
    now = figures.percent(middle(result.metrics.get("median_attainment")))
    then = figures.percent(median)
    beside = "as in year one" if then == now else f"where in year one it is {now}"
    return (
        f"Once all has settled, half the team is below {then} of quota, {beside}; {text} than in "
        "year one."
    )
