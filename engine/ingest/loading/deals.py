"""What a deal is made from: outcome, amount and dates out of whatever columns a file brings."""

from __future__ import annotations

from dataclasses import dataclass

from engine.ingest.loading.vocabulary import LOST, WON

LINE_FIELDS = ("line_id", "quantity", "unit_price", "line_amount")
"""Columns that only lines of a deal or order have."""
AMOUNT_FIELDS = ("amount", "expected_amount", "actual_amount", "line_amount")
CLOSE_FIELDS = (
    "close_date", "expected_close_date", "actual_close_date", "won_date", "lost_date", "order_date",
)  # fmt: skip
_OUTCOME_FIELDS = ("outcome", "is_won", "is_closed", "won_date", "actual_close_date")


@dataclass(frozen=True, slots=True)
class DealColumns:
    """
    SQL of the canonical deal columns over typed ones.

    Parameters
    ----------
    has : frozenset of str
        Typed fields at hand; each is a column called ``t_<field>``.
    """

    has: frozenset[str]

    @property
    def is_order(self) -> bool:
        """Orders and invoices: won by being there."""
        ordered = bool(self.has & {"order_date", "order_status"})
        return ordered and not self.has & {"is_won", "is_closed", "won_date"}

    @property
    def has_amount(self) -> bool:
        """Whether the file says what a deal is worth."""
        return bool(self.has & set(AMOUNT_FIELDS)) or {"quantity", "unit_price"} <= self.has

    @property
    def has_close_date(self) -> bool:
        """Whether the file says when a deal closes."""
        return bool(self.has & set(CLOSE_FIELDS))

    @property
    def is_lines_only(self) -> bool:
        """Lines of orders whose heads come in another file."""
        heads = {*CLOSE_FIELDS, *_OUTCOME_FIELDS, "stage", "account_id", "account_name"}
        return self.has_amount and bool(self.has & set(LINE_FIELDS)) and not self.has & heads

    @property
    def amount_is_of_line(self) -> bool:
        """Whether the amount can only be a line's own."""
        return not self.has & {"amount", "expected_amount", "actual_amount"}

    def canonical(self) -> dict[str, str]:
        """SQL for each deal column that is more than its own source column."""
        made = {
            "is_won": self._won(),
            "is_closed": self._closed(),
            "amount": self._amount(),
            "close_date": self._close_date(),
            "margin": self._margin(),
        }
        if self.is_order:
            made["stage"] = "'Order'"
        return {name: sql for name, sql in made.items() if sql}

    def line_fields(self) -> list[str]:
        """Typed fields that tell lines of one deal apart."""
        return [name for name in ("product", *LINE_FIELDS) if name in self.has]

    def _won(self) -> str:
        if self.is_order:
            return "true"
        pieces = [
            *self._typed("is_won"),
            *([f"t_outcome = {WON}"] if "outcome" in self.has else []),
            *(["t_won_date IS NOT NULL"] if "won_date" in self.has else []),
        ]
        return f"COALESCE({', '.join(pieces)}, false)" if pieces else ""

    def _closed(self) -> str:
        if self.is_order:
            return "true"
        won = self._won()
        signs = [won] if won else []
        if "outcome" in self.has:
            signs.append(f"COALESCE(t_outcome = {LOST}, false)")
        signs += [
            f"t_{name} IS NOT NULL"
            for name in ("lost_date", "actual_close_date")
            if name in self.has
        ]
        if "is_closed" in self.has:
            return f"COALESCE(t_is_closed OR {won or 'false'}, {' OR '.join(signs) or 'false'})"
        return f"({' OR '.join(signs)})" if signs else ""

    def _amount(self) -> str:
        line = self._line_amount()
        own = [*self._typed("amount"), *([line] if line else [])]
        expected, actual = self._typed("expected_amount"), self._typed("actual_amount")
        return self._by_state([*actual, *own, *expected], [*expected, *own, *actual])

    def _line_amount(self) -> str:
        pieces = self._typed("line_amount")
        if {"quantity", "unit_price"} <= self.has:
            discount = "(1 - COALESCE(t_discount, 0))" if "discount" in self.has else "1"
            product = f"t_quantity * t_unit_price * {discount}"
            pieces.append(f"CAST(round({product}, 4) AS DECIMAL(18,4))")
        return _first_of(pieces)

    def _close_date(self) -> str:
        expected = self._typed("expected_close_date")
        own = self._typed("close_date") + self._typed("order_date")
        closed = self._typed("actual_close_date")
        won = self._won() or "false"
        for name, when in (("won_date", won), ("lost_date", f"NOT {won}")):
            if name in self.has:
                closed.append(f"CASE WHEN {when} THEN t_{name} END")
        return self._by_state([*closed, *own, *expected], [*expected, *own])

    def _margin(self) -> str:
        pieces = self._typed("margin")
        amount = self._amount()
        if "cost" in self.has and amount:
            pieces.append(f"1 - t_cost / NULLIF({amount}, 0)")
        if {"unit_cost", "quantity"} <= self.has and amount:
            pieces.append(f"1 - t_unit_cost * t_quantity / NULLIF({amount}, 0)")
        return _first_of(pieces)

    def _by_state(self, closed: list[str], still_open: list[str]) -> str:
        if closed == still_open or not self._closed():
            return _first_of(still_open or closed)
        return (
            f"CASE WHEN {self._closed()} THEN {_first_of(closed) or 'NULL'} "
            f"ELSE {_first_of(still_open) or 'NULL'} END"
        )

    def _typed(self, name: str) -> list[str]:
        return [f"t_{name}"] if name in self.has else []


def _first_of(pieces: list[str]) -> str:
    if len(pieces) < 2:
        return pieces[0] if pieces else ""
    return f"COALESCE({', '.join(pieces)})"
