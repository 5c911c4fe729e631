"""System, people or luck on a snapshot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.model.diagnosis import (
    Diagnosis,
    Estimate,
    Identification,
    ModelCard,
    RepSheet,
)
from engine.response.card import model_card
from engine.response.identification import identify
from engine.response.model import fit_model
from engine.response.shares import shares_of, year_parts
from engine.response.sheet import STEPS, rep_effects, year_steps
from engine.scenarios.diagnosis.coaching import coached
from engine.scenarios.diagnosis.ground import Ground, cell_quotas
from engine.scenarios.diagnosis.inquiry import inquire
from engine.scenarios.diagnosis.judged import judge
from engine.scenarios.diagnosis.saying import left_aside, no_history, proxies, too_few
from engine.scenarios.history import read_history

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot
    from engine.response.crossed import Effects
    from engine.response.model import ResponseModel
    from engine.response.shares import Parts
    from engine.scenarios.diagnosis.judged import Judged
    from engine.scenarios.history import History
    from engine.store.warehouse import Warehouse

DRAWS, SEED = 1_000, 0
FEWEST_REPS = 20
"""Below this many reps judged only bounds are given."""
_EIGHTY = 1.2815515655446004
"""Standard deviations from the middle to the ends of an 80 % interval."""


def diagnose(
    warehouse: Warehouse, *, draws: int = DRAWS, seed: int = SEED, team_only: bool = False
) -> Diagnosis:
    """
    Answer whether differences between reps over a year are the system, the people or luck.

    Parameters
    ----------
    warehouse : Warehouse
        The snapshot.
    draws, seed : int
        Posterior draws, and where they start.
    team_only : bool
        Leave out what concerns one person.

    Returns
    -------
    Diagnosis
        Without quotas or seats the verdict is that it cannot be told, and why.
    """
    history = read_history(warehouse)
    if history is None:
        return _without_history(warehouse.snapshot)
    judged = judge(warehouse, history)
    model = fit_model(history.panel)
    drawn = model.draw(seed, draws)
    parts = _parts(model, drawn, judged)
    reps_judged = 0 if parts is None else parts.reps.size
    shares = None if parts is None or reps_judged < FEWEST_REPS else shares_of(parts)
    quotas = cell_quotas(warehouse, history)
    ground = Ground(warehouse, history, judged, model, drawn, quotas, parts, seed)
    known = identify(model) if shares else _too_few(ground, reps_judged)
    tests = inquire(ground, team_only=team_only)
    sheets = () if team_only or shares is None else _sheets(model, drawn, history, judged)
    sheets, on_luck = coached(ground, sheets, tests, told_apart=known.state != "C")
    return Diagnosis(
        snapshot=warehouse.snapshot.fingerprint,
        as_of=warehouse.snapshot.as_of,
        period=history.year,
        reps_judged=reps_judged,
        verdict=shares.verdict if shares else "cannot tell",
        shares=shares,
        identification=known,
        elasticity=_elasticity(model),
        reps=sheets,
        tests=tests,
        model_card=_card(history, judged, draws, seed),
        coaching=on_luck,
        notes=(*proxies(history), *left_aside(judged)),
    )


def _without_history(snapshot: Snapshot) -> Diagnosis:
    known = Identification("C", 0, 0, None, no_history(snapshot))
    return Diagnosis(
        snapshot.fingerprint, snapshot.as_of, None, 0, "cannot tell", None, known, None
    )


def _too_few(ground: Ground, reps_judged: int) -> Identification:
    """What the history can tell apart, after why there are no shares."""
    known = identify(ground.model)
    why = too_few(ground.snapshot, ground.history, reps_judged, FEWEST_REPS)
    return replace(known, message=f"{why} {known.message}")


def _elasticity(model: ResponseModel) -> Estimate:
    middle, deviation = model.elasticity
    return Estimate(middle - _EIGHTY * deviation, middle, middle + _EIGHTY * deviation)


def _parts(model: ResponseModel, drawn: Effects, judged: Judged) -> Parts | None:
    """The year taken apart, where anybody with a patch carries a quota in it."""
    inside = np.isin(model.panel.quarter, judged.year.quarters)
    if not (judged.year.quota[model.panel.rep[inside]] > 0).any():
        return None
    return year_parts(model, drawn, judged.year)


def _sheets(
    model: ResponseModel, drawn: Effects, history: History, judged: Judged
) -> tuple[RepSheet, ...]:
    """A sheet for everybody in the history, ordered by id."""
    effects = rep_effects(model, drawn)
    steps: dict[int, tuple[dict[str, float], float | None]] = {}
    if (judged.year.quota > 0).any():
        reps, parts, fit = year_steps(model, judged.year, judged.booked)
        for at, rep in enumerate(reps.tolist()):
            steps[rep] = {name: float(parts[name][at]) for name in STEPS}, float(fit[at])
    return tuple(
        RepSheet(
            rep_id,
            float(effects.effect[rep]),
            float(effects.lo[rep]),
            float(effects.hi[rep]),
            float(effects.credibility[rep]),
            float(judged.booked[rep] / judged.year.quota[rep]) if rep in steps else None,
            *steps.get(rep, ({}, None)),
        )
        for rep, rep_id in enumerate(history.rep_ids)
    )


def _card(history: History, judged: Judged, draws: int, seed: int) -> ModelCard | None:
    card = model_card(history.panel, judged.quotas, draws, seed)
    if card is None:
        return None
    return ModelCard(
        history.quarters[-1], card.mae, card.naive, card.skill, card.coverage_80, card.banner
    )
