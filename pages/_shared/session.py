"""What one person is looking at: a frozen value, replaced whole, under one key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from engine.model.scenario import Scenario
    from pages._shared.choices import Choice
    from pages._shared.patch_plan import PatchPlan
    from pages._shared.spool import Spooled

_KEY = "session"


@dataclass(frozen=True, slots=True)
class Session:
    """
    Choices of one person; data and results are never in it.

    Names are masked and pay is hidden until the person asks.
    """

    snapshot: str | None = None
    """Fingerprint; ``None`` for the newest of the workspace."""
    draft: Scenario | None = None
    """Scenario being worked on; ``None`` is the baseline."""
    applied: Scenario | None = None
    """Scenario whose result is shown while ``live`` is off."""
    answered: tuple[str, Scenario] | None = None
    """Snapshot and scenario whose answer What-if drew last."""
    live: bool = True
    """Whether a lever redraws at once."""
    saved_id: int | None = None
    """Record in the catalogue that the draft was loaded from or saved as."""
    saved_version: int | None = None
    started_from: str = ""
    """Name of the preset or saved scenario that the draft started from; empty for today."""
    compared: tuple[str, ...] | None = None
    """Keys of the scenarios put beside the baseline on Compare; ``None`` before a choice."""
    period: str = ""
    """Past period on Baseline; empty for the latest fiscal year with closed deals."""
    slice: tuple[tuple[str, str], ...] = ()
    """Part of the team looked at: (dimension, value) pairs, empty for everyone."""
    batch: tuple[Spooled, ...] = ()
    """Files brought and not loaded yet."""
    choices: tuple[Choice, ...] = ()
    """What the person decided against a territory design, in order."""
    patch_plan: PatchPlan | None = None
    """What patches carry, which go and which come, before a design; ``None`` as they are."""
    presenter: bool = False
    """On a projector: names masked and pay hidden, whatever else is set."""
    unlocked: bool = False
    """In presenter view: whether the levers may be moved."""
    guess_asked: bool = False
    """In presenter view: whether the room guesses before an answer is shown."""
    guess: float | None = None
    """Middle rep's result that the room guessed, a decimal."""
    guessed_on: str = ""
    """Levers whose answer was revealed first; empty while a guess is waited for."""
    names_asked: bool = False
    pay_asked: bool = False

    @property
    def names_shown(self) -> bool:
        """Whether people may be named on the screen."""
        return self.names_asked and not self.presenter

    @property
    def levers_locked(self) -> bool:
        """Whether levers are kept out of reach: before a room until somebody unlocks them."""
        return self.presenter and not self.unlocked

    @property
    def pay_shown(self) -> bool:
        """Whether a person's pay may be on the screen."""
        return self.pay_asked and not self.presenter

    def rights(self) -> str:
        """What this person may see, for cache keys: one workspace shows everyone the same rows."""
        return "workspace"


def load() -> Session:
    """Session as it stands; a new one for a new visitor."""
    state: Session = st.session_state.setdefault(_KEY, Session())
    return state


def change(**changes: Any) -> Session:
    """Replace the session by a copy with some things changed, and return it."""
    state = replace(load(), **changes)
    st.session_state[_KEY] = state
    return state


def is_new() -> bool:
    """Whether this visit has no session yet, so that a link may still restore one."""
    return _KEY not in st.session_state
