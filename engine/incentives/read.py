"""Read a plan document, check it and compile it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import PlanError
from engine.incentives.form.plan import PlanForm
from engine.incentives.plan import BLANK, MONTHS, Plan
from engine.incentives.read_components import read_components
from engine.incentives.read_deals import read_deals
from engine.model.document import MAX_CHARACTERS, parse_document

if TYPE_CHECKING:
    from pathlib import Path


def read_plan(text: str, source: str) -> Plan:
    """
    Read a plan document.

    Parameters
    ----------
    text : str
        A ``plan/1`` document.
    source : str
        Name by which errors call it.

    Raises
    ------
    PlanError
        If it is not such a document, or contradicts itself; with the line.
    """
    document = parse_document(text, source, PlanError)
    form = document.read(PlanForm, document.values)
    deals = read_deals(form, document)
    return Plan(
        name=form.plan,
        components=read_components(form, deals.measures, document),
        deals=deals,
        currency=form.currency,
        roles=frozenset(role.strip().casefold() for role in form.applies_to.role),
        first=form.effective.from_,
        last=form.effective.to,
        settles_months=MONTHS[form.pays],
        base_pay=BLANK if form.pay.base is None else form.pay.base,
        target_incentive=(
            BLANK if form.pay.target_incentive is None else form.pay.target_incentive
        ),
        quota=BLANK if form.pay.quota is None else form.pay.quota,
        rounding=form.rounding,
        adjustments=form.adjustments,
    )


def plan_file(path: Path) -> Plan:
    """
    Read a plan file.

    Raises
    ------
    PlanError
        If it cannot be read or is no plan.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MAX_CHARACTERS + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(f"{path.name} cannot be read.", "Name a plan file in UTF-8.") from error
    return read_plan(text, path.name)
