"""The small language of ``where`` and ``when``: read into a tree, never evaluated.

::

    condition  = every { "or" every }
    every      = single { "and" single }
    single     = "not" single | "(" condition ")" | comparison
    comparison = operand ( = | != | < | <= | > | >= ) operand
               | operand [ "not" ] "in" "(" value { "," value } ")"
    operand    = column | value, a date with  + Nd  or  - Nd  days behind it
    value      = 'text' | number | 2026-01-31 | true | false
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from engine.errors import PlanError
from engine.model.expression import AllOf, AnyOf, Column, Compare, Constant, IsIn, Not

if TYPE_CHECKING:
    from engine.model.expression import Comparator, Condition, Operand, Value

MAX_CHARACTERS = 2_000
MAX_DEPTH = 20
KEYWORDS = ("and", "or", "not", "in", "true", "false")

_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})(?!\w)|(?P<days>\d{1,4}d)(?!\w)"
    r"|(?P<number>-?(?:\d+\.?\d*|\.\d+))(?![\w.])|(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign><=|>=|!=|<>|==|[=<>(),+-]))"
)


class Token(NamedTuple):
    """A word or sign and where it stands."""

    kind: str
    text: str
    at: int


def parse_where(text: str) -> Condition:
    """
    Read a condition.

    Raises
    ------
    PlanError
        If it is not one, with the place at which it stops making sense.
    """
    if len(text) > MAX_CHARACTERS:
        raise PlanError(f"the condition has more than {MAX_CHARACTERS:,} characters.")
    reader = _Reader(_tokens(text))
    condition = reader.condition()
    reader.expect_end()
    return condition


def _tokens(text: str) -> list[Token]:
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            rest = text[at:].strip()[:20]
            raise PlanError(f"“{rest}” cannot be read in “{text[:60]}”.", "Put text in quotes.")
        tokens.append(Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        at = match.end()
    return tokens


@dataclass(slots=True)
class _Reader:
    """Reads tokens one after the other."""

    tokens: list[Token]
    next: int = 0
    depth: int = 0

    def condition(self) -> Condition:
        """Conditions joined by ``or``."""
        parts = [self._every()]
        while self._take("name", "or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def expect_end(self) -> None:
        """Refuse what stands behind the condition."""
        if self.next < len(self.tokens):
            raise PlanError(f"“{self._here()}” is not expected there.", "Join with and, or.")

    def _every(self) -> Condition:
        parts = [self._single()]
        while self._take("name", "and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _single(self) -> Condition:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise PlanError(f"the condition is nested more than {MAX_DEPTH} deep.")
        try:
            if self._take("name", "not"):
                return Not(self._single())
            if self._take("sign", "("):
                inner = self.condition()
                self._must(")")
                return inner
            return self._comparison()
        finally:
            self.depth -= 1

    def _comparison(self) -> Condition:
        left = self._operand()
        negated = self._take("name", "not")
        if self._take("name", "in"):
            return IsIn(left, self._values(), negated)
        sign = self._peek("sign")
        if negated or sign is None or sign.text not in _COMPARATORS:
            raise PlanError(f"“{self._here()}” stands where =, !=, <, <=, >, >= or in is expected.")
        self.next += 1
        return Compare(left, cast("Comparator", _COMPARATORS[sign.text]), self._operand())

    def _values(self) -> tuple[Value, ...]:
        self._must("(")
        values = [self._value()]
        while self._take("sign", ","):
            values.append(self._value())
        self._must(")")
        return tuple(values)

    def _value(self) -> Value:
        operand = self._operand()
        if isinstance(operand, Column):
            raise PlanError(f"“{operand.name}” in the list is no value.", "Put text in quotes.")
        return operand.value

    def _operand(self) -> Operand:
        if self.next >= len(self.tokens):
            raise PlanError("the condition ends too early.")
        token = self.tokens[self.next]
        self.next += 1
        operand = _operand_of(token)
        days = self._days()
        if isinstance(operand, Column):
            return Column(operand.name, days)
        if not days:
            return operand
        if not isinstance(operand.value, date):
            raise PlanError(f"days are added to “{token.text}”, which is no date.")
        try:
            return Constant(operand.value + timedelta(days=days))
        except OverflowError as error:
            raise PlanError(f"{days} days after {token.text} is no day.") from error

    def _days(self) -> int:
        sign = self._peek("sign")
        if sign is None or sign.text not in "+-":
            return 0
        self.next += 1
        number = self._peek("days")
        if number is None:
            raise PlanError(f"“{self._here()}” stands where days are expected.", "Write + 90d.")
        self.next += 1
        return int(f"{sign.text}{number.text[:-1]}")

    def _peek(self, kind: str) -> Token | None:
        token = self.tokens[self.next] if self.next < len(self.tokens) else None
        return token if token is not None and token.kind == kind else None

    def _take(self, kind: str, text: str) -> bool:
        token = self._peek(kind)
        found = token is not None and token.text.lower() == text
        self.next += found
        return found

    def _must(self, sign: str) -> None:
        if not self._take("sign", sign):
            raise PlanError(f"“{self._here()}” stands where “{sign}” is expected.")

    def _here(self) -> str:
        return self.tokens[self.next].text if self.next < len(self.tokens) else "the end"


_COMPARATORS = {sign: sign for sign in ("=", "!=", "<", "<=", ">", ">=")} | {"==": "=", "<>": "!="}


def _operand_of(token: Token) -> Operand:
    if token.kind == "text":
        quote = token.text[0]
        return Constant(token.text[1:-1].replace(quote * 2, quote))
    if token.kind == "number":
        return Constant(float(token.text))
    if token.kind == "date":
        try:
            return Constant(date.fromisoformat(token.text))
        except ValueError as error:
            raise PlanError(f"{token.text} is no day of the calendar.") from error
    word = token.text.lower()
    if token.kind == "name" and word in ("true", "false"):
        return Constant(word == "true")
    if token.kind == "name" and word not in KEYWORDS:
        return Column(token.text)
    raise PlanError(f"“{token.text}” stands where a column or a value is expected.")
