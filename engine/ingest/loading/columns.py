"""What each mapped column holds and how its text becomes values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.ingest.loading.cast import TEXT, Cast
from engine.ingest.loading.dates import Order, moment
from engine.ingest.loading.flags import flag
from engine.ingest.loading.money import number
from engine.ingest.loading.shares import share
from engine.ingest.loading.vocabulary import cancelled, outcomes, words
from engine.ingest.loading.words import VOCABULARIES
from engine.model.field import Kind
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_SOURCE_KINDS = {
    "expected_amount": Kind.MONEY,
    "actual_amount": Kind.MONEY,
    "line_amount": Kind.MONEY,
    "unit_price": Kind.MONEY,
    "unit_cost": Kind.MONEY,
    "cost": Kind.MONEY,
    "quantity": Kind.NUMBER,
    "expected_close_date": Kind.DATE,
    "actual_close_date": Kind.DATE,
    "won_date": Kind.DATE,
    "lost_date": Kind.DATE,
    "order_date": Kind.DATE,
    "modified_date": Kind.MOMENT,
    "is_deleted": Kind.FLAG,
    "is_active": Kind.FLAG,
    "monthly_pay": Kind.MONEY,
    "hourly_pay": Kind.MONEY,
    "weekly_hours": Kind.NUMBER,
    "on_target_earnings": Kind.MONEY,
    "seconds": Kind.NUMBER,
}
OUTCOME, CANCELLED, CURRENCY = "outcome", "cancelled", "currency_beside"
"""Columns that are read from another column's text: won or lost, cancelled, the sign of money."""

_PAST = frozenset({"hire_date", "created_date", "entered_at", "date", "launch_date"})
"""Days that cannot lie in the future, so that a two-digit year cannot either."""
_MOST = {"fte": 2.0}


@dataclass(frozen=True, slots=True)
class Column:
    """One source column on its way to one field."""

    source: str
    field: str
    cast: Cast = TEXT
    checked: bool = True
    """Whether a non-blank cell without a value counts as unreadable."""
    trimmed: bool = True
    """
    Whether blanks around cells are looked for.

    That takes longer than all else, so a large file is read without, each row saying whether it
    should have been, and read again with it if need be.
    """

    @property
    def is_as_it_stands(self) -> bool:
        """Whether cells are kept with the blanks around them."""
        return self.cast == TEXT and not self.trimmed


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the load says about a column whose own values cannot tell."""

    order: Order | None = None
    latest_year: int | None = None


def kind_of(table: str, name: str) -> Kind:
    """How the values of a canonical or source field are read."""
    if name in _SOURCE_KINDS:
        return _SOURCE_KINDS[name]
    try:
        return TABLE[table].field(name).kind
    except KeyError:
        return Kind.TEXT


def decide(
    table: str, name: str, values: Sequence[str], around: Surroundings = Surroundings()
) -> Cast:
    """Decide how a column becomes a field, from its non-blank values."""
    if (table, name) in VOCABULARIES:
        return words(VOCABULARIES[table, name], values)
    if name == OUTCOME:
        return outcomes(values)
    if name == CANCELLED:
        return cancelled(values)
    kind = kind_of(table, name)
    if kind in (Kind.MONEY, Kind.COUNT):
        return number(values, kind.sql, grouped=True)
    if kind is Kind.NUMBER:
        return number(values, kind.sql)
    if kind is Kind.SHARE:
        return share(values, _MOST.get(name, 1.0))
    if kind is Kind.FLAG:
        return flag(name)
    if kind in (Kind.DATE, Kind.MOMENT):
        latest = around.latest_year if name in _PAST else None
        return moment(values, kind.sql, siblings=around.order, latest_year=latest)
    return TEXT


def is_checked(table: str, name: str) -> bool:
    """Whether cells of a field can be unreadable at all."""
    if (table, name) in VOCABULARIES or name in (OUTCOME, CANCELLED):
        return True
    return kind_of(table, name) not in (Kind.ID, Kind.TEXT)
