"""The draft: which scenario the levers stand at, which one is shown, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.model.scenario import BASELINE_NAME, KEEP, Scenario
from engine.store.scenario_history import Parent
from pages._shared import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages._shared.session import Session

NAME = "My scenario"
BASELINE_SIDE = "If we carry on"
CAP_TO_TRY = 1.5
THRESHOLD_TO_TRY = 0.5
START = {"growth": 0.0, "handed_out": 1.03}
"""What the sum of quotas may start from → where its lever stands then."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a draft may start from: today, a preset, or a saved scenario."""

    label: str
    scenario: Scenario | None
    saved_id: int | None = None
    version: int | None = None


def draft(state: Session) -> Scenario:
    """Scenario as the levers stand; without levers it is the baseline."""
    return state.draft or Scenario(NAME)


def told(state: Session) -> Scenario:
    """Scenario that a page names: the baseline while no lever is moved and no name given."""
    moved = draft(state)
    return Scenario(BASELINE_NAME) if moved == Scenario(NAME) else moved


def shown(state: Session) -> Scenario:
    """Scenario whose result is on the screen: the draft, or the one last applied."""
    return draft(state) if state.live else (state.applied or Scenario(NAME))


def answered(state: Session) -> Scenario:
    """Scenario that was answered last on these data, shown on while the next is worked out."""
    before = state.answered
    return before[1] if before and before[0] == state.snapshot else Scenario(NAME)


def give_answer(state: Session, scenario: Scenario) -> None:
    """Remember which scenario was answered."""
    if state.answered != (state.snapshot, scenario):
        session.change(answered=(state.snapshot, scenario))


def set_lever(key: str, value: Any) -> None:
    """Move one lever of the draft; levers that exclude each other give way."""
    moved = draft(session.load())
    if key in ("quota.growth", "quota.handed_out", "quota.target"):
        moved = moved.but(quota=replace(moved.quota, growth=0.0, handed_out=None, target=None))
    session.change(draft=moved.with_value(key, value))


def turn(change: Callable[[Scenario], Scenario]) -> None:
    """Change several levers of the draft at once."""
    session.change(draft=change(draft(session.load())))


def choose_way(way: str) -> None:
    """Let the sum of quotas start from last year's, or from what is expected."""
    set_lever(f"quota.{way}", START[way])


def choose_limit(key: str, choice: str) -> None:
    """Keep, remove or set a limit of the plan: its cap or its threshold."""
    to_try = CAP_TO_TRY if key.endswith("cap") else THRESHOLD_TO_TRY
    set_lever(key, {"keep": KEEP, "none": None, "set": to_try}[choice])


def limit_choice(value: float | str | None) -> str:
    """Which of keep, none and set a limit stands at."""
    if value == KEEP:
        return "keep"
    return "none" if value is None else "set"


def apply() -> None:
    """Show the draft as it stands."""
    session.change(applied=draft(session.load()))


def set_live(*, live: bool) -> None:
    """Redraw at every move, or only when asked; what is shown stays."""
    session.change(applied=shown(session.load()), live=live)


def start_from(
    scenario: Scenario | None, saved_id: int | None = None, version: int | None = None
) -> None:
    """Make a scenario the draft and show it; ``None`` goes back to the baseline."""
    session.change(
        draft=scenario,
        applied=scenario,
        saved_id=saved_id,
        saved_version=version,
        started_from="" if scenario is None else scenario.name,
        guess=None,
        guessed_on="",
    )


def parent(state: Session) -> Parent | None:
    """Scenario that the draft started from, as it was then; ``None`` for today."""
    if not state.started_from:
        return None
    return Parent(state.started_from, state.saved_id, state.saved_version)


def rename(name: str, note: str) -> None:
    """Give the draft a name, unless it is blank, and a note; levers and results stay."""
    before = draft(session.load())
    named = before.but(name=name.strip() or before.name, note=note.strip())
    state = session.load()
    same = state.applied is not None and state.applied.levers_id() == named.levers_id()
    session.change(draft=named, applied=named if same else state.applied)
