"""Workbooks: sheets, titles, stray cells, kinds of cell, and workbooks that are refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from engine.errors import FileError
from engine.ingest.reading import read
from tests.unit.ingest.reading.tables import codes_of, lines_of, rows_of, said

FIXTURES = Path(__file__).parent / "fixtures"
HEADER = ["Opportunity ID", "Zip", "Amount", "Close Date", "Is Won"]


def book(fill) -> bytes:
    """A workbook as bytes; ``fill`` gets it to write sheets into."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        fill(workbook)
    return buffer.getvalue()


def sheet_of(rows, top=0, left=0, name="Deals"):
    """A workbook of one sheet with these rows."""

    def _fill(workbook):
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(top + number, left, row)

    return book(_fill)


def test_cells_come_as_text_as_they_are_shown(one):
    def _fill(workbook):
        sheet = workbook.add_worksheet("Deals")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, [*HEADER, "Created", "Twice"])
        sheet.write_string(1, 0, "00617")
        sheet.write_string(1, 1, "00501")
        sheet.write_number(1, 2, 1200)
        sheet.write_datetime(1, 3, date(2025, 1, 31), day)
        sheet.write_boolean(1, 4, True)
        sheet.write_datetime(1, 5, datetime(2025, 1, 2, 13, 30), moment)
        sheet.write_formula(1, 6, "=C2*2", None, 2400)
        sheet.write_row(2, 0, ["00618", "10001", 99.5])

    table = one(book(_fill), "deals.xlsx")
    assert (table.file, table.sheet, table.encoding) == ("deals.xlsx", "Deals", "xlsx")
    assert rows_of(table) == [
        ("00617", "00501", "1200", "2025-01-31", "true", "2025-01-02 13:30:00", "2400"),
        ("00618", "10001", "99.5", "", "", "", ""),
    ]
    assert lines_of(table) == [2, 3]


def test_titles_totals_and_cells_beside_the_table(one):
    def _fill(workbook):
        sheet = workbook.add_worksheet("Deals")
        sheet.write(0, 1, "Pipeline by rep")
        sheet.write_row(1, 1, ["Region", "West"])
        sheet.write_row(4, 1, HEADER)
        sheet.write_row(5, 1, ["a", "00501", 10, "2025-01-01", "yes"])
        sheet.write_row(6, 1, ["b", "00502", 20, "2025-01-02", "no"])
        sheet.write_row(8, 1, ["c", "00503", 30, "2025-01-03", "no"])
        sheet.write_row(9, 1, ["Grand Total", "", 60])
        sheet.write(5, 8, "look here")
        sheet.write(6, 8, 17)

    table = one(book(_fill), "deals.xlsx")
    assert table.columns == tuple(HEADER)
    assert [row[0] for row in rows_of(table)] == ["a", "b", "c"]
    assert lines_of(table) == [6, 7, 9]
    assert table.rows_left_out == 2  # the blank row 8 and the total in row 10
    assert said(table, "stray_cells") == (
        "2 cells beside the table of Deals in deals.xlsx left aside."
    )
    (stray,) = [finding for finding in table.findings if finding.code == "stray_cells"]
    assert stray.examples == ("row 6: look here", "row 7: 17")


def test_a_column_without_values_and_one_without_a_name_belong_to_the_table(one):
    rows = [["Id", "Empty", "", "Amount"], *([f"x{i}", None, "note", i] for i in range(9))]
    table = one(sheet_of(rows), "deals.xlsx")
    assert table.columns == ("Id", "Empty", "column_3", "Amount")
    assert rows_of(table)[3] == ("x3", "", "note", "3")


def test_each_visible_sheet_with_content_is_a_table(bring):
    def _fill(workbook):
        workbook.add_worksheet("Deals").write_column(0, 0, ["Id", "a"])
        workbook.add_worksheet("Empty")
        old = workbook.add_worksheet("Old")
        old.write_column(0, 0, ["Id", "z"])
        old.hide()
        workbook.add_worksheet("Reps").write_column(0, 0, ["Rep", "Ann"])

    tables = bring(book(_fill), "all.xlsx")
    assert [table.sheet for table in tables] == ["Deals", "Reps"]
    assert said(tables[0], "hidden_sheet") == "Old in all.xlsx is a hidden sheet and was not read."


def test_a_workbook_without_content_is_empty(one):
    table = one(book(lambda workbook: workbook.add_worksheet("Deals")), "deals.xlsx")
    assert table.columns == ()
    assert said(table, "empty_file") == "deals.xlsx is empty."


def test_a_sheet_without_a_header_is_left_out(one):
    table = one(sheet_of([[1, 2.5, 3], [4, 5.5, 6]]), "deals.xlsx")
    assert (table.columns, table.rows.num_rows, table.rows_left_out) == ((), 0, 2)
    assert codes_of(table) == ["no_header"]


def test_formulas_that_fail_are_blank_and_counted(one):
    def _fill(workbook):
        sheet = workbook.add_worksheet("Deals")
        sheet.write_row(0, 0, ["Id", "Rate"])
        sheet.write(1, 0, "a")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    table = one(book(_fill), "deals.xlsx")
    assert rows_of(table) == [("a", "")]
    assert said(table, "formula_errors") == (
        "1 cell of Deals in deals.xlsx with an error such as #DIV/0! taken as blank."
    )


def test_the_old_format_reads_the_same(tmp_path):
    (table,) = read([FIXTURES / "deals.xls"], tmp_path)
    assert (table.encoding, table.sheet) == ("xls", "Deals")
    assert table.columns == ("Opportunity ID", "Zip", "Amount", "Close Date", "Won")
    assert rows_of(table) == [
        ("006000", "00501", "1200", "2024-01-02", "true"),
        ("006001", "10001", "99.5", "2024-02-03", "false"),
    ]


def test_a_password_is_asked_to_be_removed(tmp_path):
    with pytest.raises(FileError) as refusal:
        read([FIXTURES / "locked.xlsx"], tmp_path)
    assert refusal.value.message == "locked.xlsx is protected with a password."
    assert "remove the password" in refusal.value.hint


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_workbook_cut_short_is_refused(bring, share):
    content = sheet_of([["Id", "Amount"], *([f"x{i}", i] for i in range(500))])
    with pytest.raises(FileError, match=r"deals\.xlsx is damaged or was cut short"):
        bring(content[: int(len(content) * share)], "deals.xlsx")


def test_a_workbook_with_a_broken_sheet_is_refused(bring):
    source = zipfile.ZipFile(io.BytesIO(sheet_of([["Id"], ["a"]])))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as broken:
        for name in source.namelist():
            content = source.read(name)
            broken.writestr(name, content[:200] if "sheet1" in name else content)
    with pytest.raises(FileError, match="damaged workbook"):
        bring(buffer.getvalue(), "deals.xlsx")


def test_two_cells_in_far_corners_do_not_fill_the_memory(bring):
    def _fill(workbook):
        sheet = workbook.add_worksheet("Deals")
        sheet.write(0, 0, "Id")
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(FileError) as refusal:
        bring(book(_fill), "deals.xlsx")
    assert "reaches to row 1,048,576 and column 16,384" in refusal.value.message
    assert "Delete stray cells" in refusal.value.hint


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, "is a binary workbook"),
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "Office document without"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""},
            "is an OpenDocument file",
        ),
    ],
)
def test_other_office_files_are_named(bring, members, sentence):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(FileError, match=sentence):
        bring(buffer.getvalue(), "deals.xlsx")
