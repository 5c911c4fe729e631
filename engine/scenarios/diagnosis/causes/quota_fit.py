"""Do quotas follow what a seat can give?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from engine.metrics.fit import share_in_band
from engine.model.diagnosis import StructuredTest
from engine.response.sheet import year_steps
from engine.scenarios.diagnosis.ground import LEVEL, STRICT, unavailable
from engine.scenarios.diagnosis.words import percent, to

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenarios.diagnosis.ground import Ground

    Floats = NDArray[np.float64]

NAME = "quota_fit"
_FEWEST = 20


def look(ground: Ground) -> StructuredTest:
    """Compare the slope of log quota on log potential with that of results."""
    if ground.parts is None:
        return unavailable(NAME, "Nobody with a patch carries a quota (quota.amount).")
    log_quota, log_potential, segment = _rates(ground)
    if log_quota.size < _FEWEST or not log_potential.std() > 0:
        return unavailable(
            NAME, f"Fewer than {_FEWEST} patches have a known potential and somebody past the "
            "ramp with a quota, or all patches are alike (account.potential)."
        )  # fmt: skip
    slope, deviation = _slope(log_quota, log_potential, segment)
    follows, doubt = ground.model.elasticity
    z, strict = (float(norm.ppf(0.5 + level / 2)) for level in (LEVEL, STRICT))
    apart = follows - slope
    is_found = abs(apart) > strict * float(np.hypot(deviation, doubt))
    _, _, fit = year_steps(ground.model, ground.judged.year, ground.judged.booked)
    quota = ground.judged.year.quota
    inside = np.unique(ground.panel.rep[ground.in_year])
    carried = quota[inside][~np.isnan(quota[inside])]
    in_band = share_in_band(carried, fit)
    meaning = (
        "so quotas are too low in rich patches and too high in poor ones"
        if apart > 0
        else "so quotas are too high in rich patches and too low in poor ones"
    )
    said = (
        f"Quotas follow the potential of a patch with exponent {slope:.2f} "
        f"({to(slope - z * deviation, slope + z * deviation)}), results with {follows:.2f} "
        f"({to(follows - z * doubt, follows + z * doubt)})"
    )
    said += f", {meaning}." if is_found else "; no difference is shown."
    said += f" {percent(in_band)} of quota money is within 15 % of what the patch can give."
    return StructuredTest(
        NAME, said, slope, slope - z * deviation, slope + z * deviation, int(log_quota.size),
        _rows(ground, fit), found=is_found,
    )  # fmt: skip


def _rates(ground: Ground) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Log quota of ramped people, log potential and segment of each seat with both."""
    _, _, level = ground.quota_levels(ground.in_year)
    potential = ground.panel.seats.log_potential
    known = ~np.isnan(level) & ~np.isnan(potential)
    return level[known], potential[known], ground.panel.seats.segment[known]


def _slope(y: Floats, x: Floats, group: NDArray[np.int64]) -> tuple[float, float]:
    """Slope within groups by least squares, and its standard error."""
    y, x = y.copy(), x.copy()
    names = np.unique(group)
    for name in names:
        here = group == name
        y[here] -= y[here].mean()
        x[here] -= x[here].mean()
    slope = float(x @ y / (x @ x))
    rest = y - slope * x
    freedom = max(y.size - names.size - 1, 1)
    return slope, float(np.sqrt(rest @ rest / freedom / (x @ x)))


def _rows(ground: Ground, fit: Floats) -> tuple[dict[str, object], ...]:
    reps = np.unique(ground.panel.rep[ground.in_year])
    quota = ground.judged.year.quota
    judged = [rep for rep in reps.tolist() if not np.isnan(quota[rep])]
    return tuple(
        {
            "rep_id": ground.history.rep_ids[rep],
            "quota": float(quota[rep]),
            "fit": float(value),
        }
        for rep, value in zip(judged, fit.tolist(), strict=True)
    )
