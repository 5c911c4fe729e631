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


def test_a_change_that_is_not_the_difference_of_two_middles_is_told_apart():
    before, after = Band(8e6, 10e6, 12e6), Band(9e6, 12e6, 14e6)  # the middles are 2 M apart
    for middle, own in ((3e6, True), (2e6, False)):
        paired = Band(1e6, middle, 4e6)
        assert written.is_its_own("bookings", before, after, paired, "USD") is own
    assert not written.is_its_own("quota_total", 5.0, 9.0, 4.0, "USD")
    assert not written.is_its_own("bookings", None, after, Band(1e6, 3e6, 4e6), "USD")


def test_a_narrow_range_gets_a_decimal_and_a_wide_one_none():
    narrow, wide = Band(-0.043, -0.04, -0.038), Band(-0.09, -0.05, -0.03)
    assert written.change_band("median_attainment", narrow, "USD") == f"-4.3 to -3.8{SPACE}pts"
    assert written.change_band("participation", wide, "USD") == f"-9 to -3{SPACE}pts"
    small = Band(-0.008, -0.005, -0.0004)  # the change reads -0.5 pts, its ends to a tenth as well
    assert written.change_band("participation", small, "USD") == f"-0.8 to 0.0{SPACE}pts"
