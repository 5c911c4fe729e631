"""Numbers as people read them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.band import Band
from pages._shared import figures

GAP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (4_750, "USD", "$4,750"),
        (99_999, "USD", "$99,999"),
        (142_800, "USD", f"$143{GAP}k"),
        (9_730_000, "USD", f"$9.73{GAP}M"),
        (14_249_000, "EUR", f"€14.2{GAP}M"),
        (142_490_000, "GBP", f"£142{GAP}M"),
        (999_960, "USD", f"$1.00{GAP}M"),  # 999.96 k would read as 1,000 k
        (2_500_000_000, "CHF", f"CHF{GAP}2.50{GAP}B"),
        (-600_000, "USD", f"-$600{GAP}k"),
        (0, "USD", "$0"),
        (-0.3, "USD", "$0"),  # what reads as nil has no sign
        (1_200, "", "1,200"),
        (math.nan, "USD", "—"),
        (None, "USD", "—"),
    ],
)
def test_money_at_a_glance(amount, currency, text):
    assert figures.money(amount, currency) == text


@pytest.mark.parametrize(
    ("amount", "beside", "text"),
    [
        (6.21e6, 92e6, "$6.2 M"),
        (6.21e6, 920e6, "$6 M"),
        (6.21e6, 7.05e6, "$6.21 M"),
        (521e3, 92e6, "$521 k"),  # of another unit: as on its own
        (-6.21e6, 92e6, "-$6.2 M"),
        (300.0, 900.0, "$300"),
    ],
)
def test_money_beside_a_larger_amount_is_written_as_far(amount, beside, text):
    assert figures.money_like(amount, beside).replace("\u00a0", " ") == text


def test_money_to_the_cent_keeps_every_digit():
    assert figures.money_exact(10_005_534.005) in {"$10,005,534.00", "$10,005,534.01"}
    assert figures.money_exact(-0.5, "EUR") == "-€0.50"
    assert figures.money_exact(None) == "—"


def test_shares_are_percent_and_their_differences_points():
    assert figures.percent(0.964) == f"96{GAP}%"
    assert figures.percent(0.0444, 1) == f"4.4{GAP}%"
    assert figures.points(0.07) == f"+7{GAP}pts"
    assert figures.points(-0.072, 1) == f"-7.2{GAP}pts"
    assert figures.percent(-0.004) == f"0{GAP}%", "nil has no sign"
    assert figures.percent(math.nan) == figures.points(None) == "—"


def test_ranges_name_both_ends():
    assert figures.percent_band(Band(0.41, 0.47, 0.53)) == f"41 to 53{GAP}%"
    assert figures.points_band(Band(-0.01, 0.02, 0.13)) == f"-1 to +13{GAP}pts"
    assert figures.points_band(Band(-0.043, -0.04, -0.039), 1) == f"-4.3 to -3.9{GAP}pts"
    assert figures.points_band(Band(-0.002, 0.01, 0.02)) == f"0 to +2{GAP}pts", "nil has no sign"
    assert figures.money_ends(89_784, 163_900) == (f"$90{GAP}k", f"$164{GAP}k")
    assert figures.money_ends(-1.07e6, 887_000) == (f"-$1.07{GAP}M", f"$0.89{GAP}M")
    assert figures.money_ends(4_428, 84_820) == ("$4,428", "$84,820")
    assert figures.money_ends(-3_472, 2.1e6) == ("-$3,472", f"$2.10{GAP}M")
    assert figures.money_ends(8.86e6, 10.1e6) == (f"$8.9{GAP}M", f"$10.1{GAP}M")
    assert figures.money_band(Band(13.4e6, 14e6, 15.1e6)) == f"$13.4{GAP}M to $15.1{GAP}M"


def test_counts_carry_their_noun():
    assert figures.counted(1, "rep") == f"1{GAP}rep"
    assert figures.counted(8_800, "deal") == f"8,800{GAP}deals"
    assert figures.counted(2, "person", "people") == f"2{GAP}people"


def test_dates_are_written_out():
    assert figures.day(date(2025, 12, 31)) == "31 Dec 2025"
    assert figures.day(None) == "—"


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "[here](http://x.test)", "![p](http://x.test/a.png)", "$x^2$"],
)
def test_no_text_from_a_file_is_formatted(hostile):
    escaped = figures.escape(hostile)
    for sign in "<[](!$^":
        assert escaped.count(sign) == escaped.count(f"\\{sign}")


def test_a_colon_word_is_no_icon_and_a_line_break_starts_no_block():
    assert ":material" not in figures.escape(":material/home:").replace("\\", "")
    assert "\n" not in figures.escape("one\n\n# two")


@given(st.floats(min_value=1, max_value=1e14))
def test_money_is_never_off_by_more_than_its_last_digit(amount):
    text = figures.money(amount).removeprefix("$")
    scale = {"k": 1e3, "M": 1e6, "B": 1e9}.get(text[-1], 1)
    shown = float(text.split(GAP)[0].replace(",", "")) * scale
    assert abs(shown - amount) <= max(0.5, 0.00501 * amount)
