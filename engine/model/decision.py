"""What a scenario rests on and what was decided: words beside the levers, which change nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted, and who stands behind it."""

    what: str
    value: str = ""
    source: str = ""
    vouched_by: str = ""
    agreed: bool = False
    """Whether the room agreed on it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a scenario."""

    what: str
    who: str = ""
    why: str = ""
    scenario: str = ""
    """Fingerprint of the levers decided on, see :meth:`Scenario.levers_id`."""
    dissent: str = ""
    next_step: str = ""

    def is_about(self, levers_id: str) -> bool:
        """Whether it was made on these levers."""
        return self.scenario == levers_id
