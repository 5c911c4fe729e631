"""The steps in one direction: design and people → basis → terms → years; each feeds the next."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.model.scenario import BASELINE_NAME, Scenario
from engine.scenarios.coming.change import (
    combined,
    nothing,
    of_design,
    part_of_year,
    redrawn,
)
from engine.scenarios.coming.measure import chances, estimates, figures
from engine.scenarios.coming.moving_cost import held_harmless, moving_cost
from engine.scenarios.coming.outcome import play
from engine.scenarios.coming.staffing import of_people
from engine.scenarios.coming.terms import set_terms
from engine.transition.costs import TransitionCost

if TYPE_CHECKING:
    from engine.model.band import Band
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.change import Effect
    from engine.scenarios.coming.measure import Samples
    from engine.scenarios.coming.outcome import Outcome
    from engine.scenarios.coming.redesign import Redesign
    from engine.scenarios.coming.terms import Terms


@dataclass(frozen=True, eq=False)
class Year:
    """A scenario played through: in the planned year, or once all has settled."""

    basis: Basis
    drawn: Draws
    terms: Terms
    outcome: Outcome

    @cached_property
    def samples(self) -> Samples:
        """Estimates draw by draw, made once and only where somebody asks."""
        return estimates(self.basis, self.terms, self.outcome)

    def figures(self, design: Redesign | None, budget: float | None) -> dict[str, float | Band]:
        """All figures by registry key."""
        found = figures(self.basis, self.terms, self.samples)
        found.update(chances(self.samples, budget))
        if design is not None:
            found["accounts_moved"] = float(design.moved.sum())
            found["potential_moved_share"] = design.moved_share
        return found


def play_through(
    basis: Basis, drawn: Draws, scenario: Scenario, design: Redesign | None
) -> tuple[Year, Year | None]:
    """The planned year, and the settled one where it differs."""
    levers = scenario.acting()
    first, settled = effects(basis, levers, design)
    after = planned(basis, levers, design)
    terms = set_terms(after, levers)

    def year(effect: Effect) -> Year:
        years = effect.of(drawn)
        return Year(after, years, terms, play(years, terms))

    return year(first), None if settled.is_none else year(settled)


def transition_cost(
    basis: Basis, drawn: Draws, scenario: Scenario, design: Redesign | None, year: Year
) -> dict[str, float] | None:
    """What the change costs by part, money; ``None`` where nothing is to be paid for."""
    levers = scenario.acting().transition
    if design is None and levers.hold_harmless is None:
        return None
    terms = set_terms(basis, Scenario(BASELINE_NAME, period=scenario.period))
    cost = TransitionCost(0.0, 0.0, 0.0, 0.0)
    if design is not None:
        cost = moving_cost(basis, design, levers, (terms, drawn))
    if levers.hold_harmless is not None:
        before, after = (terms, play(drawn, terms)), (year.terms, year.outcome)
        held = held_harmless(before, after, **asdict(levers.hold_harmless))
        cost = replace(cost, hold_harmless=held)
    return {"total": cost.total, **asdict(cost)}


def effects(basis: Basis, levers: Scenario, design: Redesign | None) -> tuple[Effect, Effect]:
    """
    What a design and people do to the rows, in the planned year and once settled.

    How steeply bookings follow potential is an estimate: both carry what a steeper one does.
    """
    found, ahead = _effects(basis, levers, design), basis.ahead
    if not ahead.elasticity_deviation or all(effect.is_none for effect in found):
        return found
    steeper = replace(ahead, elasticity=ahead.elasticity + ahead.elasticity_deviation)
    then = _effects(replace(basis, ahead=steeper), levers, design)
    first, settled = (replace(e, steeper=s) for e, s in zip(found, then, strict=True))
    return first, settled


def _effects(basis: Basis, levers: Scenario, design: Redesign | None) -> tuple[Effect, Effect]:
    """Both at the elasticity that the basis names."""
    part = part_of_year(basis, levers)
    moving = (nothing(len(basis.seating.rows)),) * 2
    if design is not None:
        moving = of_design(basis, design, levers.transition.disruption_loss, part)
    people = of_people(basis, levers.people)
    return combined(moving[0], people[0]), combined(moving[1], people[1])


def planned(basis: Basis, levers: Scenario, design: Redesign | None) -> Basis:
    """The basis that quotas are set on: patches redrawn, and carved for hires."""
    if design is not None:
        basis = redrawn(basis, design, follows=levers.quota.moved == "follows")
    if not levers.people.hires:
        return basis
    carved = of_people(basis, replace(levers.people, attrition=None, time_to_fill_days=None))[1]
    expected = basis.expected * carved.factor
    return replace(
        basis, expected=expected, quota_seats=replace(basis.quota_seats, expected=expected)
    )
