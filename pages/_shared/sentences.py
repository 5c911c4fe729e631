"""Computed sentences about a past period: what the numbers say, in the screen's own words.

Every function returns plain text, or an empty string where the numbers for it are missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.band import Band
from pages._shared import figures
from pages._shared.charts.concentration import carried, tenths
from pages._shared.charts.median_gap import STEPS
from pages._shared.charts.side import middle_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engine.model.results import AsIs, ScenarioResult

LIKELY = "four times in five between"
_NEAR = 0.005
"""Shares closer than half a point read as the same on screen."""
_MANIFOLD = 2.0
"""From here on a multiple is said in times: nobody pictures 776 % more."""


COMPANY, PART = "The company", "This part of the team"


def standing(as_is: AsIs, currency: str, who: str = COMPANY) -> str:
    """First sentence of all: plan, reps at quota, and what was handed out."""
    at_quota = middle_of(as_is, "participation")
    start = _so_far(as_is) + _made(as_is, currency, who)
    if at_quota is None:
        return f"{start}. No quota is known for this period, so nobody's result can be read."
    plan_made = _plan_made(as_is)
    surprising = plan_made is not None and plan_made >= 0.9 and at_quota < 0.5
    link = ", yet only" if surprising else ", and"
    text = f"{start}{link} {figures.percent(at_quota)} of reps made quota"
    cause = handed_out(as_is)
    return f"{text}: {cause}." if cause else f"{text}."


def handed_out(as_is: AsIs) -> str:
    """Quota against what could be expected, without a full stop."""
    multiple = middle_of(as_is, "quota_to_expected")
    if multiple is None:
        return ""
    if abs(multiple - 1) < _NEAR:
        return "as much quota was handed out as these patches could be expected to book"
    if multiple >= _MANIFOLD:
        return (
            f"{multiple:,.1f} times as much quota was handed out as these patches could be "
            "expected to book"
        )
    more = "more" if multiple > 1 else "less"
    return (
        f"{figures.percent(abs(multiple - 1))} {more} quota was handed out than these patches "
        "could be expected to book"
    )


def middle_rep(result: AsIs | ScenarioResult) -> str:
    """Title of the attainment chart."""
    median = middle_of(result, "median_attainment")
    return "" if median is None else f"Half the team is below {figures.percent(median)} of quota"


def fair(as_is: AsIs) -> str:
    """Where the middle rep would land under fitting quotas, luck included, and their total."""
    value = as_is.metrics.get("fair_median")
    if not isinstance(value, Band):
        return ""
    return (
        f"If every quota were what its patch can be expected to book{_other_total(as_is)}, the "
        f"middle rep would land at {figures.percent(value.p50)} ({LIKELY} {between(value)})."
    )


def fit(result: AsIs | ScenarioResult) -> str:
    """Title of the fit chart."""
    share = middle_of(result, "fit_in_band")
    return "" if share is None else f"{figures.percent(share)} of quota dollars fit their patch"


def gap(parts: Mapping[str, float]) -> str:
    """Title of the median gap: how far off, and which part weighs most."""
    total = sum(parts[key] for key, _ in STEPS)
    if abs(total) < _NEAR:
        return "The middle rep is at quota"
    key, words = max(STEPS, key=lambda step: parts[step[0]] * np.sign(total))
    side = "short of" if total < 0 else "above"
    start = f"The middle rep is {_points(total)} {side} quota"
    because = _BECAUSE.get((key, total < 0), words)
    part = _points(parts[key])
    if round(abs(parts[key]) * 100) > round(abs(total) * 100):  # no part is most of less
        return f"{start}: {because} ({part}), offset in part by the rest"
    return f"{start}, most of it ({part}) because {because}"


def concentration(as_is: AsIs) -> str:
    """Title of the concentration chart."""
    share = tenths(carried(as_is))
    if share.size == 0:
        return ""
    return f"The strongest tenth of reps brings in {figures.percent(float(share[0]))} of bookings"


def whole_people(as_is: AsIs) -> str:
    """What the strongest tenth carries counted in whole people, where that is another figure."""
    people, share = carried(as_is), middle_of(as_is, "top_decile_share")
    if share is None or figures.percent(share) == figures.percent(float(tenths(people)[0])):
        return ""
    n = int(np.count_nonzero(~np.isnan(people)))
    return (
        f"Each bar is a tenth to the part of a person, {n / 10:g} reps; the strongest "
        f"{-(-n // 10)} whole people bring in {figures.percent(share)}."
    )


def groups(parts: Sequence[tuple[str, NDArray[np.float64]]]) -> str:
    """Title of attainment by group: the highest and the lowest middle; no word on why."""
    large = [(name, float(np.median(people))) for name, people in parts if people.size >= 5]
    if len(large) < 2:
        return "Attainment by group"
    low, high = min(large, key=lambda part: part[1]), max(large, key=lambda part: part[1])
    return (
        f"The middle rep is at {figures.percent(high[1])} in {high[0]}, "
        f"at {figures.percent(low[1])} in {low[0]}"
    )


def between(band: Band) -> str:
    """Ends of a share's band: ``94 and 99 %``."""
    return f"{band.p10 * 100:,.0f} and {figures.percent(band.p90)}"


_BECAUSE = {
    ("level", True): "too much quota was handed out",
    ("level", False): "less quota was handed out than was booked",
    ("weighting", True): "big patches did better than small ones",
    ("weighting", False): "small patches did better than big ones",
    ("skew", True): "a few carry the number",
    ("skew", False): "a few fell far behind",
}


def _other_total(as_is: AsIs) -> str:
    """How the total of fitting quotas would differ, so that it is not read as fit alone."""
    multiple = middle_of(as_is, "quota_to_expected")
    if not multiple or abs(1 / multiple - 1) < _NEAR:
        return ""
    more = "more" if multiple < 1 else "less"
    return f", {figures.percent(abs(1 / multiple - 1))} {more} in all"


def _so_far(as_is: AsIs) -> str:
    """Opening for a period that the data do not reach the end of."""
    if as_is.as_of >= as_is.period.last:
        return ""
    return f"{as_is.period} is not over (the data end on {as_is.as_of}). So far: "


def _plan_made(as_is: AsIs) -> float | None:
    booked, plan = middle_of(as_is, "bookings"), middle_of(as_is, "target")
    return booked / plan if booked is not None and plan else None


def _made(as_is: AsIs, currency: str, who: str) -> str:
    made = _plan_made(as_is)
    if made is not None:
        return f"{who} made {figures.percent(made)} of plan"
    booked = middle_of(as_is, "bookings")
    if booked is None:
        return "No bookings are known"
    return f"{who} booked {figures.money(booked, currency)}"


def _points(difference: float) -> str:
    number = f"{abs(difference) * 100:,.0f}"
    return f"{number} point" if number == "1" else f"{number} points"
