"""Rows taken all at once are the rows that come out one by one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.ingest.reading import plain_rows, read
from engine.ingest.reading.header import Header
from engine.ingest.reading.records import QuoteStyle, split_lines
from tests.unit.ingest.reading.tables import codes_of, lines_of, ragged_of, rows_of

COLUMNS = ("Opportunity ID", "Account", "Amount")
HEADER = "Opportunity ID,Account,Amount\n"
TIDY = [f"006{n:05},Account {n % 7},{n}.50\n" for n in range(1_400)]
MIDDLE = 600
LINE = st.text(st.sampled_from('ab1 ,,""\'Total;\u00a0é'), max_size=16)


def text_with(*lines: str) -> str:
    """A long tidy file with lines put in its middle, the first of them on line 602."""
    return HEADER + "".join([*TIDY[:MIDDLE], *lines, *TIDY[MIDDLE:]])


def taken_at_once(text: str):
    """What is taken at once below a header on line 1, ``None`` for nothing."""
    header = Header(1, COLUMNS, len(COLUMNS))
    return plain_rows.plain_rows(split_lines(text), header, COLUMNS, QuoteStyle(","))


def brought(text: str):
    """The one table that a text is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deals.csv"
        path.write_text(text, encoding="utf-8", newline="")
        (table,) = read([path], Path(folder))
    return table


def told(table):
    """Everything that reading says about a table."""
    return rows_of(table), lines_of(table), ragged_of(table), table.rows_left_out, codes_of(table)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, max_size=3), st.sampled_from(["\n", "\r\n"]))
@example(['x,"a""b",1'], "\n")
@example(['x,"a"b,1'], "\n")
@example(['x,",",1', 'y,a"b,2'], "\n")
@example(['x,"two', 'lines",1'], "\n")
@example(["Total,,900", "", ",,", "Opportunity ID,Account,Amount"], "\n")
def test_awkward_lines_change_nothing(lines, end):
    text = text_with(*(f"{line}{end}" for line in lines))
    at_once = told(brought(text))
    with mock.patch.object(plain_rows, "_WORTH_IT", 10**9):
        assert at_once == told(brought(text))


def test_a_tidy_file_is_taken_at_once_up_to_where_a_footer_may_begin():
    found = taken_at_once(text_with())
    # 1 header + 1,400 rows = 1,401 lines; the last 200 are looked at one by one
    assert found.end == 1_201
    assert found.table.num_rows == 1_200
    assert found.table["_line"].to_pylist() == list(range(2, 1_202))


def test_totals_repeated_headers_and_blank_rows_are_left_out():
    found = taken_at_once(text_with("Grand total (2 records),,9\n", HEADER, " , ,\n", "\n"))
    assert found.left_out == {"total row": 1, "repeated header row": 1, "blank line": 2}
    # lines 602 to 605 are gone, the numbers of the others stay
    assert found.table["_line"].to_pylist()[599:602] == [601, 606, 607]


@pytest.mark.parametrize(
    "line",
    ["x,y\n", "x,y,1,2\n", 'x,"two\nlines",1\n', 'x,"a"b,1\n', 'x,"never closed,1\n'],
)
def test_what_is_doubtful_is_not_taken_at_once(line):
    assert taken_at_once(text_with(line)) is None


def test_a_cell_that_goes_on_among_the_last_lines_is_not_cut():
    # 1,403 lines; line 1,203 is the last before the 200 that are looked at one by one
    text = HEADER + "".join([*TIDY[:1_201], 'x,y,"two\n', 'lines"\n', *TIDY[1_201:]])
    assert taken_at_once(text) is None
    assert ("x", "y", "two\nlines") in rows_of(brought(text))


def test_a_cell_over_the_limit_is_not_taken_at_once(monkeypatch):
    monkeypatch.setattr(plain_rows, "_limit", lambda: 50)
    assert taken_at_once(text_with(f"x,{'y' * 51},1\n")) is None
    assert taken_at_once(text_with(f"x,{'y' * 50},1\n")) is not None
