"""Money in every form that extracts write it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest.loading.cast import Cast
from engine.ingest.loading.money import currency_in_cell, has_currency, number

MONEY = "DECIMAL(18,4)"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["$1,234.50", "(1,200)", "-5"], ["1234.50", "-1200", "-5"]),
        (["1.234,50 €", "€ 150.000,00", "3"], ["1234.50", "150000", "3"]),
        (["1200 USD", "USD 1,300.25"], ["1200", "1300.25"]),
        (["1'234.50", "1\u00a0200.00"], ["1234.50", "1200"]),
        (["12 000,5", "7,25"], ["12000.5", "7.25"]),
        (["1.200,-", "950,-", "1,5"], ["1200", "950", "1.5"]),
        (["12,34,567.5"], ["1234567.5"]),
        (["1200 kr.", "Kč 5", "$-5", "5-"], ["1200", "5", "-5", "-5"]),
        (["1234", "0.5", "+7"], ["1234", "0.5", "7"]),
    ],
)
def test_reads_what_people_write(convert, cells, expected):
    assert convert(number(cells, MONEY, grouped=True), cells) == [Decimal(e) for e in expected]


@pytest.mark.parametrize("cell", ["N/A", "12k", "approx 12", "-", "1,2,3", "12 apples"])
def test_text_is_no_amount(convert, cell):
    cells = ["$5", cell]
    assert convert(number(cells, MONEY, grouped=True), cells) == [Decimal(5), None]


def test_words_among_plain_numbers_do_not_slow_the_column_down():
    assert number(["5", "tbc", "7.5"], MONEY) == number(["5", "7.5"], MONEY)


def test_a_european_cell_in_an_american_column_is_unread_rather_than_misread(convert):
    cells = ["1,234.50", "2,000.00", "99.95", "1.234,50"]
    assert convert(number(cells, MONEY, grouped=True), cells)[3] is None


def test_three_digits_after_a_dot_are_assumed_to_be_thousands_and_it_is_said(convert):
    cast = number(["1.234", "2.500"], MONEY, grouped=True)
    assert convert(cast, ["1.234"]) == [Decimal(1234)]
    assert cast.code == "decimal_mark_assumed"


@pytest.mark.parametrize("other", ["2500", "0.125", "3.14"])
def test_one_telling_value_settles_the_decimal_mark(convert, other):
    cast = number(["1.234", other], MONEY, grouped=True)
    assert convert(cast, ["1.234"]) == [Decimal("1.234")]
    assert not cast.code


def test_a_latitude_is_never_grouped(convert):
    assert convert(number(["41.881", "12.345"], "DOUBLE"), ["41.881"]) == [41.881]


def test_the_currency_beside_an_amount_is_read(convert):
    cells = ["$5", "5 EUR", "5", "£3.20", "1 200 Kč"]
    assert convert(Cast(currency_in_cell()), cells) == ["USD", "EUR", None, "GBP", "CZK"]
    assert has_currency(cells)
    assert not has_currency(["5", "7.25"])


@settings(max_examples=60, deadline=None)
@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["us", "european", "plain"]))
def test_whatever_the_notation_the_amount_is_the_same(convert, amount, notation):
    english = f"{amount:,.2f}"
    european = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    cell = {"us": f"${english}", "european": f"{european} €", "plain": f"{amount}"}[notation]
    assert convert(number([cell], MONEY, grouped=True), [cell]) == [amount]
