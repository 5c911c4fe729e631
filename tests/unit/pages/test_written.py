"""Figures in their units: a range never reads as a single number."""

from __future__ import annotations

from engine.model.band import Band
from pages._shared import written

SPACE = "\u00a0"


def test_a_chance_is_never_nil_nor_certain():
    assert written.value("target_chance", 0.0, "USD") == f"below 1{SPACE}%"
    assert written.value("target_chance", 1.0, "USD") == f"above 99{SPACE}%"
    assert written.value("target_chance", 0.437, "USD") == f"44{SPACE}%"
    assert written.value("target_chance", None, "USD") == "—"


def test_a_narrow_range_gets_a_decimal_and_a_wide_one_none():
    narrow, wide = Band(-0.043, -0.04, -0.038), Band(-0.09, -0.05, -0.03)
    assert written.change_band("median_attainment", narrow, "USD") == f"-4.3 to -3.8{SPACE}pts"
    assert written.change_band("participation", wide, "USD") == f"-9 to -3{SPACE}pts"
