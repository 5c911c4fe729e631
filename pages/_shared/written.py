"""How a figure of each unit is written: its value, its band, its change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.metrics.metric import Unit
from engine.metrics.registry import METRIC
from engine.model.band import Band, middle
from pages._shared import figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.metrics.metric import Metric

_NIL = 1e-9
_SMALL = 0.0095
"""Changes of a share below this get a decimal, so that they do not read as none."""
Value = float | Band | None
"""A count or sum, an estimate with its band, or nothing."""


def value(key: str, number: Value, currency: str) -> str:
    """Figure as text; an estimate by its middle."""
    middle = number.p50 if isinstance(number, Band) else number
    if key in ("target_chance", "over_budget_chance"):
        return figures.chance(middle)
    return _written(METRIC[key].unit, middle, currency)


def share(number: object) -> str:
    """Share as text; as a range where it depends on what the data cannot say."""
    if isinstance(number, Band) and figures.percent(number.p10) != figures.percent(number.p90):
        return figures.percent_band(number)
    return figures.percent(middle(number))


def band(key: str, number: Value, currency: str) -> str:
    """Range of an estimate, ``13.4 to 15.1``; empty for a count or a sum."""
    if not isinstance(number, Band):
        return ""
    unit = METRIC[key].unit
    if unit is Unit.SHARE:
        return figures.percent_band(number)
    if unit is Unit.MONEY:
        return figures.money_band(number, currency)
    low, high = (_written(unit, end, currency) for end in (number.p10, number.p90))
    return f"{low} to {high}"


def change(key: str, number: Value, currency: str) -> str:
    """Change against the baseline with its sign; shares in points, never in percent."""
    middle = number.p50 if isinstance(number, Band) else number
    if figures.is_missing(middle):
        return figures.MISSING
    unit = METRIC[key].unit
    if unit in (Unit.SHARE, Unit.POINTS):
        return figures.points(middle, decimals=int(_is_small(middle)))
    sign = "+" if middle > 0 else ""
    return f"{sign}{_written(unit, middle, currency)}"


def _is_small(points: float) -> bool:
    """Whether a difference of shares is said to a tenth of a point."""
    return 0 < abs(points) < _SMALL


def change_band(key: str, number: Value, currency: str) -> str:
    """Range of a paired change; empty where the change is the same in every possible year."""
    if not isinstance(number, Band) or number.p10 == number.p90:
        return ""
    ends = (number.p10, number.p90)
    if METRIC[key].unit in (Unit.SHARE, Unit.POINTS):
        is_fine = round(number.p10 * 100) == round(number.p90 * 100) or _is_small(number.p50)
        return figures.points_band(number, decimals=int(is_fine))
    if METRIC[key].unit is Unit.MONEY:
        texts = zip(figures.money_ends(*ends, currency), ends, strict=True)
        return " to ".join(f"{'+' if end > 0 else ''}{text}" for text, end in texts)
    low, high = (change(key, end, currency) for end in ends)
    return f"{low} to {high}"


def is_its_own(key: str, before: object, after: object, number: Value, currency: str) -> bool:
    """Whether a change of an estimate reads otherwise than the difference of the two figures."""
    if not isinstance(number, Band) or before is None or after is None:
        return False
    return change(key, middle(after) - middle(before), currency) != change(key, number, currency)


def is_nothing(number: Value) -> bool:
    """Whether a change is nil, in every possible year."""
    if number is None:
        return True
    ends = (number.p10, number.p50, number.p90) if isinstance(number, Band) else (number,)
    return all(abs(end) < _NIL for end in ends)


def labels(keys: Iterable[str]) -> dict[str, str]:
    """Plain words of figures, by key."""
    return {key: METRIC[key].label for key in keys}


def about(metric: Metric) -> dict[str, str]:
    """What a figure is, its formula and its source, as rows to be read."""
    return {
        "Also called": metric.term,
        "Formula": metric.formula,
        "Source": metric.source,
        "Read from": ", ".join(metric.needs) or "nothing further",
    }


def _written(unit: Unit, number: float | None, currency: str) -> str:
    match unit:
        case Unit.SHARE:
            return figures.percent(number)
        case Unit.POINTS:
            return figures.points(number)
        case Unit.MONEY:
            return figures.money(number, currency)
        case Unit.DAYS:
            return figures.MISSING if figures.is_missing(number) else f"{number:,.0f}\u00a0days"
        case Unit.COUNT:
            return figures.count(number)
        case _:
            return figures.ratio(number)
