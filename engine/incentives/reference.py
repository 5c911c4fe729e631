"""The rules of the plan language in words, each with an example that tests pay by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the language."""

    topic: str
    key: str
    """What is written."""
    meaning: str
    example: str
    """Part of a component, as YAML."""
    sold: tuple[float, ...]
    """Sold in each quarter from the first on, as shares of a quarter's quota of 1,000."""
    pays: tuple[float, ...]
    """What each of these quarters pays at a target incentive of 40,000 a year, money."""


_PERIOD = "window: period, "
RULES: tuple[Rule, ...] = (
    Rule(
        "curve",
        "marginal",
        "Each tier's value pays on the part of x inside the tier.",
        _PERIOD + "curve: {method: marginal, tiers: [[0, 1.0], [1.0, 2.0]]}",
        (0.8, 1.2),
        (8_000, 14_000),
    ),
    Rule(
        "curve",
        "whole",
        "The value of the tier that x is in pays on all of x: from the first dollar, hence a cliff "
        "at each tier.",
        _PERIOD + "curve: {method: whole, tiers: [[0, 1.0], [1.0, 1.5]]}",
        (0.8, 1.2),
        (8_000, 18_000),
    ),
    Rule(
        "curve",
        "lookup",
        "The value of the tier that x is in is what is paid.",
        _PERIOD + "curve: {method: lookup, tiers: [[0.5, 0.4], [1.0, 1.0]]}",
        (0.4, 0.9, 1.2),
        (0, 4_000, 10_000),
    ),
    Rule(
        "curve",
        "interpolate",
        "Straight lines between points; below them nothing (or flat, or the first line carried "
        "on), above them flat (or the last line).",
        _PERIOD + "curve: {method: interpolate, points: [[0.5, 0.25], [1.0, 1.0]], above: slope}",
        (0.4, 0.75, 1.2),
        (0, 6_250, 13_000),
    ),
    Rule(
        "curve",
        "boundary: upper",
        "An x equal to a tier's start is still in the tier below; left out, it is in the tier.",
        _PERIOD + "curve: {method: lookup, boundary: upper, tiers: [[0, 0.5], [1.0, 1.0]]}",
        (1.0, 1.01),
        (5_000, 10_000),
    ),
    Rule(
        "window",
        "period",
        "Each settlement alone; the curve starts again.",
        "window: period, curve: {method: marginal, tiers: [[0, 1.0], [1.0, 2.0]]}",
        (1.5, 0.5),
        (20_000, 5_000),
    ),
    Rule(
        "window",
        "ytd_delta",
        "The curve on the year to date, less what earlier settlements of the year paid.",
        "window: ytd_delta, curve: {method: marginal, tiers: [[0, 1.0], [1.0, 2.0]]}",
        (1.5, 0.5),
        (20_000, 0),
    ),
    Rule(
        "window",
        "ytd_rate",
        "The rate of the tier that the year to date is in, on this settlement's own sales.",
        "window: ytd_rate, curve: {method: marginal, tiers: [[0, 1.0], [1.0, 2.0]]}",
        (0.8, 1.4),
        (8_000, 28_000),
    ),
    Rule(
        "window",
        "annual",
        "Once, with the settlement that ends the fiscal year; interim pays on account before.",
        "window: annual, interim: {share: 0.5, cap: 1.0}, "
        "curve: {method: marginal, tiers: [[0, 1.0]]}",
        (1.0, 2.0, 1.0, 1.0),
        (5_000, 5_000, 5_000, 35_000),
    ),
    Rule(
        "window",
        "against: year",
        "A year-to-date window stands against the whole year's quota and target incentive; left "
        "out, against those to date.",
        "window: ytd_delta, against: year, curve: {method: marginal, tiers: [[0, 0], [0.5, 2.0]]}",
        (1.0, 1.0, 1.0, 1.0),
        (0, 0, 20_000, 20_000),
    ),
    Rule(
        "then",
        "threshold",
        "Below this input the component pays nothing.",
        _PERIOD + "threshold: 0.6, curve: {method: marginal, tiers: [[0, 1.0]]}",
        (0.5, 0.6),
        (0, 6_000),
    ),
    Rule(
        "then",
        "gate",
        "While another measure (or its attainment) is below at_least, pay is multiplied; in a "
        "year-to-date window before earlier payments are taken off. Several gates all act.",
        _PERIOD + "gate: {attainment: sales, at_least: 1.0, else_multiply: 0.5}, "
        "curve: {method: marginal, tiers: [[0, 1.0]]}",
        (0.8, 1.0),
        (4_000, 10_000),
    ),
    Rule(
        "then",
        "multiply_by",
        "A factor looked up by another measure: tiers, points, or the measure itself.",
        _PERIOD + "multiply_by: {attainment: sales, tiers: [[0, 0.8], [1.0, 1.1]]}, "
        "curve: {method: marginal, tiers: [[0, 1.0]]}",
        (0.5, 1.0),
        (4_000, 11_000),
    ),
    Rule(
        "then",
        "cap",
        "Largest payout share of the window; largest money of an amount component.",
        _PERIOD + "cap: 1.5, curve: {method: marginal, tiers: [[0, 1.0]]}",
        (1.4, 1.6),
        (14_000, 15_000),
    ),
)
"""In the order in which a component is read."""

ORDER = (
    "credit",
    "deal rules",
    "measure",
    "curve",
    "threshold",
    "gate",
    "modifier",
    "cap",
    "rounding",
    "SPIF",
    "guarantee",
    "draw",
    "hold-harmless",
    "plan cap",
)
"""In which pay is worked out."""
