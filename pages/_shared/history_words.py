"""What changed from one saved version of a scenario to the next, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages._shared.lever_words import label_of, levers_in_words

if TYPE_CHECKING:
    from engine.model.scenario import Scenario


def changed(before: Scenario, after: Scenario, currency: str = "") -> str:
    """One sentence: levers moved, levers put back, and words written."""
    then, now = before.levers(), after.levers()
    moved = {key: value for key, value in now.items() if key not in then or then[key] != value}
    back = [label_of(key, before.quota.basis) for key in then if key not in now]
    parts = [
        levers_in_words(moved, currency, after.quota.basis) if moved else "",
        f"back as today: {', '.join(back)}" if back else "",
        *(word for name, word in _WORDS.items() if getattr(before, name) != getattr(after, name)),
    ]
    return "; ".join(part for part in parts if part) or "nothing"


_WORDS = {
    "name": "name",
    "note": "note",
    "period": "year planned",
    "assumptions": "assumptions",
    "decision": "decision",
}
"""Parts of a scenario beside its levers, and what a change of each is called."""
