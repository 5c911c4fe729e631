"""What is taken away: the comparison with its words, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages._shared import changes, decision_words, exports, figures, lever_words, side_by_side
from pages._shared.charts.side import texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.model.band import Band
    from engine.model.scenario import Scenario
    from engine.model.snapshot import Snapshot
    from pages._shared.charts.side import Side

ESTIMATE = "An estimate from this company's own data, not your plan document."
SAME_LUCK = (
    f"Changes are against carrying on: four times in five between the two ends. {changes.SAME_LUCK}"
)


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """
    A baseline and up to four scenarios, ready to be written down.

    Names are masked and pay is left out unless asked for; the file says which.
    """

    sides: Sequence[Side]
    """The baseline first."""
    scenarios: Sequence[Scenario]
    """One for each side but the first."""
    differences: Sequence[Mapping[str, float | Band]]
    """Paired changes of each scenario against the baseline."""
    snapshot: Snapshot
    names: bool = False
    pay: bool = False

    @property
    def currency(self) -> str:
        """Currency of every amount."""
        return self.snapshot.currency

    @property
    def said(self) -> Mapping[str, changes.Said]:
        """Title and second sentence of each of the three charts."""
        if len(self.sides) == 2:
            results = (side.result for side in self.sides)
            return changes.of_pair(*results, self.differences[0], self.currency)
        return side_by_side.titles(self.sides)

    @property
    def title(self) -> str:
        """Names of what is compared."""
        return " against ".join(side.name for side in (*self.sides[1:], self.sides[0]))

    @property
    def context(self) -> str:
        """Data, period and what it rests on, in one line."""
        baseline = self.sides[0].result
        return (
            f"Data as of {figures.day(self.snapshot.as_of)}, planning {baseline.period.label}, "
            f"{figures.counted(baseline.draws, 'possible year')}, seed {baseline.seed}, snapshot "
            f"{baseline.snapshot}, engine {baseline.engine}"
        )

    @property
    def masking(self) -> str:
        """Whether people are named and their pay is shown, said on every export."""
        names = "People are named" if self.names else "Names are masked"
        pay = "pay is shown" if self.pay else "pay is left out"
        return f"{names} and {pay}."

    @property
    def written(self) -> Sequence[Scenario]:
        """Scenarios with the words that stand beside them, naming people only if asked."""
        if self.names:
            return self.scenarios
        aliases = aliases_of(self.sides[0])
        return [decision_words.masked(one, aliases) for one in self.scenarios]

    def levers(self) -> list[tuple[str, str, str, str]]:
        """Name, what it changes in words, note and id of the levers of each scenario."""
        return [
            (
                side.name,
                lever_words.levers_in_words(scenario.levers(), self.currency),
                scenario.note,
                scenario.levers_id(),
            )
            for side, scenario in zip(self.sides[1:], self.written, strict=True)
        ]


def aliases_of(side: Side) -> dict[str, str]:
    """Name of each rep → what stands for it where names are masked."""
    result = side.result
    stands = exports.aliases(texts(result, "rep_id"), "Rep")
    pairs = zip(texts(result, "name"), stands, strict=True)
    return {name: alias for name, alias in pairs if name and alias}
