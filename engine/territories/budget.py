"""How long a search may go on: seconds, rounds, a stop from outside."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def never() -> bool:
    """Nobody stops the search."""
    return False


@dataclass(slots=True)
class Budget:
    """
    Seconds from when it was made, rounds, and a question asked between rounds.

    With rounds and without seconds a search is reproducible.
    """

    seconds: float | None = None
    rounds: int | None = None
    stop: Callable[[], bool] = never
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    _start: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.clock()

    def part(self, seconds: float | None, rounds: int | None) -> Budget:
        """Another budget that keeps the clock and who may stop it."""
        return Budget(seconds, rounds, self.stop, self.clock)

    def elapsed(self) -> float:
        """Seconds since the budget was made."""
        return self.clock() - self._start

    def left(self) -> float:
        """Seconds left; a long time where there is no limit."""
        return 1e9 if self.seconds is None else max(0.0, self.seconds - self.elapsed())

    def ended(self) -> bool:
        """Whether time is up or somebody stopped."""
        return self.stop() or self.left() <= 0

    def spent(self) -> bool:
        """Whether it ended or no round is left."""
        return self.ended() or (self.rounds is not None and self.done >= self.rounds)

    def next_round(self) -> bool:
        """Count a round, if there is one left."""
        if self.spent():
            return False
        self.done += 1
        return True
