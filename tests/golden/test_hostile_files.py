"""Awkward files through the real command: a sentence each, nothing by halves, nothing lost."""

from __future__ import annotations

import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from engine.cli.main import main
from engine.ingest.reading import files
from engine.settings import settings
from engine.store.workspace import Workspace

HEADER = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date"
GOOD = [f"D{i},Ana Ruiz,{100 * i},Closed Won,2025-03-{i:02d}" for i in range(1, 11)]


def text(rows, end="\n"):
    """Lines as one text."""
    return end.join([HEADER, *rows]) + end


def loaded(capsys, folder, *files):
    """Load files; return exit status, the JSON report (if any) and what was said as an error."""
    status = main(["load", str(folder / "w"), *map(str, files), "--json"])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out.strip() else None, said.err


def balanced(report):
    """Whether every row read is accepted, rejected or left out."""
    return all(
        f["rows_read"] == f["rows_accepted"] + f["rows_rejected"] + f["rows_left_out"]
        for f in report["files"]
    )


def write(folder, name, content, encoding="utf-8"):
    """Put a text or bytes file into a folder."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


READABLE = {
    "plain": (text(GOOD), "utf-8", 10),
    "byte-order mark": (text(GOOD), "utf-8-sig", 10),
    "cp1252": (text([*GOOD, "D11,Zoë Müller,5,Closed Won,2025-03-11"]), "cp1252", 11),
    "carriage returns": (text(GOOD, "\r\n"), "utf-8", 10),
    "semicolons": (text(GOOD).replace(",", ";"), "utf-8", 10),
    "tabs": (text(GOOD).replace(",", "\t"), "utf-8", 10),
    "commas inside quotes": (
        text([*GOOD, '"D11","Ruiz, Ana","1,100.50",Closed Won,2025-03-11']),
        "utf-8",
        11,
    ),
    "line breaks inside quotes": (
        text([*GOOD, 'D11,"Ana\nRuiz",7,Closed Won,2025-03-11']),
        "utf-8",
        11,
    ),
    "title rows": ("Pipeline report\nAs of 2025-12-31\n\n" + text(GOOD), "utf-8", 10),
}


@pytest.mark.parametrize("name", READABLE)
def test_every_good_row_is_taken_whatever_the_dress(name, tmp_path, capsys):
    content, encoding, rows = READABLE[name]
    path = write(tmp_path, "deals.csv", content, encoding)
    status, report, said = loaded(capsys, tmp_path, path)
    assert (status, said) == (0, "")
    assert report["files"][0]["rows_accepted"] == rows
    assert report["tables"]["opportunity"] == rows
    assert balanced(report)


def test_a_footer_a_total_and_a_second_header_are_left_out_and_counted(tmp_path, capsys):
    rows = [*GOOD[:5], HEADER, *GOOD[5:], "Total,,5500,,", "", "Copyright 2025. Confidential."]
    status, report, _ = loaded(capsys, tmp_path, write(tmp_path, "deals.csv", text(rows)))
    assert status == 0
    assert report["tables"]["opportunity"] == 10
    assert report["files"][0]["rows_left_out"] >= 3
    assert balanced(report)


def test_subtotals_among_the_rows_of_a_large_file_are_left_out(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(files, "SMALL_BYTES", 0)
    sums = ["Subtotal,,1500,,", "Zwischensumme,,900,,", "Total Solutions,Ana,5,Won,2025-03-01"]
    rows = [*GOOD[:5], *sums, *GOOD[5:], "Grand Total (10 records),,5500,,", "One more,,,,"]
    path = write(tmp_path, "deals.csv", text([*rows, *GOOD]))
    status, report, _ = loaded(capsys, tmp_path, path)
    assert status == 0
    # ten deals, of which ten come again; "Total Solutions" and "One more" are deals by that id
    assert report["tables"]["opportunity"] == 12
    assert report["files"][0]["rows_left_out"] == 3 + 10
    assert balanced(report)
    assert any("3 total rows among" in finding["message"] for finding in report["findings"])


def test_ragged_rows_are_rejected_with_their_line(tmp_path, capsys):
    rows = [*GOOD, "D11,Ana Ruiz,5", "D12,Ana Ruiz,5,Closed Won,2025-03-12,surplus,more"]
    status, report, _ = loaded(capsys, tmp_path, write(tmp_path, "deals.csv", text(rows)))
    assert status == 1
    assert report["tables"]["opportunity"] == 10
    assert {reject["line"] for reject in report["files"][0]["rejects"]} == {12, 13}
    assert balanced(report)


def test_rejected_rows_are_written_to_be_mended_and_loaded_again(tmp_path, capsys):
    bad = ["D11,Ana Ruiz,tbc,Closed Won,2025-03-11", "D12,Ana Ruiz,7,Closed Won,soon"]
    path, out = write(tmp_path, "deals.csv", text([*GOOD, *bad])), tmp_path / "out"
    assert main(["load", str(tmp_path / "w"), str(path), "--rejects", str(out)]) == 1
    assert f"2 rows rejected, written to {out}." in capsys.readouterr().out
    assert sorted(found.name for found in out.iterdir()) == ["mend-deals-csv.csv", "rejects.csv"]
    rows = (out / "mend-deals-csv.csv").read_text("utf-8").splitlines()
    assert rows == [HEADER, *bad]
    mended = [rows[1].replace("tbc", "5"), rows[2].replace("soon", "2025-03-12")]
    status, report, _ = loaded(capsys, tmp_path, write(tmp_path, "all.csv", text(GOOD + mended)))
    assert status == 0
    assert report["tables"]["opportunity"] == 12


def test_a_won_deal_without_a_readable_amount_is_rejected_and_says_what_was_there(tmp_path, capsys):
    rows = [*GOOD, "D11,Ana Ruiz,tbc,Closed Won,2025-03-11", "D12,Ana Ruiz,7,Closed Won,soon"]
    rows += ["D13,Ana Ruiz,,Closed Won,2025-03-11", "D14,Ana Ruiz,7,Closed Won,"]
    status, report, _ = loaded(capsys, tmp_path, write(tmp_path, "deals.csv", text(rows)))
    assert status == 1
    assert [tuple(reject.values()) for reject in report["files"][0]["rejects"]] == [
        (12, "Amount", "tbc", "This could not be read as an amount of money."),
        (
            13,
            "Close Date",
            "soon",
            "This could not be read as a date, and a won deal needs the day it closed.",
        ),
        (14, "Amount", "", "A won deal needs an amount."),
        (15, "Close Date", "", "A won deal needs the day it closed."),
    ]
    (finding,) = [f for f in report["findings"] if f["code"] == "rows_rejected"]
    assert "closed (1; first: “soon” in line 13)" in finding["message"]


def test_a_hundred_thousand_rejects_are_all_kept_and_twenty_shown(tmp_path, capsys):
    bad = [f"B{i},Ana Ruiz,,Closed Won,2025-03-01" for i in range(100_000)]
    status, report, _ = loaded(capsys, tmp_path, write(tmp_path, "deals.csv", text(GOOD + bad)))
    assert status == 1
    (file,) = report["files"]
    assert (file["rows_rejected"], len(file["rejects"])) == (100_000, 20)
    kept = Workspace(tmp_path / "w").open().query("SELECT count(*) AS n FROM reject")
    assert kept["n"][0].as_py() == 100_000


OTHER = {
    "one column": "Remark\nhello\nworld\nagain\n",
    "no header": "1,2,3\n4,5,6\n7,8,9\n",
    "four hundred columns": ",".join(f"c{i}" for i in range(400))
    + "\n"
    + (",".join("x" * 400) + "\n") * 3,
}


@pytest.mark.parametrize("name", OTHER)
def test_a_file_of_no_known_kind_is_left_out_and_the_rest_goes_on(name, tmp_path, capsys):
    odd = write(tmp_path, "odd.csv", OTHER[name])
    good = write(tmp_path, "deals.csv", text(GOOD))
    status, report, _ = loaded(capsys, tmp_path, odd, good)
    assert status == 0
    kinds = {f["file"]: (f["kind"], f["rows_accepted"]) for f in report["files"]}
    assert kinds["odd.csv"] == ("other", 0)
    assert report["tables"]["opportunity"] == 10
    assert any("odd.csv" in finding["message"] for finding in report["findings"])
    assert balanced(report)


def test_an_empty_file_beside_a_good_one_is_told(tmp_path, capsys):
    empty = write(tmp_path, "empty.csv", b"")
    status, report, _ = loaded(capsys, tmp_path, empty, write(tmp_path, "deals.csv", text(GOOD)))
    assert status == 0
    assert any("empty.csv" in finding["message"] for finding in report["findings"])


def test_the_same_file_twice_counts_once_and_says_so(tmp_path, capsys):
    one = write(tmp_path, "deals.csv", text(GOOD))
    two = write(tmp_path, "copy of deals.csv", text(GOOD))
    status, report, _ = loaded(capsys, tmp_path, one, two)
    assert status == 0
    assert report["tables"]["opportunity"] == 10
    assert any("copy of deals.csv" in finding["message"] for finding in report["findings"])


def workbook(path):
    """A workbook with a formula, a title row and a stray cell."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Deals")
        sheet.write(0, 0, "Deals of the year")
        for column, name in enumerate(HEADER.split(",")):
            sheet.write(2, column, name)
        for row, line in enumerate(GOOD, start=3):
            for column, cell in enumerate(line.split(",")):
                sheet.write(row, column, cell)
        sheet.write_formula(3, 2, "=50+50", None, 100)
        sheet.write(4, 9, "ask Ben")
    return path


def test_a_workbook_with_titles_stray_cells_and_formulas(tmp_path, capsys):
    status, report, _ = loaded(capsys, tmp_path, workbook(tmp_path / "deals.xlsx"))
    assert status == 0
    assert report["files"][0]["sheet"] == "Deals"
    assert report["tables"]["opportunity"] == 10
    amounts = Workspace(tmp_path / "w").open().query("SELECT sum(amount) AS s FROM opportunity")
    assert amounts["s"][0].as_py() == 5500  # 100 + 200 + ... + 1000, the formula worth 100


def bomb():
    """Small archive whose one member unpacks to sixty megabytes of zeros."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deals.csv", bytes(60_000_000))
    return buffer.getvalue()


def climbing():
    """Archive whose member wants to be written above its folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../outside.csv", text(GOOD))
    return buffer.getvalue()


PASSWORD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")
UNREADABLE = {
    "binary": ("deals.csv", bytes(range(256)) * 40),
    "truncated workbook": ("deals.xlsx", b"PK\x03\x04" + bytes(200)),
    "locked workbook": ("deals.xlsx", PASSWORD + bytes(2000)),
    "truncated parquet": ("deals.parquet", b"PAR1" + bytes(50)),
    "archive that climbs out": ("deals.zip", climbing()),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_held_back_whole_while_the_others_load(name, tmp_path, capsys):
    file, content = UNREADABLE[name]
    odd = write(tmp_path, file, content)
    good = write(tmp_path, "good.csv", text(GOOD))
    status, report, said = loaded(capsys, tmp_path, odd, good)
    assert (status, sorted(report)) == (2, ["error", "hint"])
    assert said == f"{report['error']} {report['hint']}\n", "one sentence, in both places"
    assert file in said
    assert "--skip-unreadable" in said
    assert Workspace(tmp_path / "w").newest() is None

    status, report, _ = loaded(capsys, tmp_path, odd, good, "--skip-unreadable")
    assert status == 1
    held, taken = report["files"]
    assert (held["file"], held["kind"], held["rows_read"]) == (file, "other", 0)
    assert (taken["file"], taken["rows_accepted"]) == ("good.csv", 10)
    (finding,) = [f for f in report["findings"] if f["severity"] == "error"]
    assert finding["code"] == "unreadable_file"
    assert file in finding["message"]
    assert finding["hint"]


def test_every_file_that_cannot_be_read_is_named(tmp_path, capsys):
    files = [write(tmp_path, f"{n}-{UNREADABLE[n][0]}", UNREADABLE[n][1]) for n in UNREADABLE]
    status, _, said = loaded(capsys, tmp_path, *files)
    assert status == 2
    assert [path.name for path in files if path.name not in said] == []


@pytest.fixture
def fifty_megabytes(monkeypatch):
    """Lower the limit of one file, so that the bomb can be small."""
    monkeypatch.setenv("EVENFIELD_LIMIT_FILE_MB", "50")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("fifty_megabytes")
def test_an_archive_that_unpacks_past_the_limit_is_refused(tmp_path, capsys):
    status, report, said = loaded(capsys, tmp_path, write(tmp_path, "deals.zip", bomb()))
    assert (status, sorted(report)) == (2, ["error", "hint"])
    assert said == f"{report['error']} {report['hint']}\n", "one sentence, in both places"
    assert "deals.zip" in said


def test_an_archive_of_extracts_is_read_member_by_member(tmp_path, capsys):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("crm/deals.csv", text(GOOD))
    status, report, _ = loaded(capsys, tmp_path, path)
    assert status == 0
    assert report["tables"]["opportunity"] == 10


def test_nested_columns_of_a_parquet_file_are_ignored_by_name(tmp_path, capsys):
    cells = [line.split(",") for line in GOOD]
    columns = dict(zip(HEADER.split(","), map(list, zip(*cells, strict=True)), strict=True))
    table = pa.table({**columns, "Contacts": [[{"name": "x"}]] * 10})
    pq.write_table(table, tmp_path / "deals.parquet")
    status, report, _ = loaded(capsys, tmp_path, tmp_path / "deals.parquet")
    assert status == 0
    assert report["tables"]["opportunity"] == 10
    assert any("Contacts" in finding["message"] for finding in report["findings"])


def test_people_where_deals_were_expected_are_simply_people(tmp_path, capsys):
    people = (
        "Employee ID,Name,Job Title,Hire Date,Birth Date\n1,Ana Ruiz,AE,2020-01-02,1990-05-06\n"
    )
    status, report, _ = loaded(capsys, tmp_path, write(tmp_path, "opportunities.csv", people))
    assert status == 0
    assert report["files"][0]["kind"] == "rep"
    assert report["files"][0]["dropped_personal"] == ["Birth Date"]
    assert report["tables"]["opportunity"] == 0


def test_the_same_files_again_are_the_same_snapshot(tmp_path, capsys):
    path = write(tmp_path, "deals.csv", text(GOOD))
    first = loaded(capsys, tmp_path, path)[1]["snapshot"]
    assert loaded(capsys, tmp_path, path)[1]["snapshot"] == first
