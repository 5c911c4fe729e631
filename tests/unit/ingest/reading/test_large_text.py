"""Large text files: the same rows as small ones, by one scan of the file or of a mended copy."""

from __future__ import annotations

import duckdb
import pytest

from engine.errors import FileError
from engine.ingest.types import CsvText
from tests.unit.ingest.reading.tables import codes_of, rows_of, said

pytestmark = pytest.mark.usefixtures("as_large")

HEADER = "Id,Account,Amount,Close Date\n"
ROWS = [(f"006{i:04d}", f"Müller, {i}", f"{i}.50", "2025-01-31") for i in range(2_000)]
BODY = "".join(f'{a},"{b}",{c},{d}\n' for a, b, c, d in ROWS)


def scanned(table):
    """Rows as the store's scan gives them."""
    assert isinstance(table.rows, CsvText)
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in table.columns)
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT * FROM read_csv('{table.rows.path}', auto_detect=false, header=false, "
            f"skip={table.rows.header_line}, delim='{table.rows.delimiter}', "
            f"quote='{table.rows.quote}', escape='{table.rows.quote}', columns={{{columns}}})"
        ).fetchall()


def is_original(table, tmp_path):
    """Whether the file itself is scanned, no copy of it."""
    return table.rows.path == tmp_path / "deals.csv"


def test_a_clean_file_is_scanned_where_it_lies(one, tmp_path):
    table = one(HEADER + BODY)
    assert is_original(table, tmp_path)
    assert table.columns == ("Id", "Account", "Amount", "Close Date")
    assert scanned(table) == ROWS
    assert (table.rows_left_out, codes_of(table)) == (0, [])


@pytest.mark.parametrize(
    ("cell", "blanks"),
    [("plain", ""), ("x\t", "\t"), ("\u00a0x", "\u00a0"), ("à", "\u00a0"), ('"x\n"', "\n")],
)
def test_blanks_that_may_stand_around_a_cell_are_told(one, cell, blanks):
    rows = "".join(f"006{i:04d},Ana,{i}.50,2025-01-31\n" for i in range(2_000))
    table = one(f"{HEADER}{rows}0069999,{cell},1.00,2025-01-31\n")
    assert table.rows.blanks == blanks  # "à" ends in the byte that a no-break space ends in


def test_a_byte_order_mark_needs_no_copy(one, tmp_path):
    table = one((HEADER + BODY).encode("utf-8-sig"))
    assert is_original(table, tmp_path)
    assert table.columns[0] == "Id"
    assert scanned(table) == ROWS


def test_windows_line_ends_need_no_copy(one, tmp_path):
    table = one((HEADER + BODY).replace("\n", "\r\n"))
    assert is_original(table, tmp_path)
    assert scanned(table) == ROWS


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings_are_copied_as_utf_8(one, tmp_path, codec):
    table = one((HEADER + BODY).encode(codec))
    assert not is_original(table, tmp_path)
    assert scanned(table) == ROWS


def test_a_foreign_character_far_from_the_beginning_is_found(one):
    ascii_rows = "".join(f"{i},Acme,1,2025-01-31\n" for i in range(1_000))
    table = one((HEADER + ascii_rows).encode() + "9,Café,1,2025-01-31\n".encode("cp1252"))
    assert table.encoding == "cp1252"
    assert scanned(table)[-1][1] == "Café"


@pytest.mark.parametrize(
    "text",
    [
        HEADER + BODY.replace("\n", "\r\n", 500),
        HEADER.replace("\n", "\r\n") + BODY.replace("\n", "\r\n", 500),
        (HEADER + BODY).replace("\n", "\r"),
    ],
)
def test_mixed_and_old_line_ends_are_made_one_kind(one, text):
    assert scanned(one(text)) == ROWS


def test_titles_and_footers_are_left_out_and_lines_stay(one, tmp_path):
    table = one(f'Pipeline\n"as of\n2025"\n\n{HEADER}{BODY}\nTotal,,9,\n"(c) 2025 Evenfield"\n')
    assert table.rows.header_line == 5
    assert scanned(table) == ROWS
    assert said(table, "rows_left_out") == (
        "Left out of deals.csv: 1 footer line, 1 total row, 1 blank line."
    )
    assert table.rows_left_out == 3
    assert (tmp_path / "deals.csv").read_text().endswith('Evenfield"\n')


def test_headers_repeated_in_the_middle_are_left_out(one):
    table = one(HEADER + BODY + HEADER + BODY)
    assert scanned(table) == ROWS * 2
    assert table.rows_left_out == 1
    assert table.rows.path.read_text().split("\n")[2_001] == ""


def test_a_second_header_is_left_out(one):
    table = one(f"{HEADER}Id,Account,Amount__c,CloseDate\n{BODY}")
    assert scanned(table) == ROWS
    assert table.rows_left_out == 1


def test_a_header_broken_over_lines_is_made_whole(one):
    table = one(f'Id,Account,"Amount\nin EUR",Close Date\n{BODY}')
    assert table.columns[2] == "Amount in EUR"
    assert table.rows.header_line == 2
    assert scanned(table) == ROWS


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters(one, delimiter):
    lines = [delimiter.join(row) for row in (HEADER.strip().split(","), *ROWS)]
    assert scanned(one("\n".join(lines) + "\n")) == ROWS


def test_lines_quoted_as_a_whole_are_unwrapped(one):
    lines = (HEADER + BODY).splitlines()
    wrapped = "".join('"' + line.replace('"', '""') + '"\n' for line in lines)
    assert scanned(one(wrapped)) == ROWS


def test_text_written_as_a_formula_and_backslashes_are_mended(one):
    body = "".join(f'="{a}","The \\"{c}\\" Co",{c},{d}\n' for a, _, c, d in ROWS)
    assert scanned(one(HEADER + body)) == [(a, f'The "{c}" Co', c, d) for a, _, c, d in ROWS]


def test_rows_without_a_header_are_counted_and_left_out(one):
    table = one("".join(f"{i},{i}.5,2025-01-31\n" for i in range(1_000)))
    assert (table.columns, table.rows.num_rows, table.rows_left_out) == ((), 0, 1_000)
    assert codes_of(table) == ["no_header"]


def test_one_line_without_end_is_refused(bring, monkeypatch):
    monkeypatch.setattr("engine.ingest.reading.survey._LINES", 1 / 500_000)  # to 2 characters
    with pytest.raises(FileError, match=r"deals\.csv has a line of more than 2 characters"):
        bring("Id,Account" * 1_000)


def test_the_sample_is_from_the_beginning_and_the_middle(one):
    ids = [row[0] for row in one(HEADER + BODY).sample]
    assert ids[:50] == [row[0] for row in ROWS[:50]]
    assert ids[-1] > "0060950"
    assert set(ids) < {row[0] for row in ROWS}


def test_small_and_large_mean_the_same(one, monkeypatch):
    text = f"Report\n\n{HEADER}{BODY}\n"
    large = one(text)
    monkeypatch.setattr("engine.ingest.reading.files.SMALL_BYTES", 10**9)
    small = one(text)
    assert scanned(large) == rows_of(small)
    assert (large.columns, large.rows_left_out) == (small.columns, small.rows_left_out)
