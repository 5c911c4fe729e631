"""What a plan costs to come, in sentences and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.band import Band
from pages._shared import exports, figures

if TYPE_CHECKING:
    from engine.scenarios.incentive.to_come import PayToCome
    from pages._shared.reference import Row


def rows(found: PayToCome, currency: str) -> list[Row]:
    """Each quarter's pay and the year's to its end; last the whole year."""
    listed = [
        {
            "Incentive pay": f"Quarter {n}",
            "In the middle": figures.money(each.p50, currency),
            "Four times in five between": _ends(each, currency),
            "Year to date": figures.money(so_far.p50, currency),
            "Year to date between": _ends(so_far, currency),
        }
        for n, (each, so_far) in enumerate(found.bands(), start=1)
    ]
    year = Band.of(found.cost)
    whole = {
        "Incentive pay": "The year",
        "In the middle": figures.money(year.p50, currency),
        "Four times in five between": _ends(year, currency),
    }
    return [*listed, {**whole, **dict.fromkeys(list(listed[0])[3:], "")} if listed else whole]


def _ends(band: Band, currency: str) -> str:
    return " and ".join(figures.money_ends(band.p10, band.p90, currency))


def sentence(found: PayToCome, budget: float, currency: str) -> str:
    """The worst case with its percentile, and the chance of costing more than a budget."""
    said = (
        f"One year in a hundred costs more than {figures.money(found.worst, currency)} (99th "
        f"percentile of {figures.count(found.cost.size)} possible years)."
    )
    if budget <= 0:
        return said
    chance = figures.chance(found.chance_above(budget))
    return f"The chance of costing more than {figures.money(budget, currency)} is {chance}. {said}"


def notes(found: PayToCome) -> str:
    """What these years take for granted."""
    said = [
        "Everybody with a quota, last year's quotas kept and spread evenly over the quarters, in "
        "the same possible years as on What-if. Behaviour under a new plan is taken to stay as it "
        "is. Advances, guarantees and SPIFs are not in it."
    ]
    if found.by_quarter is None:
        said.append(
            "By quarter it is not known: that takes a year of history and twenty reps "
            "(opportunity.close_date, assignment.rep_id)."
        )
    elif found.restarts:
        said.append(
            "The draft starts its curve again each period; What-if and Compare take the year as "
            "a whole, so their pay and their chance of passing a budget differ somewhat."
        )
    return " ".join(said)


def largest(found: PayToCome, currency: str, *, names: bool) -> list[Row]:
    """The largest payouts of the coming year; people masked until asked."""
    ids = found.people["rep_id"].to_pylist()
    alias = dict(zip(ids, exports.aliases(ids, "Rep"), strict=True))
    return [
        {
            "Rep": str(person["name"] if names else alias[person["rep_id"]]),
            "Pay of the coming year": figures.money(person["pay"], currency),
            "Four times in five between": _ends(
                Band(person["pay_p10"], person["pay"], person["pay_p90"]), currency
            ),
        }
        for person in found.largest.to_pylist()
    ]
