"""The response model of a history: mean, variances and effects, with exact draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.response.crossed import Effects, Spread, cross_of, gather, solve
from engine.response.deals import DealSizes, deal_sizes
from engine.response.design import Design, design_of
from engine.response.mean import fit_mean
from engine.response.pairs import PairMoments, pair_moments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.crossed import Cross, Gathered, Solution
    from engine.response.panel import Panel

    Floats = NDArray[np.float64]

_USUAL_SHOCK = 0.15**2
"""Variance of a rep's quarter beside deals, before it is known."""
_LASTING = 0.75
"""Part of what is not deal luck that is taken to last where one quarter cannot tell."""
_NEWTON_STEPS = 6
_SMALLEST, _LARGEST = 0.005, 1.0
"""Bounds of the variance of rep and seat together."""
_SPLITS = np.array([0.02, *np.linspace(0.08, 0.92, 13), 0.98])
"""Parts of the variance that may belong to reps."""
_STEPS_OFF = np.array([-1.2, 0.0, 1.2])
"""Standard deviations by which the sum of variances is varied."""
_UNLIKELY = 1e-3
"""Chance below which variances are left aside."""
_TOTALS = np.exp(np.linspace(-1.1, 1.1, 9))
"""Multiples of the first estimate of the variance that are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Variances that may be true, how likely they are, and the solution under them."""

    spread: Spread
    chance: float
    solution: Solution


@dataclass(frozen=True, slots=True, eq=False)
class ResponseModel:
    """What a history says about seats and people."""

    panel: Panel
    design: Design
    deals: DealSizes
    shock: float
    """Variance of a rep's quarter on top of deals, log scale."""
    moments: PairMoments
    nodes: tuple[Node, ...]
    """Variances weighed by their likelihood; the chances sum to 1."""
    solution: Solution
    """Under the mean variances."""

    @property
    def spread(self) -> Spread:
        """Mean variances."""
        rep = sum(node.chance * node.spread.rep for node in self.nodes)
        seat = sum(node.chance * node.spread.seat for node in self.nodes)
        return Spread(rep, seat)

    @property
    def split(self) -> tuple[float, float]:
        """Rep part of the variance of rep and seat: mean and standard deviation."""
        part = np.array([n.spread.rep / (n.spread.rep + n.spread.seat) for n in self.nodes])
        chance = np.array([n.chance for n in self.nodes])
        mean = float(chance @ part)
        return mean, float(np.sqrt(chance @ (part - mean) ** 2))

    @property
    def split_ends(self) -> tuple[float, float]:
        """Ends between which the rep part lies four times in five."""
        parts = [n.spread.rep / (n.spread.rep + n.spread.seat) for n in self.nodes]
        order = np.argsort(parts, kind="stable")
        reached = np.cumsum([self.nodes[n].chance for n in order])
        lo, hi = np.interp([0.1, 0.9], reached, np.array(parts)[order])
        return float(lo), float(hi)

    @property
    def elasticity(self) -> tuple[float, float]:
        """Elasticity of potential, shrunk to the usual value: mean and standard deviation."""
        at = self.design.potential
        deviation = np.sqrt(self.solution.fixed_covariance[at, at])
        return float(self.solution.effects.beta[at]), float(deviation)

    def draw(self, seed: int, draws: int) -> Effects:
        """Draws of coefficients and effects, the variances drawn as well."""
        rng = np.random.default_rng(seed)
        counts = _shares_of(draws, np.array([node.chance for node in self.nodes]))
        parts = [
            node.solution.draw(rng, int(n)) for node, n in zip(self.nodes, counts, strict=True) if n
        ]
        order = rng.permutation(draws)
        return Effects(
            *(
                np.concatenate([getattr(part, name) for part in parts], axis=1)[:, order]
                for name in Effects.__slots__
            )
        )


def fit_model(panel: Panel) -> ResponseModel:
    """
    Fit the response model.

    Parameters
    ----------
    panel : Panel
        History by rep, seat and quarter.

    Returns
    -------
    ResponseModel
        Deterministic: the same panel gives the same model.

    Raises
    ------
    DataError
        If nothing was booked.
    """
    design = design_of(panel)
    rows, prior = design.rows_of(panel), design.prior()
    beta = fit_mean(rows, panel.exposure, panel.booked, prior)
    eta = rows @ beta
    mean = np.exp(eta) * panel.exposure
    deals = deal_sizes(panel, mean)
    luck = deals.phi[panel.segment] / mean
    residual, weight = panel.booked / mean - 1, 1 / (luck + _USUAL_SHOCK)
    moments = pair_moments(panel, residual, weight)
    total = float(np.log1p(max(np.average(residual**2 - luck, weights=weight**2), 0.0)))
    together = moments.together.variance if moments.together.pairs else _LASTING * total
    start = float(np.clip(together, _SMALLEST, _LARGEST))
    shock = max(total - together, 0.0)
    cross = cross_of(panel, rows, prior)
    working = _working(panel, cross, deals.phi, shock, Spread(start / 2, start / 2))
    nodes = _weigh(working, start)
    model = ResponseModel(panel, design, deals, shock, moments, nodes, nodes[0].solution)
    middle = solve(working, model.spread)
    return ResponseModel(panel, design, deals, shock, moments, nodes, middle)


def _working(panel: Panel, cross: Cross, phi: Floats, shock: float, spread: Spread) -> Gathered:
    """Working model after Newton steps at these variances."""
    eta = np.full(panel.booked.size, np.log(panel.booked.sum() / panel.exposure.sum()))
    for _ in range(_NEWTON_STEPS):
        working = _linearised(panel, cross, phi, shock, eta)
        found = solve(working, spread).effects
        fitted = cross.rows @ found.beta + cross.by_rep.T @ found.rep
        eta = eta + np.clip(fitted + cross.by_seat.T @ found.seat - eta, -2.0, 2.0)
    return _linearised(panel, cross, phi, shock, eta)


def _linearised(panel: Panel, cross: Cross, phi: Floats, shock: float, eta: Floats) -> Gathered:
    """Bookings around a log mean: how far off they are and how much that weighs."""
    mean = np.exp(eta) * panel.exposure
    weight = 1 / (phi[panel.segment] / mean + shock)
    return gather(cross, weight, eta + panel.booked / mean - 1)


def _weigh(working: Gathered, start: float) -> tuple[Node, ...]:
    """Likelihood of variances: their sum first, then how it is split."""
    totals = np.clip(start * _TOTALS, _SMALLEST, _LARGEST)
    trial = [solve(working, Spread(t / 2, t / 2)).log_likelihood for t in totals]
    chance = _chances(np.array(trial))
    middle = float(chance @ np.log(totals))
    deviation = max(float(np.sqrt(chance @ (np.log(totals) - middle) ** 2)), 0.02)
    spreads = [
        Spread(total * split, total * (1 - split))
        for total in np.exp(middle + deviation * _STEPS_OFF)
        for split in _SPLITS
    ]
    solutions = [solve(working, spread) for spread in spreads]
    chances = _chances(np.array([solution.log_likelihood for solution in solutions]))
    likely = chances > _UNLIKELY
    return tuple(
        Node(spread, float(chance / chances[likely].sum()), solution)
        for spread, chance, solution in zip(spreads, chances, solutions, strict=True)
        if chance > _UNLIKELY
    )


def _chances(log_likelihood: Floats) -> Floats:
    weight = np.exp(log_likelihood - log_likelihood.max())
    return np.asarray(weight / weight.sum())


def _shares_of(draws: int, chance: Floats) -> NDArray[np.int64]:
    """Whole numbers of draws in proportion to the chances, by rounding their running sum."""
    ends = np.rint(np.cumsum(chance) * draws).astype(np.int64)
    return np.diff(ends, prepend=0)
