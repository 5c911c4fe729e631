"""Encodings, delimiters, quotes and line ends of small text files."""

from __future__ import annotations

import pytest

from engine.errors import FileError
from tests.unit.ingest.reading.tables import codes_of, lines_of, ragged_of, rows_of, said

DEALS = "Id,Account,Amount\n1,Müller,10.50\n2,Café,20\n"
ROWS = [("1", "Müller", "10.50"), ("2", "Café", "20")]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_encoding_gives_the_same_rows(one, codec, name):
    table = one(DEALS.encode(codec))
    assert table.columns == ("Id", "Account", "Amount")
    assert rows_of(table) == ROWS
    assert table.encoding == name


def test_latin_1_is_taken_where_cp1252_leaves_a_byte_undefined(one):
    table = one(b"Id,Account\n1,Caf\xe9\n2,a\x81b\n" + b"3,plain\n" * 100)
    assert table.encoding == "latin-1"
    assert rows_of(table)[0] == ("1", "Café")
    assert said(table, "encoding_guessed") == (
        "deals.csv is not UTF-8 and was read as Western European (LATIN-1)."
    )


def test_a_text_cut_inside_its_last_character_stays_utf_8(one):
    table = one("Id,Account\n1,Müller\n2,Café".encode()[:-1])
    assert table.encoding == "utf-8"
    assert rows_of(table) == [("1", "Müller"), ("2", "Caf")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end(one, delimiter, end):
    lines = [("Id", "Account", "Amount"), *ROWS]
    table = one(end.join(delimiter.join(line) for line in lines))
    assert rows_of(table) == ROWS
    assert lines_of(table) == [2, 3]


def test_mixed_line_ends_are_taken_and_said(one):
    table = one("Id,Amount\r\n1,10\n2,20\r\n3,30\r4,40\n")
    assert rows_of(table) == [("1", "10"), ("2", "20"), ("3", "30"), ("4", "40")]
    assert said(table, "mixed_line_ends") == (
        "deals.csv has mixed line ends (2 CRLF, 2 LF, 1 CR); all were taken."
    )


def test_a_line_end_inside_a_cell_is_no_mixed_line_end(one):
    table = one('Id,Note\r\n1,"two\nlines"\r\n2,one\r\n')
    assert rows_of(table) == [("1", "two\nlines"), ("2", "one")]
    assert lines_of(table) == [2, 4]
    assert codes_of(table) == []


def test_line_ends_doubled_on_the_way_are_single(one):
    table = one("Id,Amount\r\r\n1,10\r\r\n2,20\r\r\n")
    assert rows_of(table) == [("1", "10"), ("2", "20")]
    assert lines_of(table) == [2, 3]
    assert table.rows_left_out == 0


def test_decimal_commas_do_not_make_the_comma_a_delimiter(one):
    table = one("Id;Betrag;Rabatt\n1;1,50;0,1\n2;2,50;0,2\n")
    assert table.columns == ("Id", "Betrag", "Rabatt")
    assert rows_of(table)[0] == ("1", "1,50", "0,1")


def test_the_wrong_delimiter_inside_quotes_is_part_of_the_cell(one):
    table = one('Id,Account,Amount\n1,"Smith; Sons; Co",10\n2,"a, b",20\n')
    assert rows_of(table) == [("1", "Smith; Sons; Co", "10"), ("2", "a, b", "20")]


def test_lines_quoted_as_a_whole_are_unwrapped(one):
    table = one('"Id,Account,Amount"\n"1,""Smith, Sons"",10"\n"2,Acme,20"\n')
    assert rows_of(table) == [("1", "Smith, Sons", "10"), ("2", "Acme", "20")]
    assert codes_of(table) == ["wrapped_lines"]


def test_one_quoted_column_is_not_unwrapped(one):
    table = one('"Name"\n"Smith, John"\n"Doe, Jane"\n')
    assert table.columns == ("Name",)
    assert rows_of(table) == [("Smith, John",), ("Doe, Jane",)]


def test_apostrophes_quote_where_they_wrap_cells(one):
    table = one("'Id','Account','Amount'\n'1','Smith, Sons','10'\n'2','Acme','20'\n")
    assert rows_of(table) == [("1", "Smith, Sons", "10"), ("2", "Acme", "20")]


def test_an_apostrophe_in_a_name_quotes_nothing(one):
    table = one("Id,Account\n1,'t Hoen\n2,O'Neill\n")
    assert rows_of(table) == [("1", "'t Hoen"), ("2", "O'Neill")]


def test_backslashes_before_quotation_marks_are_understood(one):
    table = one('Id,Account,Amount\n1,"The \\"Big\\" Co",10\n2,"Acme",20\n')
    assert rows_of(table) == [("1", 'The "Big" Co', "10"), ("2", "Acme", "20")]
    assert codes_of(table) == ["escaped_quotes"]


def test_text_written_as_a_formula_keeps_its_zeros(one):
    table = one('Id,Zip,Amount\n1,="00501",10\n2,"=""00502""",20\n')
    assert rows_of(table) == [("1", "00501", "10"), ("2", "00502", "20")]
    assert codes_of(table) == ["formula_text"]


def test_other_formulas_stay_the_text_that_they_are(one):
    assert rows_of(one("Id,Amount\n1,=1+1\n2,@x\n")) == [("1", "=1+1"), ("2", "@x")]


def test_a_declared_separator_is_believed(one):
    table = one("sep=;\nId;Account\n1;a,b\n2;c,d\n")
    assert table.columns == ("Id", "Account")
    assert rows_of(table) == [("1", "a,b"), ("2", "c,d")]


def test_a_mark_never_closed_costs_its_own_line_only(one):
    table = one('Id,Account,Amount\n1,"Acme,10\n2,Bolt,20\n3,Cord,30\n')
    assert rows_of(table) == [("2", "Bolt", "20"), ("3", "Cord", "30")]
    assert ragged_of(table) == [(2, "A quotation mark is opened and not closed")]


def test_a_mark_closed_by_a_later_cell_costs_its_own_line_only(one):
    table = one('Id,Account,Amount\n1,"Acme,10\n2,"Bolt",20\n3,Cord,30\n')
    assert rows_of(table) == [("2", "Bolt", "20"), ("3", "Cord", "30")]
    assert [line for line, _ in ragged_of(table)] == [2]


def test_a_mark_not_doubled_is_a_reject(one):
    table = one('Id,Size,Amount\n1,"12" screen",10\n2,12" screen,20\n')
    assert rows_of(table) == [("2", '12" screen', "20")]
    assert ragged_of(table) == [(2, "A quotation mark inside a quoted cell is not doubled")]


def test_a_cell_longer_than_the_limit_is_a_reject(one, monkeypatch):
    monkeypatch.setenv("EVENFIELD_LIMIT_CELL_CHARACTERS", "50")
    from engine.settings import settings

    settings.cache_clear()
    try:
        table = one("Id,Note\n1,short\n2," + "x" * 60 + "\n3,short\n")
    finally:
        settings.cache_clear()
    assert rows_of(table) == [("1", "short"), ("3", "short")]
    assert ragged_of(table) == [(3, "A cell is longer than 50 characters")]


def test_binary_bytes_are_refused(bring):
    noise = bytes((i * 197 + i // 7) % 256 for i in range(4_000))
    with pytest.raises(FileError) as refusal:
        bring(noise, "deals.csv")
    assert refusal.value.message == "deals.csv holds binary data, not text."
    assert refusal.value.hint == "Bring it as CSV, XLSX, XLS, Parquet or a ZIP of these."


@pytest.mark.parametrize("text", ["<html><table>", '{"a": 1}', "[\n {", "<?xml version='1.0'?>\n"])
def test_markup_is_no_table(one, text):
    table = one(text)
    assert table.columns == ()
    assert said(table, "not_a_table") == "deals.csv holds HTML, XML or JSON instead of rows."


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(one, content):
    table = one(content)
    assert (table.columns, table.rows.num_rows) == ((), 0)
    assert said(table, "empty_file") == "deals.csv is empty."
