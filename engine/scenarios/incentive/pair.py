"""Why two people's pay differs: patch, person and luck, in shares of target pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import DataError
from engine.incentives.year import BOOKINGS, year_pay
from engine.model.band import Band
from engine.model.shapley import shapley
from engine.response.identification import identify
from engine.response.year_of_rep import years_of
from engine.scenarios.diagnosis.judged import judge
from engine.scenarios.fitted import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.model.period import Period
    from engine.response.crossed import Effects
    from engine.response.year_of_rep import YearsOfReps
    from engine.scenarios.diagnosis.judged import Judged
    from engine.scenarios.fitted import Fitted
    from engine.scenarios.incentive.year_book import YearBook
    from engine.store.warehouse import Warehouse

    Floats = NDArray[np.float64]

PARTS = ("patch", "person", "luck")
_TWO = 2
PLAN = "plan"
"""A fourth part, where two people are paid by different plans or by rates on money."""


@dataclass(frozen=True, slots=True)
class PayPart:
    """One part of a difference of pay, in shares of target pay."""

    mean: float
    band: Band
    """Reaches over both ends where seller and patch cannot be told apart."""
    if_patch: float | None
    """Its mean with all that lasts given to the patch; ``None`` where the two can be told."""
    if_person: float | None
    """The same with all of it given to the person."""


@dataclass(frozen=True, slots=True, eq=False)
class PayDifference:
    """Pay of one person less that of another, as shares of each one's target pay."""

    one: float
    """What the plan pays the one for the result of the year, over target pay."""
    other: float
    """The same of the other."""
    parts: Mapping[str, PayPart]
    """By name; the means sum to the difference."""
    message: str
    """How well seller and patch can be told apart."""
    results_of: Period
    """Quarters whose results are paid."""
    terms_of: Period
    """Year whose plan and target pay are taken."""

    @property
    def apart(self) -> float:
        """The difference, in shares of target pay."""
        return self.one - self.other

    @property
    def is_earned(self) -> bool:
        """Whether results and terms are of the same year, so that the pay was earned in it."""
        results, terms = self.results_of, self.terms_of
        return (results.first, results.last) == (terms.first, terms.last)


@dataclass(frozen=True, slots=True, eq=False)
class PairGround:
    """People whose year can be taken apart, with draws of what they and their patches are."""

    fit: Fitted
    drawn: Effects
    judged: Judged
    number: Mapping[str, int]
    """Id → number in the history."""


def pair_ground(
    warehouse: Warehouse, book: YearBook, draws: int = 1_000, seed: int = 0
) -> PairGround | None:
    """
    Read whose pay can be compared.

    Returns
    -------
    PairGround or None
        ``None`` where the history carries no model, or fewer than two people can be judged.
    """
    fit = fitted(warehouse)
    if fit is None:
        return None
    judged = judge(warehouse, fit.history)
    panel = fit.model.panel
    there = set(panel.rep[np.isin(panel.quarter, judged.year.quarters)].tolist())
    quota = judged.year.quota
    of_book = set(book.reps)
    number = {
        rep: n
        for n, rep in enumerate(fit.history.rep_ids)
        if rep in of_book and n in there and quota[n] > 0
    }
    if len(number) < _TWO:
        return None
    return PairGround(fit, fit.model.draw(seed, draws), judged, number)


def pay_difference(ground: PairGround, book: YearBook, one: str, other: str) -> PayDifference:
    """
    Take the difference of two people's pay apart, in no order.

    Parameters
    ----------
    ground : PairGround
        What :func:`pair_ground` gives.
    book : YearBook
        Whose plans and target pay.
    one, other : str
        Ids of two people of the ground.

    Raises
    ------
    DataError
        If one of them cannot be judged, or has no target pay.

    Notes
    -----
    Each part is the mean, over the orders in which one's patch, person and luck could take the
    place of the other's, of what that changes in pay (Shapley), in every draw of the effects.
    """
    unknown = [rep for rep in (one, other) if rep not in ground.number]
    if unknown:
        raise DataError(f"The year of {unknown[0]} cannot be taken apart: no patch, or no quota.")
    people = [ground.number[rep] for rep in (one, other)]
    judged = ground.judged
    years = years_of(ground.fit.model, ground.drawn, judged.year, judged.booked, people)
    terms = [_terms(book, rep) for rep in (one, other)]
    known = identify(ground.fit.model)
    one_share, other_share = (float(t.share(years.attained[[n]])[0]) for n, t in enumerate(terms))
    return PayDifference(
        one_share,
        other_share,
        _open_parts(years, terms) if known.state == "C" else _told_parts(years, terms),
        known.message,
        ground.fit.history.year,
        book.year,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """What one person works under."""

    plan: Plan
    quota: float
    target_incentive: float

    def share(self, attained: Floats) -> Floats:
        """Pay of a year at these attainments over target pay."""
        money = np.array([self.quota]), np.array([self.target_incentive])
        paid = year_pay(self.plan, {BOOKINGS: attained[None]}, *money)[0]
        return np.asarray(paid / self.target_incentive)


def _terms(book: YearBook, rep: str) -> _Terms:
    row = book.reps.index(rep)
    target = float(book.target_incentive[row].mean())
    if not target > 0:
        raise DataError(f"{rep} has no target incentive (rep.target_incentive).")
    plan = book.plans[book.plan_of_rep[row]]
    return _Terms(plan, float(np.nansum(book.quota[row])), target)


def _parts(
    years: YearsOfReps, terms: list[_Terms], patch: Floats, person: Floats
) -> dict[str, Floats]:
    """Each part in each draw; of two rows the first is the one, the second the other."""
    luck = years.attained[:, None] / np.exp(patch + person)

    def worth(taken: frozenset[str]) -> Floats:
        first = {name: 0 if name in taken else 1 for name in (*PARTS, PLAN)}
        log_mean = patch[first["patch"]] + person[first["person"]]
        return terms[first[PLAN]].share(np.exp(log_mean) * luck[first["luck"]])

    one, other = terms
    on_money = any(component.is_money for component in one.plan.components)
    players = (*PARTS, *(() if one.plan is other.plan and not on_money else (PLAN,)))
    return shapley(players, worth)


def _told_parts(years: YearsOfReps, terms: list[_Terms]) -> dict[str, PayPart]:
    """Parts where the history tells seller and patch apart."""
    parts = _parts(years, terms, years.ground + years.seat, years.ramp + years.rep)
    return {
        name: PayPart(float(draws.mean()), Band.of(draws), None, None)
        for name, draws in parts.items()
    }


def _open_parts(years: YearsOfReps, terms: list[_Terms]) -> dict[str, PayPart]:
    """Parts where it does not: what lasts may be all the patch's, or all the person's."""
    lasting = years.seat + years.rep
    to_patch = _parts(years, terms, years.ground + lasting, years.ramp)
    to_person = _parts(years, terms, years.ground, years.ramp + lasting)
    return {
        name: PayPart(
            part.mean,
            part.band.over([Band.of(to_patch[name]), Band.of(to_person[name])]),
            float(to_patch[name].mean()),
            float(to_person[name].mean()),
        )
        for name, part in _told_parts(years, terms).items()
    }
