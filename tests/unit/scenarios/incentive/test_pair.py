"""Two people's pay taken apart: parts that sum exactly, and truth that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pytest

from engine.errors import DataError
from engine.incentives.read import read_plan
from engine.model.period import Period, year_period
from engine.response.year_of_rep import YearsOfReps
from engine.scenarios.incentive import pair
from engine.scenarios.incentive.pair import PairGround, pay_difference
from pages._shared.pair_words import periods, sentence

LINEAR = """schema: plan/1
plan: Linear
measures: {arr: {sum: amount}}
components:
  - {id: core, weight: 1.0, input: {attainment: arr}, curve: {method: marginal, tiers: [[0, 1]]}}
"""
FY2025 = year_period(2025)
DOUBLE = LINEAR.replace("[[0, 1]]", "[[0, 2]]").replace("Linear", "Double")


@dataclass
class Book:
    """Two people on a quota of 400 and a target incentive of 100."""

    plans: tuple[Any, ...]
    plan_of_rep: Any
    reps: tuple[str, str] = ("a", "b")
    year = FY2025

    quota = np.full((2, 4), 100.0)
    target_incentive = np.full((2, 4), 100.0)


def years(ground, person, attained, draws=3):
    """One column a draw; the seat gives nothing beside the ground, nobody ramps."""
    column = np.ones((1, draws))
    none = np.zeros((2, draws))
    logs = [np.log(np.array(x))[:, None] * column for x in (ground, person)]
    return YearsOfReps(logs[0], none, logs[1], none, np.array(attained))


def ask(monkeypatch, found, plans=(LINEAR,), plan_of=(0, 0), state="A", results_of=FY2025):
    known = type("Known", (), {"state": state, "message": "told"})
    monkeypatch.setattr(pair, "years_of", lambda *_: found)
    monkeypatch.setattr(pair, "identify", lambda _: known)
    history = type("History", (), {"year": results_of})
    model = type("Fit", (), {"model": None, "history": history})
    judged = type("Judged", (), {"year": None, "booked": None})
    book = Book(tuple(read_plan(text, "p") for text in plans), np.array(plan_of))
    return pay_difference(PairGround(model, None, judged, {"a": 0, "b": 1}), book, "a", "b")


def test_only_the_patch_differs_and_all_of_it_is_the_patch(monkeypatch):
    found = ask(monkeypatch, years([1.2, 0.8], [1.0, 1.0], [1.2, 0.8]))
    assert found.parts["patch"].mean == pytest.approx(0.4)
    assert found.parts["person"].mean == pytest.approx(0.0)
    assert found.parts["luck"].mean == pytest.approx(0.0)


def test_the_parts_by_hand_over_six_orders(monkeypatch):
    """Patch 2 against 1, person 1.5 against 1, luck 1 against 1: 3 against 1."""
    found = ask(monkeypatch, years([2.0, 1.0], [1.5, 1.0], [3.0, 1.0]))
    # patch first brings 1, after the person 1.5: 1.25; person .5 or 1: .75
    assert found.parts["patch"].mean == pytest.approx(1.25)
    assert found.parts["person"].mean == pytest.approx(0.75)
    assert found.parts["patch"].if_patch is None


def test_parts_sum_to_the_difference_whatever_was_attained(monkeypatch):
    rng = np.random.default_rng(5)
    for _ in range(20):
        ground, person, attained = rng.uniform(0.3, 2.0, (3, 2))
        found = ask(monkeypatch, years(ground, person, attained))
        assert sum(part.mean for part in found.parts.values()) == pytest.approx(
            attained[0] - attained[1]
        )


def test_who_booked_nothing_has_had_that_luck(monkeypatch):
    found = ask(monkeypatch, years([1.0, 1.0], [1.0, 1.0], [0.0, 1.0]))
    assert found.parts["luck"].mean == pytest.approx(-1.0)


def test_another_plan_is_a_part_of_its_own(monkeypatch):
    found = ask(monkeypatch, years([1.0, 1.0], [1.0, 1.0], [1.0, 1.0]), (LINEAR, DOUBLE), (1, 0))
    assert (found.one, found.other) == (2.0, 1.0)
    assert found.parts["plan"].mean == pytest.approx(1.0)


def test_where_nobody_can_tell_both_ends_are_said(monkeypatch):
    """What lasts, 1.5 by patch and 2 by person, is all the patch's or all the person's."""
    none = np.zeros((2, 3))
    seat, rep = (np.vstack([np.full(3, np.log(x)), np.zeros(3)]) for x in (1.5, 2.0))
    found = ask(monkeypatch, YearsOfReps(none, seat, rep, none, np.array([3.0, 1.0])), state="C")
    patch, person = found.parts["patch"], found.parts["person"]
    assert (patch.if_patch, person.if_patch) == (pytest.approx(2.0), pytest.approx(0.0))
    assert (patch.if_person, person.if_person) == (pytest.approx(0.0), pytest.approx(2.0))
    # the split between them is 0.75 and 1.25; the bands reach to both ends
    assert patch.mean == pytest.approx(0.75)
    for part in (patch, person):
        assert (part.band.p10, part.band.p90) == (pytest.approx(0.0), pytest.approx(2.0))
    assert "of which between 0\xa0pts and +200\xa0pts from the patch" in sentence(found, "A", "B")


def test_a_patch_that_is_told_comes_with_its_band(monkeypatch):
    found = ask(monkeypatch, years([1.2, 0.8], [1.0, 1.0], [1.2, 0.8]))
    assert sentence(found, "A", "B") == (
        "A earned 120\xa0% of target pay, B 80\xa0%: +40\xa0pts, of which +40\xa0pts (+40 to "
        "+40\xa0pts four times in five) from the patch and its quota."
    )
    assert periods(found) == ""


def test_results_of_other_quarters_than_the_terms_are_not_called_earned(monkeypatch):
    later = Period("FY2024-Q2 to FY2025-Q1", date(2024, 4, 1), date(2025, 3, 31))
    alike = years([1.0, 1.0], [1.0, 1.0], [1.0, 1.0])
    found = ask(monkeypatch, alike, results_of=later)
    assert "A would be paid 100\xa0% of target pay" in sentence(found, "A", "B")
    assert "those of FY2024-Q2 to FY2025-Q1; plan and target pay are those of FY2025" in periods(
        found
    )


def test_whoever_has_no_patch_is_named():
    book = Book((read_plan(LINEAR, "p"),), np.array([0, 0]))
    with pytest.raises(DataError, match="c cannot be taken apart"):
        pay_difference(PairGround(None, None, None, {"a": 0}), book, "a", "c")
