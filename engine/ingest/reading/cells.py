"""What a single cell looks like, as far as telling headers from rows goes."""

from __future__ import annotations

import re
from enum import StrEnum


class Look(StrEnum):
    """What a cell's text looks like."""

    BLANK = "blank"
    NUMBER = "number"
    DATE = "date"
    PERIOD = "period"
    """A year, quarter or month: a value in a column, a heading in a sheet of months."""
    VALUE = "value"
    """A flag, an e-mail or an address on the web."""
    CODE = "code"
    """Letters and digits in one: mostly an id, at times a name such as ``pop2020``."""
    WORD = "word"


_YEAR = r"(FY|CY)?[ '-]?(19|20)\d\d"
_PART = r"(Q[1-4]|H[12])"
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_PERIOD = re.compile(
    rf"{_YEAR}|{_YEAR}[ /-]?{_PART}|{_YEAR}[/-]\d{{1,2}}|{_PART}|{_PART}[ /'-]?(FY)?(\d\d)?\d\d"
    rf"|{_MONTH}[ '-]?(\d\d)?\d\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[-+(]*\s*([A-Z]{3}|[^\w\s(]{1,3})?\s*[-+(]?\d[\d.,' \u00a0\u202f]*([eE][-+]?\d+)?\s*"
    r"(%|[A-Z]{3}|[^\w\s]{1,3})?\s*\)?-?"
)
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?|\d{1,2}[ -][A-Za-z]{3,9}\.?,?[ -]\d{2,4}( .*)?"
    r"|[A-Za-z]{3,9} \d{1,2}, \d{4}( .*)?"
)
_FLAG = frozenset({"true", "false", "yes", "no"})
_CODE = re.compile(r"(?=\S*\d\S*\d\S*\d)[A-Za-z]{0,4}[-_#]?\d\S*")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+")


def look(cell: str) -> Look:
    """Tell what a cell looks like."""
    text = cell.strip()
    if not text:
        return Look.BLANK
    if text.lower() in _FLAG or _ADDRESS.fullmatch(text):
        return Look.VALUE
    if not any(character.isdigit() for character in text):
        return Look.WORD
    for pattern, found in _PATTERNS:
        if pattern.fullmatch(text):
            return found
    return Look.WORD


_PATTERNS = (
    (_PERIOD, Look.PERIOD),
    (_DATE, Look.DATE),
    (_NUMBER, Look.NUMBER),
    (_CODE, Look.CODE),
)
