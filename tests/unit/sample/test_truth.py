"""What tests may know: the truth speaks of the same people, patches and accounts as the files."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

import pytest

from engine import sample

if TYPE_CHECKING:
    from tests.support.tessaly import Extracts


@pytest.fixture(scope="module")
def truth() -> sample.Truth:
    return sample.truth(0)


def test_ids_are_those_of_the_files(extracts: Extracts, truth: sample.Truth) -> None:
    sellers = {
        row["Employee ID"]
        for row in extracts.workers
        if row["Business Title"] == "Account Executive"
    }
    seats = {row["Territory ID"] for row in extracts.rows("Territories.csv")}
    accounts = {row.get("Account ID") or row["Record ID"] for row in extracts.accounts}

    assert truth.skill.keys() == sellers
    assert truth.potential.keys() == truth.seat_effect.keys() == seats
    assert truth.account_potential.keys() == accounts
    assert truth.moved_accounts < accounts
    assert truth.weak_team < seats


def test_accounts_add_up_to_their_patch(extracts: Extracts, truth: sample.Truth) -> None:
    sums = dict.fromkeys(truth.potential, 0.0)
    for row in extracts.accounts:
        if row["Territory"]:
            sums[row["Territory"]] += truth.account_potential[
                row.get("Account ID") or row["Record ID"]
            ]

    # Whole dollars in each of some 80 accounts.
    assert sums == pytest.approx(truth.potential, abs=100)


def test_skill_differs_by_a_sixth_and_one_team_lies_below(
    extracts: Extracts, truth: sample.Truth
) -> None:
    first: dict[str, str] = {}
    rows = extracts.rows("Territory_Assignments.csv")
    for row in sorted(rows, key=lambda row: row["Start Date"]):
        first.setdefault(row["Employee ID"], row["Territory ID"])
    weak = [skill for rep, skill in truth.skill.items() if first[rep] in truth.weak_team]
    others = [skill for rep, skill in truth.skill.items() if first[rep] not in truth.weak_team]

    assert pstdev(others) == pytest.approx(0.17, abs=0.02)
    assert fmean(others) == pytest.approx(0.0, abs=0.04)
    assert len(truth.weak_team) == 4
    assert fmean(weak) == pytest.approx(-0.20, abs=0.17)


def test_another_seed_has_another_truth(truth: sample.Truth) -> None:
    assert sample.truth(1).potential != truth.potential
    assert sample.truth(0) == truth


def test_truth_cannot_be_changed(truth: sample.Truth) -> None:
    with pytest.raises(FrozenInstanceError):
        truth.seed = 1  # type: ignore[misc]
