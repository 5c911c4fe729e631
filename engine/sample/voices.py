"""What sellers answered when they were asked four questions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.sample.chance import stream
from engine.sample.days import LAST_DAY, day_of

if TYPE_CHECKING:
    from engine.sample.seating import Seating
    from engine.sample.staff import Staff

_QUESTIONS = (
    ("My quota fits my patch", (2.6, 2.3, 2.4)),
    ("I understand how my quota was set", (2.2, 2.0, 2.3)),
    ("The plan pays me for what the company wants sold", (2.9, 2.7, 2.2)),
    ("I get the leads and the support that I need", (2.8, 3.2, 3.4)),
)
"""Question and mean score by segment, 1 to 5."""
_ASKED = day_of(date(2025, 11, 17))
_ANSWER = 0.82
"""Part of the sellers who answered."""


class Answer(NamedTuple):
    """One answer; who gave it is a number of the staff."""

    person: int
    question: str
    score: int
    day: int


def draw_answers(seed: int, seating: Seating, staff: Staff) -> list[Answer]:
    """Ask those who are there at year end; most answer, all four questions at once."""
    rng = stream(seed, "voices")
    answers = []
    there = np.flatnonzero((seating.left < 0) & (seating.hired <= LAST_DAY))
    for person in there[rng.random(there.size) < _ANSWER].tolist():
        segment = staff.people[person].post.segment
        mood, day = rng.normal(0.0, 0.5), _ASKED + int(rng.integers(0, 12))
        for question, means in _QUESTIONS:
            score = round(float(np.clip(means[segment] + mood + rng.normal(0.0, 0.8), 1, 5)))
            answers.append(Answer(person, question, score, day))
    return answers
