"""What shape a written date has, told from the text alone."""

from __future__ import annotations

import re
from typing import Literal

NUMERIC = "numeric"

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?"
_ISO = re.compile(rf"\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}(?:[T ]{_CLOCK}Z?)?")
_OFFSET = re.compile(rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}[T ]{_CLOCK} ?(?:UTC|GMT|[+-]\d{{2}}:?\d{{2}})")
_NUMERIC = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[./-]) ?(?P<second>\d{{1,2}})(?P=mark) ?"
    r"(?P<year>\d{4}|\d{2})"
    rf"(?:(?P<gap>,? +|T)(?P<clock>{_CLOCK}))?"
)
_SHAPES = (
    ("iso", _ISO),
    ("offset", _OFFSET),
    (NUMERIC, _NUMERIC),
    ("compact", re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")),
    ("serial", re.compile(r"\d{5}(?:\.\d+)?")),
    ("epoch", re.compile(r"\d{9,10}|\d{12,13}")),
    ("kanji", re.compile(r"\d{4}年\d{1,2}月\d{1,2}日.*")),
    ("named", re.compile(r"(?=.*\d)(?=.*[^\W\d_]{3}).{6,40}")),
)


def shape_of(value: str) -> str:
    """Name of the shape, empty where the text looks like no date."""
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(value)), "")


def day_and_month(value: str) -> tuple[int, int] | None:
    """First and second number of a numeric date."""
    match = _NUMERIC.fullmatch(value)
    return (int(match["first"]), int(match["second"])) if match else None


def strptime_format(value: str, order: Literal["day", "month"]) -> str:
    """Format that reads a numeric date, empty where the text is none."""
    match = _NUMERIC.fullmatch(value)
    if not match:
        return ""
    mark = match["mark"]
    gap = " " if re.match(rf"\d{{1,2}}{re.escape(mark)} ", value) else ""
    first, second = ("%d", "%m") if order == "day" else ("%m", "%d")
    year = "%Y" if len(match["year"]) == 4 else "%y"
    date = f"{first}{mark}{gap}{second}{mark}{gap}{year}"
    return date + (match["gap"] + _clock_format(match["clock"]) if match["clock"] else "")


def _clock_format(clock: str) -> str:
    half = re.search(r"( ?)[AaPp][Mm]", clock)
    hours = "%I" if half else "%H"
    colons = clock.count(":")
    form = f"{hours}:%M" + (":%S" if colons == 2 else "") + (".%g" if "." in clock else "")
    return form + (f"{half[1]}%p" if half else "")
