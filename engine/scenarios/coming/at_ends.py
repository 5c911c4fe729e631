"""A scenario played at both ends of what the history cannot split, under the same luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.model.band import middle
from engine.model.results import AtEnd
from engine.scenarios.coming.chain import effects, planned
from engine.scenarios.coming.measure import chances, estimates, figures
from engine.scenarios.coming.outcome import play

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.scenario import Scenario
    from engine.response.redraw import Draws
    from engine.scenarios.coming.basis import Basis
    from engine.scenarios.coming.chain import Year
    from engine.scenarios.coming.redesign import Redesign

_OF_EXPECTATIONS = ("fit_spread", "fit_in_band", "quota_to_expected")


def at_ends(
    basis: Basis,
    drawn: Draws,
    scenario: Scenario,
    design: Redesign | None,
    years: Sequence[Year],
) -> list[dict[str, AtEnd]]:
    """
    Play a scenario at both ends, in the planned year and, where given, once settled.

    Quotas and plans are one decision, taken under the likeliest split; what the ends differ in
    is what accounts that move take along, and how well the quotas fit. Who stays in a patch
    books the same either way, so a scenario that moves no account has one result.

    Returns
    -------
    list of dict
        For each year played: ``patch`` and ``person`` → result; empty where the history can
        tell them apart.
    """
    found: list[dict[str, AtEnd]] = [{} for _ in years]
    levers = scenario.acting()
    for name, end in basis.ahead.ends.items():
        there = replace(
            basis,
            expected=end.expected,
            ahead=replace(basis.ahead, patch_effect=end.patch_effect),
        )
        expects = planned(there, levers, design)
        moving = effects(there, levers, design)
        for year, effect, ends in zip(years, moving, found, strict=False):
            market, carried = year.terms.market, year.terms.quotas.amount > 0
            terms = replace(
                year.terms,
                expected=expects.expected * market,
                expected_total=expects.expected_total(carried) * market,
            )
            samples = year.samples
            if design is not None:
                samples = estimates(basis, terms, play(effect.of(drawn), terms))
            plain = figures(basis, terms, {})
            known = {key: middle(plain.get(key)) for key in _OF_EXPECTATIONS}
            fitted = {key: value for key, value in known.items() if value is not None}
            ends[name] = AtEnd(samples, fitted | chances(samples, levers.incentive.budget))
    return found
