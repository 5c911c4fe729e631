"""Rows that cannot be taken: every one is kept, and the counts always add up."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FileError
from engine.ingest.loading.rejects import _cells
from engine.store.workspace import Workspace
from tests.support.extracts import codes, csv_extract, extract, load_extracts, rows_of

PERSON = {"Name": "name", "Hired": "hire_date"}
GOOD = ("1", "Won", "1", "2025-01-01")
FIELDS = {"Id": "opportunity_id", "Stage": "stage", "Amount": "amount", "Close": "close_date"}


def test_each_reason_is_told_with_line_column_and_value(workspace):
    rows = [
        ("1", "Won", "10", "2025-01-01"),
        ("", "Won", "10", "2025-01-01"),
        ("3", "Won", "", "2025-01-01"),
        ("4", "Won", "lots", "2025-01-01"),
        ("5", "Won", "10", "soon"),
        ("6", "Talking", "", ""),
        ("7", "Talking", "much", ""),
        ("8", "Talking", "5", "soon"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", FIELDS, rows))
    [file] = report.files
    assert [(r.line, r.column, r.value) for r in file.rejects] == [
        (3, "Id", ""),
        (4, "Amount", ""),
        (5, "Amount", "lots"),
        (6, "Close", "soon"),
        (8, "Amount", "much"),
    ]
    assert (file.rows_read, file.rows_accepted, file.rows_rejected) == (8, 3, 5)


def test_rejects_carry_the_whole_row_to_be_mended(workspace):
    rows = [("1", "Won", "10", "2025-01-01"), ("2", "Won", "", "2025-01-01")]
    load_extracts(workspace, extract("d.csv", "opportunity", FIELDS, rows))
    [(file, line, row)] = rows_of(workspace, "SELECT file, line, row FROM reject")
    assert (file, line) == ("d.csv", 3)
    assert json.loads(row) == {"Id": "2", "Stage": "Won", "Amount": "", "Close": "2025-01-01"}


def test_an_unreadable_optional_cell_is_blank_and_counted(workspace):
    fields = {**FIELDS, "Created": "created_date"}
    rows = [
        ("1", "Won", "10", "2025-01-01", "2024-12-01"),
        ("2", "Won", "10", "2025-01-01", "long ago"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", fields, rows))
    assert report.files[0].rows_accepted == 2
    [finding] = [f for f in report.findings if f.code == "unreadable_values"]
    assert (finding.column, finding.rows, finding.examples) == ("Created", 1, ("long ago",))


def test_a_scanned_file_tells_physical_lines_and_ragged_rows(workspace, tmp_path):
    path = tmp_path / "big.csv"
    path.write_text(
        "Id,Stage,Amount,Close\n"
        "1,Won,10,2025-01-01\n"
        "2,Won,10\n"  # line 3: a cell is missing
        '3,"two\nlines",10,2025-01-01\n'  # lines 4 and 5
        "4,Won,,2025-01-01\n"  # line 6: no amount
        "5,Won,10,2025-01-02\n",
        encoding="utf-8",
    )
    report = load_extracts(workspace, csv_extract(path, "opportunity", FIELDS))
    [file] = report.files
    assert (file.rows_read, file.rows_accepted, file.rows_rejected) == (5, 3, 2)
    assert [reject.line for reject in file.rejects] == [3, 6]
    assert "3 cells" in file.rejects[0].reason


def test_the_sample_may_mislead_and_all_rows_are_read_right(workspace, tmp_path):
    # the sample sees only 01/02: the 25th on line 1,502 settles the order for the whole column
    path = tmp_path / "big.csv"
    rows = [f"{n},Won,10,01/02/2025" for n in range(1500)] + ["x,Gewonnen,10,25/02/2025"]
    path.write_text("\n".join(["Id,Stage,Amount,Close", *rows]) + "\n", encoding="utf-8")
    report = load_extracts(workspace, csv_extract(path, "opportunity", FIELDS))
    assert report.files[0].rows_accepted == 1501
    assert "date_order_assumed" not in codes(report)
    assert rows_of(
        workspace,
        "SELECT strftime(close_date, '%Y-%m-%d') AS d, count(*) FILTER (is_won) "
        "FROM opportunity GROUP BY 1 ORDER BY 1",
    ) == [("2025-02-01", 1500), ("2025-02-25", 1)]


def test_blanks_far_down_a_scanned_file_are_trimmed_too(workspace, tmp_path):
    path = tmp_path / "big.csv"
    rows = [f"{n},Won,10,2025-02-01" for n in range(1500)]
    rows += [" x ,Closed Lost ,  ,2025-02-02", "y\u00a0,Won, 7 , 2025-02-03 "]
    rows += ["\u00a0z,\u00a0Won,1,2025-02-04", "t\t,Won\t,2,2025-02-05"]
    rows += ['"l\n","Won\r\n",3,2025-02-06']
    path.write_text("\n".join(["Id,Stage,Amount,Close", *rows]) + "\n", encoding="utf-8")
    report = load_extracts(workspace, csv_extract(path, "opportunity", FIELDS))
    assert report.files[0].rows_accepted == 1505
    assert "unreadable_values" not in codes(report)
    assert rows_of(
        workspace,
        "SELECT opportunity_id, stage, is_closed, CAST(amount AS INTEGER) AS a, day(close_date) "
        "AS d FROM opportunity WHERE opportunity_id >= 'a' ORDER BY 1",
    ) == [
        ("l", "Won", True, 3, 6),
        ("t", "Won", True, 2, 5),
        ("x", "Closed Lost", True, None, 2),
        ("y", "Won", True, 7, 3),
        ("z", "Won", True, 1, 4),
    ]


@pytest.mark.parametrize("edge", ["\u00a0{}", "{}\u00a0", "{}\t", '"{}\n"', " {}"])
def test_one_column_with_one_odd_blank_is_trimmed(edge, workspace, tmp_path):
    path = tmp_path / "big.csv"
    rows = [f"{n},Won,10,2025-02-01" for n in range(1500)]
    rows.append(edge.format("x") + ",Won,10,2025-02-02")
    path.write_text("\n".join(["Id,Stage,Amount,Close", *rows]) + "\n", encoding="utf-8")
    load_extracts(workspace, csv_extract(path, "opportunity", FIELDS))
    found = rows_of(workspace, "SELECT opportunity_id FROM opportunity WHERE day(close_date) = 2")
    assert found == [("x",)]


def test_a_file_held_back_waits_and_the_others_load(workspace):
    held = extract("d.csv", "opportunity", FIELDS, [GOOD], proposed=["Amount"])
    people = extract("p.csv", "rep", PERSON, [("Ana", "2024-01-01")])
    report = load_extracts(workspace, held, people)
    assert report.snapshot
    assert codes(report)["held_back"] == 1
    assert [(f.rows_read, f.rows_left_out) for f in report.files] == [(1, 1), (1, 0)]


def test_nothing_is_made_while_the_only_file_is_held_back(workspace):
    held = extract("d.csv", "opportunity", FIELDS, [GOOD], proposed=["Amount"])
    report = load_extracts(workspace, held)
    assert report.snapshot is None
    assert workspace.newest() is None


def test_a_load_of_which_no_row_was_taken_leaves_nothing_behind(workspace):
    broken = extract("d.csv", "opportunity", FIELDS, [("", "Won", "1", "2025-01-01")])
    with pytest.raises(FileError, match=r"No row of d\.csv"):
        load_extracts(workspace, broken)
    assert workspace.newest() is None
    assert not list(workspace.folder.glob("staging-*"))


CELLS = st.sampled_from(
    ["", "1", "2", "3", "x", "12.50", "Won", "Lost", "2025-01-01", "13/13/2025"]
)


@settings(max_examples=8, deadline=None)  # a load each; rows of one file find what files would
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=60))
def test_read_is_accepted_plus_rejected_plus_left_out(tmp_path_factory, rows):
    workspace = Workspace(tmp_path_factory.mktemp("w"))
    people = extract("p.csv", "rep", PERSON, [("Ana", "2024-01-01")])
    report = load_extracts(workspace, extract("d.csv", "opportunity", FIELDS, rows), people)
    for file in report.files:
        assert file.rows_read == file.rows_accepted + file.rows_rejected + file.rows_left_out
    kept = rows_of(workspace, "SELECT count(*) FROM reject")[0][0]
    assert kept == report.files[0].rows_rejected
    assert report.tables["opportunity"] <= report.files[0].rows_accepted


def test_a_line_end_inside_a_skipped_line_is_no_fault():
    assert _cells("a,b\rc,d", ",") == ["a", "b\rc", "d"]
    assert _cells('a,"b,c"', ",") == ["a", "b,c"]
