"""The response model of a history: mean, variances and effects, with exact draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.response.crossed import Effects, Spread, solve
from engine.response.deals import DealSizes, deal_sizes
from engine.response.design import Design, design_of, usual_potential
from engine.response.layout import gather, lay_out
from engine.response.mean import fit_mean
from engine.response.pairs import PairMoments, pair_moments
from engine.response.variances import LARGEST, SMALLEST, Node, weigh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.response.crossed import Solution
    from engine.response.layout import Gathered, Layout
    from engine.response.panel import Panel

    Floats = NDArray[np.float64]

_USUAL_SHOCK = 0.15**2
"""Variance of a rep's quarter beside deals, before it is known."""
_LASTING = 0.75
"""Part of what is not deal luck that is taken to last where one quarter cannot tell."""
_NEWTON_STEPS = 5


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
    usual: Floats
    """Potential of the seats that each rep usually had, log, against the segments'."""

    @property
    def effects(self) -> Effects:
        """Mean effects; a rep's holds what goes with the seats that the rep usually had."""
        return self._whole(self.solution.effects)

    @property
    def spread(self) -> Spread:
        """Mean variances."""
        rep = sum(node.chance * node.spread.rep for node in self.nodes)
        seat = sum(node.chance * node.spread.seat for node in self.nodes)
        return Spread(rep, seat)

    @property
    def split(self) -> tuple[float, float]:
        """Rep part of the variance of rep and seat: mean and standard deviation."""
        part = np.array([node.split for node in self.nodes])
        chance = np.array([n.chance for n in self.nodes])
        mean = float(chance @ part)
        return mean, float(np.sqrt(chance @ (part - mean) ** 2))

    @property
    def split_ends(self) -> tuple[float, float]:
        """Ends between which the rep part lies four times in five."""
        chance = np.array([node.chance for node in self.nodes])
        parts = [node.split for node in self.nodes]
        lo, hi = np.interp([0.1, 0.9], np.cumsum(chance) - chance / 2, parts)
        return float(lo), float(hi)

    @property
    def elasticity(self) -> tuple[float, float]:
        """Elasticity of potential, shrunk to the usual value: mean and standard deviation."""
        at = self.design.potential
        deviation = np.sqrt(self.solution.fixed_covariance[at, at])
        return float(self.solution.effects.beta[at]), float(deviation)

    def at_split(self, part: float) -> Effects:
        """Mean effects, should the rep part of the variance be ``part``, between 0 and 1."""
        total = self.spread.rep + self.spread.seat
        spread = Spread(total * part, total * (1 - part))
        return self._whole(self.solution.under(spread).effects)

    def draw(self, seed: int, draws: int) -> Effects:
        """Draws of coefficients and effects, the variances drawn as well."""
        rng = np.random.default_rng(seed)
        counts = _shares_of(draws, np.array([node.chance for node in self.nodes]))
        parts = [
            node.solution.draw(rng, int(n)) for node, n in zip(self.nodes, counts, strict=True) if n
        ]
        order = rng.permutation(draws)
        joined = Effects(
            *(
                np.concatenate([getattr(part, name) for part in parts], axis=1)[:, order]
                for name in Effects.__slots__
            )
        )
        return self._whole(joined)

    def _whole(self, effects: Effects) -> Effects:
        with_seats = np.multiply.outer(self.usual, effects.beta[self.design.assignment])
        return Effects(effects.beta, effects.rep + with_seats, effects.seat)


def fit_model(panel: Panel, elasticity: float | None = None) -> ResponseModel:
    """
    Fit the response model.

    Parameters
    ----------
    panel : Panel
        History by rep, seat and quarter.
    elasticity : float, optional
        Elasticity of potential to assume; else it is measured, shrunk to the usual value.

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
    rows, prior = design.fitted_rows(panel), design.prior(elasticity)
    beta = fit_mean(rows, panel.exposure, panel.booked, prior)
    eta = rows @ beta
    mean = np.exp(eta) * panel.exposure
    deals = deal_sizes(panel, mean)
    luck = deals.phi[panel.segment] / mean
    residual, weight = panel.booked / mean - 1, 1 / (luck + _USUAL_SHOCK)
    moments = pair_moments(panel, residual, weight)
    total = float(np.log1p(max(np.average(residual**2 - luck, weights=weight**2), 0.0)))
    together = moments.together.variance if moments.together.pairs else _LASTING * total
    start = float(np.clip(together, SMALLEST, LARGEST))
    shock = max(total - together, 0.0)
    layout = lay_out(panel, rows, prior)
    working = _working(panel, layout, deals.phi, shock, eta, Spread(start / 2, start / 2))
    nodes = weigh(working, start)
    usual = usual_potential(panel)
    model = ResponseModel(panel, design, deals, shock, moments, nodes, nodes[0].solution, usual)
    return replace(model, solution=solve(working, model.spread))


def _working(
    panel: Panel, layout: Layout, phi: Floats, shock: float, eta: Floats, spread: Spread
) -> Gathered:
    """Working model after Newton steps from a log mean at these variances."""
    for _ in range(_NEWTON_STEPS):
        working = _linearised(panel, layout, phi, shock, eta)
        found = solve(working, spread).effects
        fitted = layout.rows @ found.beta + layout.by_rep.T @ found.rep
        eta = eta + np.clip(fitted + layout.by_seat.T @ found.seat - eta, -2.0, 2.0)
    return _linearised(panel, layout, phi, shock, eta)


def _linearised(panel: Panel, layout: Layout, phi: Floats, shock: float, eta: Floats) -> Gathered:
    """Bookings around a log mean: how far off they are and how much that weighs."""
    mean = np.exp(eta) * panel.exposure
    weight = 1 / (phi[panel.segment] / mean + shock)
    return gather(layout, weight, eta + panel.booked / mean - 1)


def _shares_of(draws: int, chance: Floats) -> NDArray[np.int64]:
    """Whole numbers of draws in proportion to the chances, by rounding their running sum."""
    ends = np.rint(np.cumsum(chance) * draws).astype(np.int64)
    return np.diff(ends, prepend=0)
