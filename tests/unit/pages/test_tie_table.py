"""Control totals: what ties, what differs."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from engine.scenarios.past.ties import Tie
from pages._shared import tie_table

FOUND = (
    Tie("bookings FY2025-Q1", "Booked in FY2025-Q1", 1_200.0, None),
    Tie("headcount FY2025", "People employed on 2025-12-31", 12.0, None),
)


def test_only_totals_that_were_typed_are_compared():
    edited = tie_table.frame(FOUND)
    edited[tie_table.YOURS] = pd.array([1_150.5, None], dtype="Float64")

    assert tie_table.controls(FOUND, edited) == {"bookings FY2025-Q1": 1_150.5}


def test_a_difference_is_shown_with_its_sign_and_a_match_in_words():
    compared = (
        Tie("bookings FY2025-Q1", "Booked in FY2025-Q1", 1_200.0, 1_150.5),
        Tie("headcount FY2025", "People employed", 12.0, 12.0),
    )

    assert [row["Difference"] for row in tie_table.differences(compared)] == ["49.50", "ties"]
    assert tie_table.sentence(compared).replace("\u00a0", " ") == "2 totals compared: 1 differs."
    assert tie_table.sentence(compared[1:]) == "It ties."


def test_commission_is_pay_and_bookings_are_not():
    assert tie_table.is_pay("paid FY2025-Q1")
    assert tie_table.is_pay("recomputed FY2025-Q1")
    assert not tie_table.is_pay("bookings FY2025-Q1")


def test_owners_of_deals_are_masked_like_people():
    table = pa.table({"opportunity_id": ["D1"], "owner_id": ["Ana Alves"]})

    assert tie_table.maskable(table).column_names == ["opportunity_id", "rep_id"]
