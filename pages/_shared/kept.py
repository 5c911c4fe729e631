"""Scenarios that are kept: those that come with the product, saved ones, and links."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.model.scenario import BASELINE_NAME, Scenario
from engine.scenarios.files import parse_scenario, scenario_text
from engine.scenarios.files import presets as scenario_presets
from pages._shared import at_rest, dials, session
from pages._shared.caching import cached
from pages._shared.drafting import NAME, Start
from pages._shared.runs import workspace

if TYPE_CHECKING:
    from engine.store.catalogue import SavedScenario
    from engine.store.scenario_history import Parent, Version


@cached(512)
def _parsed(document: str) -> Scenario:
    return parse_scenario(document, source="The saved scenario")


def saved() -> tuple[Start, ...]:
    """Scenarios that were saved in this workspace, oldest first."""
    return tuple(start for _, start in _saved() if start is not None)


def unread() -> tuple[str, ...]:
    """Saved scenarios that this version cannot read, a sentence each."""
    return tuple(
        f"The saved scenario “{name}” was left aside: this version cannot read it."
        for name, start in _saved()
        if start is None
    )


def _saved() -> tuple[tuple[str, Start | None], ...]:
    """Names of the saved scenarios and what a draft may start from."""
    found: list[tuple[str, Start | None]] = []
    for record in workspace().catalogue.scenarios():
        try:
            found.append((record.name, _start(record)))
        except EngineError:
            found.append((record.name, None))
    return tuple(found)


def saved_by_id(saved_id: int | None) -> Start | None:
    """One saved scenario, ``None`` where there is none by that id any more."""
    return next((one for one in saved() if one.saved_id == saved_id), None)


@cached(1)
def presets() -> tuple[Scenario, ...]:
    """Scenarios that come with the product."""
    return scenario_presets()


def starts() -> dict[str, Start]:
    """
    All that a draft may start from: today, presets, saved scenarios; by a stable key.

    No two labels are alike: a list gives back the label that was picked, not the key.
    """
    found = {"today": Start("Today: last year's quotas and plan", None)}
    found |= {f"preset.{one.name}": Start(one.name, _at_home(one)) for one in presets()}
    taken = {one.label for one in found.values()}
    for one in saved():
        label = f"{one.label} (saved)" if one.label in taken else one.label
        found[f"saved.{one.saved_id}"] = replace(one, label=label)
    return found


def _at_home(preset: Scenario) -> Scenario:
    """Preset whose hires go where this company sells, in the year that it plans."""
    state, hires = session.load(), preset.people.hires
    if not hires or state.snapshot is None:
        return preset
    try:
        rest = at_rest.at_rest(state, Scenario(BASELINE_NAME))
    except EngineError:
        return preset  # the page says why nothing can be planned
    return dials.hired_at_home(preset, rest.sellers, rest.start)


def save(
    scenario: Scenario,
    saved_id: int | None,
    version: int | None,
    parent: Parent | None = None,
) -> Start:
    """
    Save a scenario as new, or over the version that the person had before them.

    Parameters
    ----------
    scenario : Scenario
        What to keep.
    saved_id, version : int or None
        Record and version to save over; ``None`` for a new one.
    parent : Parent, optional
        What a new one was branched from.

    Raises
    ------
    StoreError
        If the name is taken, or somebody else saved meanwhile.
    """
    record = workspace().catalogue.save_scenario(
        scenario.name,
        scenario_text(scenario),
        scenario.levers_id(),
        id=saved_id,
        version=version,
        parent=parent,
    )
    return _start(record)


def versions(saved_id: int) -> tuple[tuple[Version, Scenario | None], ...]:
    """Saved versions, oldest first; ``None`` for one that this program cannot read."""
    found: list[tuple[Version, Scenario | None]] = []
    for version in workspace().catalogue.versions(saved_id):
        try:
            found.append((version, _parsed(version.document)))
        except EngineError:
            found.append((version, None))
    return tuple(found)


def delete(saved_id: int) -> None:
    """Forget a saved scenario."""
    workspace().catalogue.delete_scenario(saved_id)


def scenario_file(scenario: Scenario) -> str:
    """Text of a scenario file that replays to the same numbers."""
    return scenario_text(scenario)


def check(scenario: Scenario) -> None:
    """
    Make sure that a scenario can be kept: what is written down has to be read again.

    Raises
    ------
    LeverError
        If its file would be too large, or could not be read.
    """
    parse_scenario(scenario_text(scenario), source="The scenario")


def _start(record: SavedScenario) -> Start:
    return Start(record.name, _parsed(record.document), record.id, record.version)


@cached(1024)
def _share(folder: str, link_id: str, _scenario: Scenario) -> str:
    workspace().catalogue.share(link_id, scenario_text(_scenario))
    return link_id


def share(scenario: Scenario) -> str:
    """Keep a scenario in the catalogue so that a link can carry its id."""
    bare = scenario.but(assumptions=(), decision=None)  # a link carries levers, not who decided
    return _share(str(workspace().folder), link_id(bare), bare)


def link_id(scenario: Scenario) -> str:
    """Id of the levers; of name and note as well where they are given, as others share as well."""
    levers_id = scenario.levers_id()
    if (scenario.name, scenario.note) == (NAME, ""):
        return levers_id
    said = "\n".join((levers_id, scenario.name, scenario.note))
    return hashlib.sha256(said.encode()).hexdigest()[: len(levers_id)]


def shared(link_id: str) -> Scenario | None:
    """Scenario that a link points to, ``None`` where this workspace has none by that id."""
    text = workspace().catalogue.shared(link_id)
    return None if text is None else parse_scenario(text, source="The link's scenario")
