"""Conditions: read into a tree, bound into SQL, and refused where they make no sense."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlanError
from engine.incentives.where import parse_where
from engine.model.expression import AllOf, AnyOf, Column, Compare, Constant, IsIn, Not, columns_of
from engine.store.condition import Bound, condition_sql
from engine.store.scratch import Scratch

KINDS = {"type": "text", "amount": "number", "close_date": "date", "moved": "date",
         "is_new": "flag", "gone": "blank"}  # fmt: skip
ROWS = pa.table(
    {
        "n": [0, 1, 2, 3],
        "type": ["new", "renewal", None, "it's"],
        "amount": [10.0, 20.0, None, -5.0],
        "close_date": [date(2026, 1, 31), date(2026, 4, 1), date(2026, 6, 30), None],
        "moved": [date(2026, 1, 1), date(2026, 1, 1), None, date(2026, 1, 1)],
        "is_new": [True, False, None, True],
        "gone": pa.array([None] * 4, pa.float64()),
    }
)


@pytest.fixture(scope="module")
def scratch():
    room = Scratch()
    room.put("deal", ROWS)
    yield room
    room.close()


def rows_of(scratch, text):
    bound = Bound()
    sql = condition_sql(parse_where(text), KINDS, bound)
    return scratch.query(f"SELECT n FROM deal WHERE {sql} ORDER BY n", **bound.values)[
        "n"
    ].to_pylist()


def test_and_binds_closer_than_or_and_not_closest():
    tree = parse_where("a = 1 or not b = 2 and c = 'x'")
    a, b = Compare(Column("a"), "=", Constant(1.0)), Compare(Column("b"), "=", Constant(2.0))
    c = Compare(Column("c"), "=", Constant("x"))
    assert tree == AnyOf((a, AllOf((Not(b), c))))
    assert list(columns_of(tree)) == ["a", "b", "c"]


def test_days_are_added_to_columns_and_dates():
    assert parse_where("close_date <= moved + 90d") == Compare(
        Column("close_date"), "<=", Column("moved", 90)
    )
    assert parse_where("2026-01-31 - 1d < day") == Compare(
        Constant(date(2026, 1, 30)), "<", Column("day")
    )
    assert parse_where("t not in ('a', \"b\")") == IsIn(Column("t"), ("a", "b"), negated=True)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("type = 'new'", [0]),
        ("type != 'new'", [1, 2, 3]),  # a blank is not 'new'
        ("type in ('new', 'renewal')", [0, 1]),
        ("type not in ('new', 'renewal')", [2, 3]),
        ("type = 'it''s'", [3]),
        ("not type = 'new'", [1, 2, 3]),
        ("amount >= 10", [0, 1]),
        ("amount < 0 or amount > 15", [1, 3]),
        ("close_date <= moved + 90d", [0, 1]),  # 1 January + 90 days = 1 April
        ("close_date <= moved + 89d", [0]),
        ("close_date > '2026-01-31'", [1, 2]),
        ("close_date > 2026-01-31 and amount = 20", [1]),
        ("is_new = true", [0, 3]),
        ("(is_new = true) and not (amount < 0)", [0]),
        ("gone = 3 or gone + 5d < close_date", []),
    ],
)
def test_a_condition_picks_rows(scratch, text, rows):
    assert rows_of(scratch, text) == rows


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ends too early"),
        ("type =", "ends too early"),
        ("type = 'new' amount = 1", "“amount” is not expected"),
        ("type like 'n%'", "“like” stands where"),
        ("type = new; drop table deal", "cannot be read"),
        ("type = 'new", "cannot be read"),
        ("(type = 'new'", "the end” stands where “\\)”"),
        ("type in ()", "“\\)” stands where a column or a value"),
        ("type in (amount)", "“amount” in the list is no value"),
        ("amount + 5 > 3", "“5” stands where days are expected"),
        ("5 + 5d > amount", "no date"),
        ("d > 2026-02-30", "no day of the calendar"),
        ("9999-12-31 + 9d > d", "is no day"),
        ("not " * 30 + "a = 1", "nested more than 20 deep"),
        ("(" * 500 + "a = 1" + ")" * 500, "nested more than 20 deep"),
        ("a = '" + "x" * 3000 + "'", "more than 2,000 characters"),
    ],
)
def test_what_is_no_condition_is_refused(text, sentence):
    with pytest.raises(PlanError, match=sentence):
        parse_where(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("typ = 'new'", "“typ”, which the deals lack. Did you mean “type”"),
        ("type = 3", "“type”, which is text, with “3”, which is a number"),
        ("amount = 'x'", "“amount”, which is a number, with “x”, which is text"),
        ("close_date > 'soon'", "“soon” is no day"),
        ("type + 5d = 'x'", "adds days to “type”"),
    ],
)
def test_a_condition_is_held_against_the_columns(text, sentence):
    with pytest.raises(PlanError, match=sentence):
        condition_sql(parse_where(text), KINDS, Bound())


def test_values_are_bound_and_never_pasted():
    bound = Bound()
    sql = condition_sql(parse_where("type = 'x'' OR TRUE --'"), KINDS, bound)
    assert "TRUE --" not in sql
    assert list(bound.values.values()) == ["x' OR TRUE --"]


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    with suppress(PlanError):  # anything else would be a traceback
        assert parse_where(text) is not None
