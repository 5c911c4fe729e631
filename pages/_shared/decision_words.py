"""What a scenario rests on and what was decided, as rows to read and to write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.model.decision import Assumption, Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.model.scenario import Scenario
    from pages._shared.tables import Row

MASKED = "name masked"
COLUMNS = {
    "Assumption": "what",
    "Value": "value",
    "Source": "source",
    "Vouched for by": "vouched_by",
    "Agreed": "agreed",
}
"""Column of the list → field of an assumption."""
PARTS = {
    "What was decided": "what",
    "By whom": "who",
    "Why": "why",
    "Dissent": "dissent",
    "Next step": "next_step",
}
"""Line of the record → field of a decision."""


def masked(scenario: Scenario, aliases: Mapping[str, str]) -> Scenario:
    """
    Scenario whose words name nobody.

    Parameters
    ----------
    scenario : Scenario
        Who vouches and who decided is left out, whoever it is.
    aliases : mapping of str
        Name of a rep → what stands for it in all other words.
    """

    def plain(text: str) -> str:
        for name in sorted(aliases, key=len, reverse=True):
            text = text.replace(name, aliases[name])
        return text

    def without(record: Any, person: str) -> Any:
        texts = {
            name: plain(getattr(record, name)) for name in record.__slots__ if name != "agreed"
        }
        return replace(record, **(texts | {person: MASKED if getattr(record, person) else ""}))

    return scenario.but(
        note=plain(scenario.note),
        assumptions=tuple(without(one, "vouched_by") for one in scenario.assumptions),
        decision=scenario.decision and without(scenario.decision, "who"),
    )


def assumption_rows(scenario: Scenario) -> list[Row]:
    """Assumptions as a table to read."""
    return [
        {
            label: (
                ("yes" if one.agreed else "not yet") if name == "agreed" else getattr(one, name)
            )
            for label, name in COLUMNS.items()
        }
        for one in scenario.assumptions
    ]


def decision_rows(scenario: Scenario) -> list[Row]:
    """Record of the decision as a table to read; empty without one."""
    made = scenario.decision
    if made is None:
        return []
    said = [(label, getattr(made, name)) for label, name in PARTS.items()]
    return [
        {"Decision": label, "Record": text} for label, text in (*said, ("Levers", about(scenario)))
    ]


def about(scenario: Scenario) -> str:
    """Which levers a decision was made on, and whether they are still the same."""
    made, now = scenario.decision, scenario.levers_id()
    if made is None:
        return ""
    if made.is_about(now):
        return f"made on these levers, {now}"
    then = made.scenario or "levers that it does not name"
    return f"made on {then}; since then the levers have changed to {now}"


def assumptions_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Assumption, ...]:
    """Assumptions as a person left the list; a line without words is none."""
    found = []
    for row in rows:
        given = {name: _text(row.get(label)) for label, name in COLUMNS.items() if name != "agreed"}
        if any(given.values()):
            given["what"] = given["what"] or "not said"
            found.append(Assumption(**given, agreed=row.get("Agreed") is True))
    return tuple(found)


def decision_of(said: Mapping[str, str], scenario: Scenario) -> Decision | None:
    """
    Decision as a person left it, made on the levers before them; empty words are none.

    Words that were not touched keep the levers that they were said of.
    """
    given = {name: _text(said.get(name)) for name in PARTS.values()}
    if not any(given.values()):
        return None
    given["what"] = given["what"] or "not said"
    made = Decision(**given, scenario=scenario.levers_id())
    before = scenario.decision
    unchanged = before is not None and replace(made, scenario=before.scenario) == before
    return before if unchanged else made


def lines(scenario: Scenario) -> Sequence[tuple[str, str]]:
    """Label and text of all that was written, for lists and slides."""
    found = [
        (
            f"Assumption: {one.what}",
            "; ".join(
                part
                for part in (
                    one.value,
                    one.source and f"source: {one.source}",
                    one.vouched_by and f"vouched for by: {one.vouched_by}",
                    "agreed" if one.agreed else "not agreed yet",
                )
                if part
            ),
        )
        for one in scenario.assumptions
    ]
    made = [(row["Decision"], row["Record"]) for row in decision_rows(scenario) if row["Record"]]
    return [*found, *((f"Decision: {label}", text) for label, text in made)]


def _text(value: Any) -> str:
    """Words of a cell; an empty cell of a table is no text."""
    return value.strip() if isinstance(value, str) else ""
