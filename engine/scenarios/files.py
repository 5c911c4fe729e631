"""Scenario files: read, checked and written so that they replay to the same numbers."""

from __future__ import annotations

from dataclasses import fields
from functools import reduce
from typing import TYPE_CHECKING, Any

import yaml

from engine.errors import LeverError
from engine.incentives.library import DATA
from engine.model.decision import Assumption, Decision
from engine.model.document import WrittenOut, parse_document
from engine.model.levers import LEVERS
from engine.model.quota_levers import USUAL, Commitment, Override, QuotaLevers, Weight
from engine.model.scenario import (
    KEEP,
    CurveChange,
    IncentiveLevers,
    ModelLevers,
    PlanText,
    Scenario,
    plain,
)
from engine.scenarios.form import GROUPS, LATER, ScenarioForm
from engine.scenarios.form_groups import people_levers, territory_levers, transition_levers
from engine.scenarios.plan_in_file import plan_as_written, plan_of, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model.document import Document
    from engine.scenarios.form import ChangeForm, QuotaForm

PRESETS = DATA / "presets" / "scenarios"
"""Folder of the scenarios that come with the product."""


class _InLines(WrittenOut):
    """Writes a text of several lines line by line, as a person would."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_InLines.add_representer(str, _text)


def read_scenario(path: Path) -> Scenario:
    """
    Read a scenario file; a plan that it names is looked up beside it, then in ``data/``.

    Raises
    ------
    LeverError
        If it cannot be read, is no scenario, or asks for what this version does not do.
    """
    return parse_scenario(read_text(path), source=path.name, folder=path.resolve().parent)


def parse_scenario(text: str, source: str = "The scenario", folder: Path | None = None) -> Scenario:
    """
    Read a scenario from its text.

    Parameters
    ----------
    text : str
        A YAML document.
    source : str
        Name by which errors call it.
    folder : Path, optional
        Where a plan that it names is looked up before ``data/``.
    """
    document = parse_document(text, source, LeverError)
    _check_groups(document)
    known = {key for pattern in LATER for key in pattern.split(".")}
    form = document.read(ScenarioForm, document.without(LATER), known)
    _check_ranges(form, document)
    plan, quota = form.incentive.plan, _quota(form.quota, document)
    try:
        return Scenario(
            form.name,
            form.note,
            form.period,
            territory_levers(form.territory),
            quota,
            IncentiveLevers(
                None if plan is None else plan_of(plan, folder, document),
                _change(form.incentive.change),
                form.incentive.budget,
            ),
            people_levers(form.people),
            transition_levers(form.transition),
            ModelLevers(**form.model.model_dump()),
            tuple(Assumption(**one.model_dump()) for one in form.assumptions),
            None if form.decision is None else Decision(**form.decision.model_dump()),
        )
    except LeverError as error:
        raise LeverError(f"{source}: {error.message}", error.hint) from error


def scenario_text(scenario: Scenario) -> str:
    """
    Text of a scenario file that states only what differs from the baseline.

    A plan that does not come with the product is written out, so that the file replays anywhere.
    """
    document: dict[str, Any] = {"scenario": 1, "name": scenario.name}
    if scenario.note:
        document["note"] = scenario.note
    for key, value in scenario.levers().items():
        *groups, name = key.split(".")
        group = document
        for step in groups:
            group = group.setdefault(step, {})
        group[name] = plan_as_written(value) if isinstance(value, PlanText) else plain(value)
    if scenario.assumptions:
        document["assumptions"] = [_words(one) for one in scenario.assumptions]
    if scenario.decision is not None:
        document["decision"] = _words(scenario.decision)
    return yaml.dump(document, Dumper=_InLines, sort_keys=False, allow_unicode=True)


def presets() -> tuple[Scenario, ...]:
    """Scenarios that come with the product, in the order of their files."""
    return tuple(read_scenario(path) for path in sorted(PRESETS.glob("*.yaml")))


def _words(record: Assumption | Decision) -> dict[str, str | bool]:
    """Fields that were filled in."""
    named = {spec.name: getattr(record, spec.name) for spec in fields(record)}
    return {name: value for name, value in named.items() if value or name == "what"}


def _check_groups(document: Document) -> None:
    for group in GROUPS:
        value = document.values.get(group, {})
        if value is None:  # “quota:” with nothing under it
            del document.values[group]
        elif not isinstance(value, dict):
            raise document.error((group,), f"{group} must hold keys and values.")


def _check_ranges(form: ScenarioForm, document: Document) -> None:
    for lever in LEVERS:
        path = lever.key.split(".")
        value = reduce(getattr, path, form)
        try:
            if isinstance(value, float):
                lever.check(value)
        except LeverError as error:
            raise document.error(path, error.message, error.hint) from error


def _quota(form: QuotaForm, document: Document) -> QuotaLevers:
    given = form.model_dump()
    if "max_change" not in form.model_fields_set:
        given["max_change"] = USUAL
    given["over_assignment_by_level"] = tuple(form.over_assignment_by_level)
    if isinstance(form.basis, dict):
        given["basis"] = tuple(form.basis.items())
    for key, kind in (("weights", Weight), ("commitments", Commitment), ("overrides", Override)):
        given[key] = tuple(kind(**one) for one in given[key])
    try:
        return QuotaLevers(**given)
    except LeverError as error:
        raise document.error(("quota", "basis"), error.message, error.hint) from error


def _change(form: ChangeForm) -> CurveChange:
    given = form.model_dump(include=form.model_fields_set)
    limits = given.get("threshold", KEEP), given.get("cap", KEEP)
    return CurveChange(form.accelerator, *limits, form.base_share)
