"""What the cells of a column look like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from babel import Locale

from engine.ingest.recognition.files import read
from engine.ingest.recognition.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST = 200
_LONGEST = 200
"""Characters of a cell that may be a date, a number, a name: longer ones are text, and what looks
for a name in them would take hours."""
_LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt", "cs", "ja")
_DATE = re.compile(
    r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T].*)?"
    r"|\d{1,2}[-/.] ?\d{1,2}[-/.] ?\d{2,4}(?:,? .*)?"
    r"|\d{1,2}[ .-]+[^\W\d_]{3,}[ .,-]+\d{2,4}(?:[, ].*)?"
    r"|[^\W\d_]{3,}\.? \d{1,2},? \d{2,4}(?:[, ].*)?"
    r"|\d{4}年\d{1,2}月\d{1,2}日.*)$"
)
_BARE_DATE = re.compile(r"^(?:(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d|1\d{12}|[34]\d{4}(?:\.\d+)?)$")
_PERIOD = re.compile(
    r"^(?:(?:fy|gj|ex)?[ '-]?\d{2,4}[-/ ._]*(?:[qt] ?[1-4]|[qt]?\d{1,2}|h[12])?"
    r"|[qt] ?[1-4][-/ ._]*(?:fy)?[ '-]?\d{2,4}|[^\W\d_]{3,}\.?[-/ ]*(?:fy|gj)?'?\d{2,4}"
    r"|\d{1,2}[-/.]\d{4}"
    r"|\d{4}年(?:度)?(?:第?\d{1,2}(?:月|四半期|期)?)?|[1-4]\. ?(?:quartal|ctvrtleti) \d{4}"
    r"|\d{4} ?年? ?q[1-4])$"
)
_CURRENCY = re.compile(
    r"[$€£¥₹円%]|\b(?:usd|eur|gbp|chf|jpy|czk|brl|cad|aud|sek|nok|dkk|pln|mxn|inr|kc|kr|r)\b"
)
_NUMBER = re.compile(r"^[-+−(]*\d[\d.,'’ \u00a0\u202f]*\)?-?$|^[-+−(]*[.,]\d+\)?$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_ID = re.compile(r"^(?=.*\d)[\w./#-]+$|^[A-Z]{2,6}[ -]+\d+$")
_PERSON = re.compile(r"^[^\W\d_][^\d_@]*[ ,　][^\d_@]*[^\W\d_]\.?$|^[\u3040-\u9fff々]{2,8}$")


@dataclass(frozen=True, slots=True)
class Shape:
    """Shares, 0 to 1, of the filled cells of a column that look like something."""

    filled: int
    """Filled cells looked at."""
    date: float
    bare_date: float
    """Digits alone that may be a date: 20250131, a spreadsheet's day count, epoch milliseconds."""
    period: float
    number: float
    email: float
    flag: float
    outcome: float
    active: float
    identifier: float
    person: float
    largest: float
    """Largest number found, in magnitude and in doubt the smaller; 0 without one."""
    distinct: int
    words: tuple[str, ...]
    """The cells themselves, folded."""

    @property
    def country(self) -> float:
        """Share of the cells that are countries; asked of few columns, for the list is long."""
        known = sum(word in _countries() for word in self.words)
        return known / len(self.words) if self.words else 0.0


def shape_of(cells: Sequence[str]) -> Shape:
    """Look at up to two hundred filled cells, at equal ones once."""
    begun = (cell.strip()[: _LONGEST + 1] for cell in cells)
    texts = list(islice(filter(None, begun), _MOST))
    counts = Counter(text for text in texts if len(text) <= _LONGEST)
    folded = {text: fold(text) for text in texts}
    bare = {text: _CURRENCY.sub("", folded[text]).strip() for text in counts}
    numbers = {text for text in counts if _NUMBER.match(bare[text])}
    dates = {text for text in counts if _DATE.match(text)}

    def share(found: Iterable[str]) -> float:
        return sum(counts[text] for text in found) / len(texts) if texts else 0.0

    return Shape(
        filled=len(texts),
        date=share(dates),
        bare_date=share(filter(_BARE_DATE.match, counts)),
        period=share(t for t in counts if t in dates or _PERIOD.match(folded[t])),
        number=share(numbers),
        email=share(filter(_EMAIL.match, counts)),
        flag=share(t for t in counts if folded[t] in _cell_words("flag")),
        outcome=share(t for t in counts if _all_words(folded[t], _cell_words("outcome"))),
        active=share(t for t in counts if _all_words(folded[t], _cell_words("active"))),
        identifier=share(filter(_ID.match, counts)),
        person=share(filter(_PERSON.match, counts)),
        largest=max((_least(bare[text]) for text in numbers), default=0.0),
        distinct=len(folded),
        words=tuple(folded[text] for text in texts),
    )


def number_of(cell: str) -> float | None:
    """Rough number of a cell, ``None`` where it holds none; for comparing columns only."""
    text = _CURRENCY.sub("", fold(cell)).strip()
    return _magnitude(text) if _NUMBER.match(text) else None


@lru_cache(maxsize=4)
def _cell_words(group: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in read("cells")[group])


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Folded names of countries in the languages that headers come in, and two-letter codes."""
    names: set[str] = {"usa", "uk", "united states of america", "czech republic", "holland"}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names |= {fold(name), fold(code)}
    return frozenset(names)


def _least(text: str) -> float:
    """Magnitude where a single separator is read as the decimal point."""
    digits = re.sub(r"[^\d.,]", "", text).replace(",", ".")
    return float(digits) if digits.count(".") == 1 else _magnitude(text)


def _magnitude(text: str) -> float:
    digits = re.sub(r"[^\d.,]", "", text)
    decimal = re.search(r"[.,](\d{1,2}|\d{4,})$", digits)
    whole = digits[: decimal.start()] if decimal else digits
    return float(f"{re.sub('[.,]', '', whole) or '0'}.{decimal[1] if decimal else '0'}")


def _all_words(text: str, listed: frozenset[str]) -> bool:
    return bool(text) and all(word in listed for word in text.split())
