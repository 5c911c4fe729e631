"""What a patch carries for part time and ramp, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from engine.errors import EngineError
from engine.scenarios.seat_weights import productive_year, weights_by_terms
from tests.support.snapshots import make_snapshot


def team(folder, *people):
    """A patch for each person, held from their first day; and one that is vacant."""
    return make_snapshot(
        folder,
        territory=[{"territory_id": f"t{n}"} for n in range(len(people) + 1)],
        rep=[{"rep_id": f"r{n}", **terms} for n, terms in enumerate(people)],
        assignment=[
            {"rep_id": f"r{n}", "territory_id": f"t{n}", "start_date": date(2020, 1, 1)}
            for n in range(len(people))
        ],
        account=[{"account_id": "a", "territory_id": "t0", "potential": 1}],
    )


def test_a_year_from_the_first_day_is_worth_eight_months():
    """Quarters of 25, 60, 85 and 100 %: 0.675; half a year on 85, 100, 100, 100: 0.9625."""
    assert productive_year(date(2025, 12, 31), date(2025, 12, 31)) == pytest.approx(0.675)
    assert productive_year(date(2025, 7, 1), date(2025, 12, 31)) == pytest.approx(0.9625, abs=2e-3)
    assert productive_year(date(2024, 1, 1), date(2025, 12, 31)) == pytest.approx(1.0)


def test_patches_carry_less_for_part_time_and_ramp(tmp_path):
    house = team(
        tmp_path,
        {"fte": 1.0, "hire_date": date(2015, 1, 1)},
        {"fte": 0.5, "hire_date": date(2015, 1, 1)},
        {"fte": 0.8, "hire_date": date(2025, 12, 31)},
    )
    assert dict(weights_by_terms(house, part_time=True)) == {"t1": 0.5, "t2": 0.8}
    ramping = dict(weights_by_terms(house, ramping=True))
    assert ramping == {"t2": pytest.approx(0.675, abs=0.0051)}
    assert dict(weights_by_terms(house, part_time=True, ramping=True)) == {"t1": 0.5, "t2": 0.54}


def test_terms_that_nobody_has_are_named_with_their_column(tmp_path):
    house = team(tmp_path, {"hire_date": date(2015, 1, 1)})
    with pytest.raises(EngineError, match="Nobody has fte") as told:
        weights_by_terms(house, part_time=True)
    assert "column fte of rep" in told.value.hint
