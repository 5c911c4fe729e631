"""Days away of a week or more; only the days are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample import characters as cast
from engine.sample.chance import stream
from engine.sample.days import LAST_DAY

if TYPE_CHECKING:
    from engine.sample.seating import Seating

_ABSENCES = 36


class Absence(NamedTuple):
    """First and last day away of a seller."""

    rep: int
    first: int
    last: int


def draw_absences(seed: int, seating: Seating) -> list[Absence]:
    """The one long leave of the story, and short ones of others."""
    rng = stream(seed, "absences")
    long_leave = Absence(seating.character[cast.TOMAS], *cast.TOMAS_AWAY)
    others = np.setdiff1d(np.flatnonzero(seating.left < 0), [long_leave.rep])
    absences = [long_leave]
    for rep in rng.choice(others, _ABSENCES, replace=False).tolist():
        earliest = max(int(seating.hired[rep]), 0)
        monday = int(rng.integers(earliest, LAST_DAY - 14)) // 7 * 7 + 7
        absences.append(Absence(rep, monday, min(monday + int(rng.choice([4, 4, 11])), LAST_DAY)))
    return sorted(absences, key=lambda absence: absence.first)
