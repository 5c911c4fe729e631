"""Computed sentences about a scenario beside the baseline: what changes, and what does not.

Changes are paired: baseline and scenario live through the same possible years.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.model.band import Band, middle
from engine.scenarios.both_ends import between_ends, depends, end_changes
from pages._shared import figures, written
from pages._shared.charts.payout_curve import is_same
from pages._shared.charts.side import middle_of
from pages._shared.sentences import LIKELY
from pages._shared.written import is_nothing

if TYPE_CHECKING:
    from engine.model.results import ScenarioResult

Change = float | Band
Said = tuple[str, str]
"""A title and a second sentence, which may be empty."""
_NEAR = 0.005
_AS = ("as", "nearly as")
_LITTLE = "changes by less than a point"
SAME_LUCK = (
    "Each figure is the middle of its own possible years. A change is taken year by year, under "
    "the same luck and before rounding, so it need not be the difference of the two figures shown."
)
ONLY_PAY = "This changes who is paid, not what is sold."


def middle_reps(baseline: ScenarioResult, draft: ScenarioResult, *, moves: bool = False) -> str:
    """Title of the attainment pair; ``moves`` where the change below it is of a point or more."""
    now, then = (figures.percent(middle_of(r, "median_attainment")) for r in (baseline, draft))
    if now == then:
        return f"Half the team is below {now} of quota, {_AS[moves]} if we carry on"
    return f"Half the team is below {then} of quota; if we carry on, below {now}"


def fits(baseline: ScenarioResult, draft: ScenarioResult, *, moves: bool = False) -> str:
    """Title of the fit pair; ``moves`` where the change below it is of a point or more."""
    now, then = (written.share(r.metrics.get("fit_in_band")) for r in (baseline, draft))
    if figures.MISSING in (now, then):
        return "Quota against what the patch can give"
    if now == then:
        return f"{then} of quota dollars fit their patch, {_AS[moves]} if we carry on"
    return f"{then} of quota dollars fit their patch; if we carry on, {now}"


def plans(baseline: ScenarioResult, draft: ScenarioResult) -> str:
    """Title of the payout pair."""
    if is_same(baseline.curve, draft.curve):
        return "The plan stays as it is"
    return "The plan pays more or less where the two lines part"


def of_pair(
    baseline: ScenarioResult,
    draft: ScenarioResult,
    differences: Mapping[str, Change],
    currency: str,
) -> dict[str, Said]:
    """Title and paired change of each of the three pairs, by the metric they are about."""
    get, ends = differences.get, end_changes(baseline, draft)
    paid = pay_moves(draft, get("payout"), currency)
    moved = {key for key in differences if depends(ends, key) or _points(get(key)) != 0}
    return {
        "median_attainment": (
            middle_reps(baseline, draft, moves="median_attainment" in moved),
            between_ends(ends, "median_attainment", "The middle rep")
            or middle_rep_moves(get("median_attainment")),
        ),
        "fit_in_band": (
            fits(baseline, draft, moves="fit_in_band" in moved),
            between_ends(ends, "fit_in_band", "What fits") or fit_moves(get("fit_in_band")),
        ),
        "payout": (plans(baseline, draft), paid),
    }


def how_taken(differences: Mapping[str, Change]) -> str:
    """How changes are taken, beside the figures that they are of; empty where nothing changes."""
    return "" if all(is_nothing(change) for change in differences.values()) else SAME_LUCK


def middle_rep_moves(change: Change | None) -> str:
    """Paired change of the middle rep's result, with its band."""
    same = "stays where it is" if is_nothing(change) else _LITTLE
    return _moves("The middle rep", change, "rises", "falls", same)


def fit_moves(change: Change | None) -> str:
    """Paired change of the quota dollars that fit."""
    same = "stays the same: all quotas move alike" if is_nothing(change) else _LITTLE
    return _moves("What fits", change, "rises", "falls", same)


def pay_moves(draft: ScenarioResult, change: Change | None, currency: str) -> str:
    """Payout of the scenario and its paired change, in money."""
    paid = middle_of(draft, "payout")
    if paid is None:
        return draft.unavailable.get("payout", "")
    text = f"It pays {figures.money(paid, currency)}"
    if change is None or abs(_middle(change)) < 0.5:
        return f"{text}, the same as if we carry on."
    more = "more" if _middle(change) > 0 else "less"
    text += f", {figures.money(abs(_middle(change)), currency)} {more} than if we carry on"
    return f"{text}{_likely_money(change, currency)}."


def sales_moves(change: Change | None, baseline: ScenarioResult) -> str:
    """Paired change of bookings, in percent of the baseline's."""
    booked = middle_of(baseline, "bookings")
    if change is None or not booked:
        return ""
    if is_nothing(change):
        return "Bookings stay the same."
    share = _middle(change) / booked
    way = "rise" if share > 0 else "fall"
    return f"Bookings {way} about {figures.percent(abs(share), 1)}."


def verdicts(
    baseline: ScenarioResult,
    draft: ScenarioResult,
    differences: Mapping[str, Change],
    currency: str,
) -> list[str]:
    """Sentences to be read out under the pairs: what this is and what it is not."""
    found = []
    if is_only_pay(differences):
        found.append(ONLY_PAY)
    median, fit_share = (
        _change(differences, "median_attainment"),
        _change(differences, "fit_in_band"),
    )
    handed = _change(differences, "quota_total")
    if median > _NEAR and fit_share < -_NEAR:
        found.append(
            "This makes the middle rep look better and the quotas less fair: patches that were "
            "already easy get easier."
        )
    elif median > _NEAR and handed < -1 and abs(fit_share) <= _NEAR:
        found.append("The middle rep rises because less is handed out, not because quotas fit.")
    elif median < -_NEAR and handed > 1:
        found.append("More is handed out, no more is sold: the same results read as worse.")
    found.append(target_gap(draft, differences, currency))
    return [sentence for sentence in found if sentence]


def target_gap(draft: ScenarioResult, differences: Mapping[str, Change], currency: str) -> str:
    """Say plainly that a scenario does not close the gap to the target, where it does not."""
    gap = middle_of(draft, "target_gap")
    if gap is None or gap >= 0 or all(is_nothing(change) for change in differences.values()):
        return ""
    target = middle_of(draft, "target") or gap
    return (
        f"This does not close the {figures.money_like(-gap, target, currency)} gap to the target. "
        "That needs a lower target, more sellers a year ahead, or a bigger market."
    )


def target_line(result: ScenarioResult, currency: str) -> str:
    """Target, expected, gap and chance in one sentence; empty where no target is loaded."""
    target, expected = middle_of(result, "target"), result.metrics.get("bookings")
    if target is None or not isinstance(expected, Band):
        return ""
    gap = expected.p50 - target
    way = "short of" if gap < 0 else "above"
    text = (
        f"{figures.money(expected.p50, currency)} expected ({LIKELY} "
        f"{figures.money(expected.p10, currency)} and {figures.money(expected.p90, currency)}), "
        f"{figures.money_like(abs(gap), target, currency)} {way} the target of "
        f"{figures.money(target, currency)}"
    )
    chance = result.metrics.get("target_chance")
    if isinstance(chance, Band):
        low, high = figures.chance(chance.p10), figures.chance(chance.p90)
        text = f"{text}; the chance of making it lies between {low} and {high}, by whether what "
        text += "lasts is the person's or the patch's"
    elif isinstance(chance, float):
        text = f"{text}; the chance of making it is {figures.chance(chance)}"
    handed = result.metrics.get("quota_to_expected")
    if handed is None or isinstance(handed, Mapping):
        return f"{text}."
    return f"{text}. Quota handed out for each dollar {_each(result, handed, currency)}."


def _each(result: ScenarioResult, handed: float | Band, currency: str) -> str:
    """Of what, and how much: an average rep in each patch, before moves and newcomers cost."""
    quota = middle_of(result, "quota_total")
    if isinstance(handed, Band) and figures.ratio(handed.p10) != figures.ratio(handed.p90):
        return (
            f"that average reps would book: {written.band('quota_to_expected', handed, currency)}"
        )
    given = "" if quota is None else f"of the {figures.money(quota / middle(handed), currency)} "
    return f"{given}that average reps would book: {figures.ratio(middle(handed))}"


def is_only_pay(differences: Mapping[str, Change]) -> bool:
    """Whether what is paid changes while bookings, quotas and results do not."""
    sold = ("bookings", "quota_total", "median_attainment", "fit_in_band")
    same = all(is_nothing(differences[key]) for key in sold if key in differences)
    return same and not is_nothing(differences.get("payout", 0.0))


def _moves(who: str, change: Change | None, up: str, down: str, same: str) -> str:
    if change is None:
        return ""
    middle = _points(change)
    if middle == 0:
        return f"{who} {same}."
    noun = "point" if abs(middle) == 1 else "points"
    text = f"{who} {up if middle > 0 else down} {abs(middle)} {noun}"
    if not isinstance(change, Band):
        return f"{text}."
    low, high = sorted((abs(change.p10), abs(change.p90)))
    if round(change.p10 * 100) == round(change.p90 * 100):
        return f"{text}, much the same in every possible year."
    if change.p10 * change.p90 <= 0:
        ends = (figures.with_sign(end * 100) for end in (change.p10, change.p90))
        return f"{text} ({LIKELY} {' and '.join(ends)})."
    return f"{text} ({LIKELY} {low * 100:.0f} and {high * 100:.0f})."


def _points(change: Change | None) -> int:
    """Middle of a change of a share in whole points, as it is said."""
    return 0 if change is None else round(_middle(change) * 100)


def _likely_money(change: Change, currency: str) -> str:
    if not isinstance(change, Band):
        return ""
    if change.p10 < 0 < change.p90:
        less, more = figures.money_ends(-change.p10, change.p90, currency)
        return f" ({LIKELY} {less} less and {more} more)"
    low, high = figures.money_ends(*sorted((abs(change.p10), abs(change.p90))), currency)
    return f" ({LIKELY} {low} and {high})"


def _middle(change: Change) -> float:
    return change.p50 if isinstance(change, Band) else float(change)


def _change(differences: Mapping[str, Change], key: str) -> float:
    return _middle(differences[key]) if key in differences else 0.0
