"""Rejected rows as files that can be mended."""

from __future__ import annotations

from dataclasses import replace

from engine.store import reject_files
from engine.store.reject_row import RejectRow

ROWS = (
    RejectRow("a.csv", "", 3, "Amount", "=1+1", "is no amount", {"Id": "=cmd()", "Amount": "=1+1"}),
    RejectRow("a.csv", "", 9, "Amount", "-5,x", "is no amount", {"Id": "7", "Amount": "-500"}),
    RejectRow("b.xlsx", "Q1", 2, "Id", "", "is blank", {"Id": ""}),
)


def lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").splitlines()


def test_reasons_name_file_line_column_and_value():
    found = lines(reject_files.reasons_csv(ROWS))

    assert found[0] == "file,sheet,line,column,value,reason"
    assert found[3] == "b.xlsx,Q1,2,Id,,is blank"
    assert len(found) == 4


def test_reasons_hold_no_formula_and_rows_to_mend_hold_every_cell_as_it_was():
    assert lines(reject_files.reasons_csv(ROWS[:1]))[1] == "a.csv,,3,Amount,'=1+1,is no amount"
    assert lines(reject_files.rows_csv(ROWS[:2])) == ["Id,Amount", "=cmd(),=1+1", "7,-500"]


def test_files_whose_names_leave_the_same_letters_are_all_written():
    named = [
        replace(row, file=name)
        for row, name in zip(ROWS, ("帳票.csv", "売上.csv", "x.csv"), strict=True)
    ]
    assert sorted(reject_files.reject_files(named)) == [
        "mend-csv-2.csv",
        "mend-csv.csv",
        "mend-x-csv-q1.csv",
        "rejects.csv",
    ]


def test_rows_are_kept_apart_by_file_and_sheet():
    assert {name: len(rows) for name, rows in reject_files.by_file(ROWS).items()} == {
        "a.csv": 2,
        "b.xlsx › Q1": 1,
    }
