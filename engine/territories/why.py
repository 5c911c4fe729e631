"""Why an account gets its seat: one sentence with its numbers, by the strongest ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.territories.fixed_point import ONE
from engine.territories.suitability import SuitedTravel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.territories.build import Stated
    from engine.territories.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Why:
    """What the moves of a design save, by ground; rows are those of the problem."""

    stated: Stated
    design: NDArray[np.int64]
    """Seat of each row."""
    before: NDArray[np.float64]
    """What each seat carries today of the first measure, millionths."""
    after: NDArray[np.float64]
    """The same in the design."""
    evened: NDArray[np.float64]
    """Imbalance that each row's move saves, all else as it is, millionths."""
    way: NDArray[np.float64]
    """Travel that it saves, the same."""
    suits: Mapping[str, NDArray[np.float64]]
    """What seats lack less for accounts, the same, by ground of suitability."""

    def sentence(self, account: int) -> str:
        """The strongest ground for an account that gets another seat, or its first."""
        problem, row = self.stated.problem, int(self.stated.unit[account])
        owner, seat = int(problem.owner[row]), int(self.design[row])
        name, measure = problem.seat_ids[seat], problem.measures[0]
        if (row, seat) in problem.pinned:
            return f"{name} was chosen by hand."
        share = self.before / np.maximum(measure.target, 1.0)
        if owner < 0:
            held = _percent(self.after[seat] / max(1.0, float(measure.target[seat])))
            return (
                f"No seat of this plan holds it today; {name} holds {held} of its "
                f"{measure.name} target with it."
            )
        suited = self._suited(row, problem.seat_ids[owner], name)
        if suited:
            return suited
        nearer = self._nearer(account, owner, seat)
        if share[owner] - share[seat] > 0.01:
            also = f" and lies {self._far(nearer)} nearer to {name}" if nearer >= 1 else ""
            return (
                f"{problem.seat_ids[owner]} held {_percent(share[owner])} of its {measure.name} "
                f"target and {name} {_percent(share[seat])}; the account brings them closer{also}."
            )
        return self._other(row, nearer, problem.seat_ids[owner], name)

    def _suited(self, row: int, here: str, name: str) -> str:
        """How a seat suits better, where no other ground is stronger; else nothing."""
        ground = max(self.suits, key=lambda one: self.suits[one][row], default=None)
        saved = 0.0 if ground is None else float(self.suits[ground][row])
        if saved <= max(0.0, self.evened[row], self.way[row]):
            return ""
        whom = "it" if self._single(row) else "its family"
        return (
            f"By {ground}, {name} suits {whom} better than {here} does: {saved / ONE:,.0f} less "
            "of its potential is lost."
        )

    def _other(self, row: int, nearer: float, here: str, name: str) -> str:
        if nearer >= 1:
            return f"It lies {self._far(nearer)} nearer to {name} than to {here}."
        if self.way[row] > 0 and not self._single(row):
            return f"Its family as a whole is reached on less travel from {name} than from {here}."
        return f"It makes room in {here} for an account that fits there better."

    def _single(self, row: int) -> bool:
        return bool((self.stated.unit == row).sum() == 1)

    def _far(self, distance: float) -> str:
        """A distance in kilometres, or in the unit of the table that was given."""
        given = self.stated.accounts.travel.way.table is not None
        return f"{distance:,.0f}{'' if given else ' km'}"

    def _nearer(self, account: int, owner: int, seat: int) -> float:
        """How much nearer an account itself, not its family, lies to its new seat."""
        ends = self.stated.accounts.travel.distance(np.array([account]), np.array([owner, seat]))
        return float(ends[0] - ends[1]) / ONE


def loads_today(problem: Problem) -> NDArray[np.float64]:
    """What each seat carries today of the first measure, millionths."""
    held = problem.owned
    weight = problem.measures[0].weight[held]
    found = np.bincount(problem.owner[held], weight, problem.n_seats)
    return found.astype(np.float64)


def way_saved(stated: Stated, design: NDArray[np.int64]) -> NDArray[np.float64]:
    """Travel that each row's seat saves beside the one it has, millionths; zero without one."""
    at, here, there = _ends(stated, design)
    way = stated.accounts.travel.way
    return _by_row(stated, at, (way.cost(at, here) - way.cost(at, there)).astype(np.float64))


def suits_better(stated: Stated, design: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """What each row's seat lacks less than the one it has, millionths, by ground."""
    travel = stated.accounts.travel
    if not isinstance(travel, SuitedTravel):
        return {}
    at, here, there = _ends(stated, design)
    return {
        ground.name: _by_row(
            stated, at, ground.loss[at] * (ground.share(at, there) - ground.share(at, here))
        )
        for ground in travel.grounds
    }


def _ends(
    stated: Stated, design: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Accounts whose row has a seat, that seat, and the one of the design."""
    at = np.flatnonzero(stated.problem.owner[stated.unit] >= 0)
    row = stated.unit[at]
    return at, stated.problem.owner[row], design[row]


def _by_row(
    stated: Stated, at: NDArray[np.int64], value: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.bincount(stated.unit[at], value, stated.problem.n_accounts).astype(np.float64)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
