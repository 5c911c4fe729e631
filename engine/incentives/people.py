"""Who is paid: role, manager, first day and own pay of each person, where known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.incentives.plan import Plan
    from engine.incentives.sheet import Sheet


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """What is known of people, by id; empty where no such sheet was given."""

    role: Mapping[str, str | None] = field(default_factory=dict)
    manager: Mapping[str, str | None] = field(default_factory=dict)
    hired: Mapping[str, date | None] = field(default_factory=dict)
    target_incentive: Mapping[str, float] = field(default_factory=dict)
    """Money a year, ``nan`` where blank."""

    def pays(self, plan: Plan, rep_id: str) -> bool:
        """Whether a plan applies to a person, as far as their role is known."""
        return plan.applies_to(self.role.get(rep_id))

    def target(self, reps: Sequence[str], plan: Plan) -> NDArray[np.float64]:
        """Target incentive a year of each person: their own, else the plan's; ``nan`` without."""
        own = np.array([self.target_incentive.get(rep, np.nan) for rep in reps])
        return np.where(np.isnan(own), plan.target_incentive, own)


def read_people(sheet: Sheet) -> People:
    """
    Read ``rep_id`` and, where given, ``role, manager_id, hire_date, base_pay, target_incentive``.

    Raises
    ------
    DataError
        If the ids are missing or repeat, or a value cannot be read.
    """
    sheet.require("rep_id")
    ids = [str(rep) for rep in sheet.texts("rep_id", required=True)]
    if len(set(ids)) < len(ids):
        fine = [rep not in ids[:row] for row, rep in enumerate(ids)]
        raise sheet.refusal(fine, "rep_id", "stands there twice")
    sheet.numbers("base_pay", may_be_negative=False)
    incentive = sheet.numbers("target_incentive", may_be_negative=False)
    hired = sheet.days("hire_date").to_pylist() if sheet.has("hire_date") else [None] * len(ids)
    return People(
        role=dict(zip(ids, sheet.texts("role"), strict=True)),
        manager=dict(zip(ids, sheet.texts("manager_id"), strict=True)),
        hired=dict(zip(ids, hired, strict=True)),
        target_incentive=dict(zip(ids, incentive.tolist(), strict=True)),
    )
