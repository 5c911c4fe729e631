"""What a scenario does beside carrying on: computed whole, then drawn at once.

A browser lays out once what arrives together, so nothing of it is drawn before all is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pages._shared import changes, drafting, markup, runs, settling
from pages._shared.charts.side import middle_of, sides
from pages._shared.widgets import pairs, words
from pages._shared.widgets.place import palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from engine.model.results import Comparison
    from engine.model.scenario import Scenario
    from pages._shared.changes import Said
    from pages._shared.charts.side import Side
    from pages._shared.session import Session
    from pages._shared.theme import Palette

_PAGE = "what_if"


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One scenario beside carrying on, ready to be drawn."""

    compared: Comparison
    sides: Sequence[Side]
    currency: str
    target: Markup
    """What the company must book, what is expected, and the chance."""
    said: Mapping[str, Said]
    charts: Mapping[str, pairs.Chart | str]
    below: Sequence[Markup]
    """Cards, verdicts, what the change costs, who gains and loses, and what to know."""


def answer(state: Session, shown: Scenario) -> Answer:
    """
    All that is shown of a scenario beside carrying on.

    Raises
    ------
    EngineError
        If it cannot be computed.
    """
    compared = runs.compared(state, (shown,))
    last_year = middle_of(runs.last_year(state), "median_attainment")
    currency = runs.snapshot(state.snapshot or "").currency
    return _answer(compared, shown.name, last_year, currency, palette())


@lru_cache(maxsize=32)
def _answer(
    compared: Comparison, name: str, last_year: float | None, currency: str, colours: Palette
) -> Answer:
    baseline, result, change = compared.baseline, compared.others[0], compared.differences[0]
    both = sides((drafting.BASELINE_SIDE, name), (baseline, result))
    in_time = (settling.cost(result, currency), settling.later(result, currency))
    verdicts = changes.verdicts(baseline, result, change, currency)
    return Answer(
        compared,
        both,
        currency,
        markup.heading(changes.target_line(result, currency)),
        changes.of_pair(baseline, result, change, currency),
        pairs.charts(both, last_year, colours),
        (
            pairs.cards(compared, currency),
            markup.paragraph(changes.how_taken(change), quiet=True),
            *(markup.paragraph(sentence, strong=True) for sentence in verdicts),
            *(markup.paragraph(sentence) for sentence in in_time),
            pairs.gains_and_losses(compared, currency),
            markup.paragraph(" ".join(result.warnings), quiet=True),
        ),
    )


def draw(found: Answer, first: Sequence[Markup], state: Session) -> None:
    """Draw an answer under its first words: target line, three pairs, and what lies behind."""
    words.draw(*first, found.target)
    pairs.three(_PAGE, found.said, found.charts)
    words.draw(*found.below)
    pairs.behind(_PAGE, found.sides, found.compared, state, found.currency)
