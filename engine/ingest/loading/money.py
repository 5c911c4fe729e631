"""Money and numbers as people write them, with the decimal mark decided once for a column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from engine.ingest.loading.cast import CELL, Cast

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = Literal[".", ","]

CURRENCIES = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "円": "JPY", "₹": "INR",
    "₩": "KRW", "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD", "R$": "BRL", "kr.": "DKK",
    "kr": "SEK", "Kč": "CZK", "zł": "PLN", "Ft": "HUF", "lei": "RON", "Rs": "INR", "Fr.": "CHF",
    "Fr": "CHF", "RM": "MYR",
}  # fmt: skip
"""Signs that stand beside an amount, and the currency that is meant by them most often."""

CODES = (
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "CZK", "PLN",
    "HUF", "RON", "BGN", "TRY", "ILS", "ZAR", "INR", "CNY", "HKD", "SGD", "KRW", "TWD", "THB",
    "MYR", "IDR", "PHP", "VND", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "AED", "SAR", "EGP",
    "UAH",
)  # fmt: skip
"""Currency codes that stand beside an amount."""

_SIGN = "|".join(re.escape(sign) for sign in sorted((*CURRENCIES, *CODES), key=len, reverse=True))
_BLANKS = "[ \t\u00a0\u2007\u2009\u202f'’]"
_PLAIN = re.compile(r"[+-]?\d{1,14}(\.\d+)?")
_BODY = {
    ".": r"(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]+)?(?:[.][0-9]*)?",
    ",": r"(?:[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]+)?(?:,[0-9]*)?",
}
_ASSUMED = {
    ".": "1.234 was read as one and a fraction",
    ",": "1.234 was read as one thousand two hundred and thirty-four",
}


def number(values: Iterable[str], sql_type: str, *, grouped: bool = False) -> Cast:
    """
    Conversion of a column of amounts or numbers.

    Parameters
    ----------
    values : iterable of str
        Non-blank cells to decide from.
    sql_type : str
        DuckDB type to make.
    grouped : bool
        Whether ``1.234`` may well mean more than a thousand, as it may in money but not in
        a latitude.
    """
    seen = [value for value in values if any(sign.isdigit() for sign in value)]
    plain = all(_PLAIN.fullmatch(value) for value in seen)
    mark, certain = decimal_mark(seen)
    if plain and (mark == "." or not grouped):
        return Cast(f"TRY_CAST({CELL} AS {sql_type})")
    return Cast(
        _full(mark, sql_type),
        assumed="" if certain else _ASSUMED[mark],
        code="" if certain else "decimal_mark_assumed",
    )


def has_currency(values: Iterable[str]) -> bool:
    """Whether a currency is written beside any of the amounts."""
    return any(re.search(_SIGN, value) for value in values)


def currency_in_cell() -> str:
    """SQL over the cell: the currency written beside the amount, NULL where none is."""
    mapped = ", ".join(f"'{sign}': '{code}'" for sign, code in CURRENCIES.items())
    sign = f"regexp_extract({CELL}, '{_SIGN.replace(chr(39), chr(39) * 2)}')"
    return f"NULLIF(COALESCE(MAP {{{mapped}}}[{sign}], {sign}), '')"


def decimal_mark(values: Iterable[str]) -> tuple[Mark, bool]:
    """Decide the decimal mark of a column, and whether its values leave no doubt."""
    bodies = [re.sub(r"[.,]?[-–—]*$", "", re.sub(r"[^\d.,-]", "", v).strip("-")) for v in values]
    votes = [vote for body in bodies if (vote := _vote(body))]
    sure = [mark for mark, certain in votes if certain]
    if sure:
        return (",", True) if sure.count(",") * 2 > len(sure) else (".", True)
    if votes and not any(len(body) > 3 and body.isdigit() for body in bodies):
        return ",", False
    return ".", True


def _vote(body: str) -> tuple[Mark, bool] | None:
    """Mark that one number speaks for, and whether it could be read no other way."""
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        return ("." if body.rfind(".") > body.rfind(",") else ","), True
    if dots + commas == 0:
        return None
    if dots + commas > 1:
        return ("," if dots else "."), True
    whole, _, part = re.split(r"([.,])", body, maxsplit=1)
    if len(part) != 3 or whole in {"", "0"} or len(whole) > 3:
        return ("." if dots else ","), True
    return (",", False) if dots else (".", True)


def _full(mark: Mark, sql_type: str) -> str:
    """SQL that reads signs, brackets, currency and grouping around one decimal mark."""
    sign = _SIGN.replace("'", "''")
    blanks = _BLANKS.replace("'", "''")
    cell = f"regexp_replace(regexp_replace({CELL}, '{blanks}', '', 'g'), '[.,][-–—]+$', '')"
    shape = f"^[(]?[-−+]?(?:{sign})?[-−+]?[(]?{_BODY[mark]}(?:{sign})?[-−]?[)]?$"
    digits = f"regexp_replace({cell}, '{sign}|[^0-9.,]', '', 'g')"
    dotted = f"replace({digits}, ',', '')"
    if mark == ",":
        dotted = f"replace(replace({digits}, '.', ''), ',', '.')"
    minus = f"CASE WHEN regexp_matches({cell}, '[(−-]') THEN '-' ELSE '' END"
    return (
        f"CASE WHEN regexp_matches({cell}, '{shape}') "
        f"THEN TRY_CAST({minus} || {dotted} AS {sql_type}) END"
    )
