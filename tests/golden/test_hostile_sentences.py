"""Bad input by name: what it is told, how its rows are counted, and what stays as it was."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from engine.cli.main import main
from engine.store.workspace import Workspace

HEADER = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date"
GOOD = [f"D{i},Ana Ruiz,{100 * i},Closed Won,2025-03-{i:02d}" for i in range(1, 11)]
TEXT = "\n".join([HEADER, *GOOD]) + "\n"


def zipped(name, content=TEXT):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def declaring(size):
    """A small archive whose directory says that its one member unpacks to so many bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deals.csv", TEXT)
        archive.getinfo("deals.csv").file_size = size  # written into the directory on closing
    return buffer.getvalue()


def locked():
    """The same archive with the flag that a password sets, in both of its headers."""
    data = bytearray(zipped("deals.csv"))
    for at, offset in ((data.find(b"PK\x03\x04"), 6), (data.find(b"PK\x01\x02"), 8)):
        struct.pack_into("<H", data, at + offset, 1)
    return bytes(data)


def parquet():
    cells = [line.split(",") for line in GOOD]
    columns = dict(zip(HEADER.split(","), map(list, zip(*cells, strict=True)), strict=True))
    buffer = io.BytesIO()
    pq.write_table(pa.table({**columns, "Contacts": [[{"name": "x"}]] * 10}), buffer)
    return buffer.getvalue()


def workbook():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Deals")
        for row, line in enumerate([HEADER, *GOOD]):
            sheet.write_row(row, 0, line.split(","))
        sheet.write_formula(1, 2, "=HYPERLINK(50+50)", None, 100)
    return buffer.getvalue()


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)

REFUSED = {
    "empty": ("deals.csv", b"", "is empty", "Bring deals"),
    "blanks alone": ("deals.csv", b"\n \n\n", "is empty", "Bring deals"),
    "binary": ("deals.csv", bytes(range(256)) * 40, "binary data", "Bring it as CSV"),
    "truncated workbook": ("deals.xlsx", workbook()[:3000], "cut short", "again"),
    "truncated parquet": ("deals.parquet", parquet()[:-20], "cut short", "again"),
    "truncated archive": ("deals.zip", zipped("deals.csv")[:-40], "cut short", "again"),
    "password on a workbook": ("deals.xlsx", PASSWORD, "password", "remove the password"),
    "password on an archive": ("deals.zip", locked(), "password", "Unpack it"),
    "archive of 100 GB": ("deals.zip", declaring(100 << 30), "MB", "EVENFIELD_LIMIT_FILE_MB"),
    "archive that climbs out": ("deals.zip", zipped("../deals.csv"), "outside", "Pack"),
    "headers alone": ("deals.csv", f"{HEADER}\n".encode(), "no row under them", "Export it again"),
    "one column": ("deals.csv", b"Remark\nhello\nworld\nagain\n", "deals.csv", "CSV"),
    "no header": ("deals.csv", b"1,2,3\n4,5,6\n7,8,9\n", "header", "header"),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A workspace that ten deals were loaded into."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "before.csv").write_text(TEXT)
    assert main(["load", str(folder / "w"), str(folder / "before.csv"), "--json"]) == 0
    return folder / "w"


@pytest.mark.parametrize("name", REFUSED)
def test_alone_it_is_one_sentence_that_says_what_where_and_what_to_do(
    name, before, tmp_path, capsys
):
    file, content, what, to_do = REFUSED[name]
    shutil.copytree(before, tmp_path / "w")
    kept = Workspace(tmp_path / "w").newest()
    assert kept
    capsys.readouterr()

    path = tmp_path / file
    path.write_bytes(content)
    assert main(["load", str(tmp_path / "w"), str(path), "--json"]) == 2
    said = capsys.readouterr()
    refusal = json.loads(said.out)  # the one object of --json says what the sentence says
    assert f"{refusal['error']} {refusal['hint']}\n" == said.err
    assert said.err.count("\n") == 1
    assert file in said.err
    assert what in said.err
    assert to_do in said.err
    assert str(tmp_path) not in said.err
    assert Workspace(tmp_path / "w").newest() == kept
    left = {entry.name.partition("-")[0] for entry in (tmp_path / "w").iterdir()}
    assert left == {"catalogue.sqlite", "snapshots"}  # no room of a load that did not come about
    assert [p for p in tmp_path.rglob("deals.csv") if p != path] == []  # nor what climbed out


WIDE = "\n".join(
    f"{line},{','.join(f'{text}{i}' for i in range(395))}"
    for line, text in [(HEADER, "Extra "), *((row, "x") for row in GOOD)]
)
SPLIT = [*GOOD[:9], 'D10,Ana Ruiz,"1000,Closed Won,2025-03-10']

TAKEN = {
    "400 columns": (WIDE, (10, 10, 0, 0), 0),
    "two headers": ("\n".join([HEADER, "id,owner,amount,stage,close", *GOOD]), (11, 10, 0, 1), 0),
    "header repeated": ("\n".join([HEADER, *GOOD[:5], HEADER, *GOOD[5:]]), (11, 10, 0, 1), 0),
    "another delimiter inside quotes": (
        "\n".join(['"' + line.replace(",", '";"') + '"' for line in [HEADER, *GOOD]]).replace(
            "Ana Ruiz", "Ruiz; Ana, the \tfirst"
        ),
        (10, 10, 0, 0),
        0,
    ),
    "mixed line ends": (
        "\r\n".join([HEADER, *GOOD[:5]]) + "\r\n" + "\n".join(GOOD[5:]),
        (10, 10, 0, 0),
        0,
    ),
    "utf-16": (TEXT.replace("Ana", "Zoë").encode("utf-16"), (10, 10, 0, 0), 0),
    "cp1252": (TEXT.replace("Ana", "Zoë").encode("cp1252"), (10, 10, 0, 0), 0),
    "footer": (TEXT + "\nCopyright (c) 2025 Tessaly\n", (12, 10, 0, 2), 0),
    "ragged": (
        "\n".join([HEADER, *GOOD, "D11,Ana", "D12,Ana,1,Won,2025-03-12,x"]),
        (12, 10, 2, 0),
        1,
    ),
    "cut short in a cell": ("\n".join([HEADER, *SPLIT]), (10, 9, 1, 0), 1),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_can_be_taken_is_and_every_row_is_counted(name, tmp_path, capsys):
    content, counts, expected = TAKEN[name]
    path = tmp_path / "deals.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["load", str(tmp_path / "w"), str(path), "--json"]) == expected
    said = capsys.readouterr()
    assert said.err == ""
    report = json.loads(said.out)
    (file,) = report["files"]
    keys = ("rows_read", "rows_accepted", "rows_rejected", "rows_left_out")
    found = tuple(file[key] for key in keys)
    assert found[0] == sum(found[1:])
    assert found == counts
    assert report["tables"]["opportunity"] == file["rows_accepted"]


@pytest.mark.parametrize("content", [None, b"%PDF-1.7 " + bytes(99)], ids=["missing", "unreadable"])
def test_a_load_refused_while_reading_leaves_no_workspace_that_it_made(content, tmp_path, capsys):
    good, bad, folder = tmp_path / "deals.csv", tmp_path / "more.csv", tmp_path / "w"
    good.write_text(TEXT)
    if content:
        bad.write_bytes(content)
    for files in ([bad], [good, bad]):
        assert main(["load", str(folder), *map(str, files)]) == 2
        said = capsys.readouterr().err
        assert "more.csv" in said
        assert ("--skip-unreadable" in said) == (good in files)
        assert not folder.exists()

    assert main(["load", str(folder), str(good)]) == 0
    kept = Workspace(folder).newest()
    assert main(["load", str(folder), str(bad)]) == 2
    assert Workspace(folder).newest() == kept


def test_deals_under_the_name_of_an_hr_file_are_deals_and_make_the_people(tmp_path, capsys):
    path = tmp_path / "hr_employees.csv"
    path.write_text(TEXT)
    assert main(["load", str(tmp_path / "w"), str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["files"][0]["kind"] == "opportunity"
    assert (report["tables"]["opportunity"], report["tables"]["rep"]) == (10, 1)
    (made,) = [f for f in report["findings"] if f["table"] == "rep"]
    assert made["message"]


def test_a_formula_counts_by_its_value_and_is_told(tmp_path, capsys):
    path = tmp_path / "deals.xlsx"
    path.write_bytes(workbook())
    assert main(["load", str(tmp_path / "w"), str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["files"][0]["rows_accepted"] == 10
    summed = Workspace(tmp_path / "w").open().query("SELECT sum(amount) AS s FROM opportunity")
    assert summed["s"][0].as_py() == 5_500  # 100 + 200 + ... + 1,000, the formula worth 100
