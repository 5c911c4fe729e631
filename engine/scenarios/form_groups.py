"""From the forms of a scenario file to the levers of territories, people and transition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.territory_levers import (
    Hires,
    HoldHarmless,
    PeopleLevers,
    TerritoryLevers,
    TransitionLevers,
)

if TYPE_CHECKING:
    from engine.scenarios.form import PeopleForm, TerritoryForm, TransitionForm


def territory_levers(form: TerritoryForm) -> TerritoryLevers:
    """Lists become tuples in their one order, so that equal rules are equal levers."""
    given = form.model_dump()
    given["keep"] = tuple(sorted(set(form.keep)))
    given["locked"] = tuple(sorted(set(form.locked)))
    return TerritoryLevers(**given)


def people_levers(form: PeopleForm) -> PeopleLevers:
    """
    Hires as values.

    Raises
    ------
    LeverError
        If a number of hires means nothing.
    """
    hires = tuple(Hires(**{**one.model_dump(), "count": int(one.count)}) for one in form.hires)
    return PeopleLevers(form.attrition, form.time_to_fill_days, hires)


def transition_levers(form: TransitionForm) -> TransitionLevers:
    """The promise about pay as a value."""
    given = form.model_dump()
    if form.hold_harmless is not None:
        given["hold_harmless"] = HoldHarmless(**form.hold_harmless.model_dump())
    return TransitionLevers(**given)
