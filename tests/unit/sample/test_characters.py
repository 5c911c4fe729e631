"""The people one remembers, found in the files as the story tells of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from engine import sample
from tests.support.tessaly import day, money

if TYPE_CHECKING:
    from tests.support.tessaly import Extracts


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("Ana Ruiz", 1.21), ("Ben Carter", 0.69), ("David Osei", 0.88), ("Erin Walsh", 1.04),
        ("Chloe Meier", 2.14), ("Nadia Petrov", 1.31),
    ],
)  # fmt: skip
def test_attainment_of_fy2025(extracts: Extracts, name: str, reached: float) -> None:
    assert extracts.attainment(2025)[employee(extracts, name)] == pytest.approx(reached, abs=0.005)


def test_ana_and_ben_sell_equally_well_in_unequal_patches(extracts: Extracts) -> None:
    truth = sample.truth(0)
    ana, ben = employee(extracts, "Ana Ruiz"), employee(extracts, "Ben Carter")
    rich, poor = (truth.potential[patch(extracts, rep)] for rep in (ana, ben))

    assert truth.skill[ana] == truth.skill[ben]
    assert rich / poor == pytest.approx(1.6 / 0.6)


def test_three_holders_of_bens_patch_in_a_row_land_near_69_percent(extracts: Extracts) -> None:
    seat = patch(extracts, employee(extracts, "Ben Carter"))
    held = [r for r in extracts.rows("Territory_Assignments.csv") if r["Territory ID"] == seat]
    *before, last = [r["Employee ID"] for r in sorted(held, key=lambda r: day(r["Start Date"]))]

    assert last == employee(extracts, "Ben Carter")
    assert len(before) == 2
    for rep in before:
        assert extracts.attainment(2024)[rep] == pytest.approx(0.69, abs=0.015)


def test_david_is_strong_in_a_poor_patch_and_erin_weaker_in_a_rich_one(extracts: Extracts) -> None:
    truth = sample.truth(0)
    david, erin = employee(extracts, "David Osei"), employee(extracts, "Erin Walsh")
    usual = {"COM": 1.9e6, "MM": 2.0e6}

    assert truth.skill[david] > 0.17
    assert truth.skill[erin] < -0.17
    assert truth.potential[patch(extracts, david)] < 0.6 * usual["COM"]
    assert truth.potential[patch(extracts, erin)] > 1.5 * usual["MM"]


def test_chloe_owes_her_year_to_one_deal(extracts: Extracts) -> None:
    amounts = [money(row["Amount"]) for row in won_by(extracts, "Chloe Meier", 2025)]

    # 1.30 of her quota of the 2.14 that she reached.
    assert max(amounts) / sum(amounts) == pytest.approx(1.30 / 2.14, abs=0.01)


def test_nadia_lives_on_renewals(extracts: Extracts) -> None:
    kinds: Counter[str] = Counter()
    for row in won_by(extracts, "Nadia Petrov", 2025):
        kinds[row.get("Type") or row["Deal Type"]] += money(row["Amount"])

    assert kinds["Renewal"] / kinds.total() == pytest.approx(0.78, abs=0.03)


def test_one_hired_in_august_and_one_84_days_away(extracts: Extracts) -> None:
    hired = {r["Worker"]: day(r["Hire Date"]) for r in extracts.workers}
    away = {
        r["Employee ID"]: (day(r["Last Day of Leave"]) - day(r["First Day of Leave"])).days + 1
        for r in extracts.rows("Workday_Leave_of_Absence.csv")
    }

    assert (hired["Priya Raman"].year, hired["Priya Raman"].month) == (2025, 8)
    assert away[employee(extracts, "Tomás Ferreira")] == 84
    assert max(away.values()) == 84


def test_two_people_are_j_weiss_where_only_a_number_tells_them_apart(extracts: Extracts) -> None:
    sheet = CalamineWorkbook.from_path(str(extracts.quota_path)).get_sheet_by_index(0)
    weiss = {row[1] for row in sheet.to_python() if row[2] == "J. Weiss"}

    assert len(weiss) == 2
    assert weiss <= {row["Employee ID"] for row in extracts.workers}


def test_the_quota_sheet_has_titles_roll_ups_and_a_total(extracts: Extracts) -> None:
    table = CalamineWorkbook.from_path(str(extracts.quota_path)).get_sheet_by_index(0).to_python()
    levels = Counter(row[0] for row in table)

    assert table[0][0] == "Tessaly Systems"
    assert levels["Team"] == (15 + 4) * 8  # managers and regional vice presidents, 8 quarters
    assert table[-1][0] == "Total"
    assert table[-1][6] == pytest.approx(sum(amount for *_, amount in extracts.quotas))


def employee(extracts: Extracts, name: str) -> str:
    """Number of a person known by name."""
    return next(row["Employee ID"] for row in extracts.workers if row["Worker"] == name)


def patch(extracts: Extracts, rep: str) -> str:
    """Patch that a person holds at year end."""
    held = extracts.rows("Territory_Assignments.csv")
    return next(r["Territory ID"] for r in held if r["Employee ID"] == rep and not r["End Date"])


def won_by(extracts: Extracts, name: str, year: int) -> list[dict[str, str]]:
    """Won rows of a person in a year."""
    mailbox = next(row["Work Email"] for row in extracts.workers if row["Worker"] == name)
    return [
        row
        for row in extracts.won_lines
        if (row.get("Opportunity Owner") or row["Deal owner"]) in (name, mailbox)
        and day(row["Close Date"]).year == year
    ]
