"""Which files are read, how they are called, and which are refused at the door."""

from __future__ import annotations

import zipfile

import pytest

from engine.errors import FileError
from engine.ingest.reading import read
from engine.settings import settings
from tests.unit.ingest.reading.tables import rows_of, said

DEALS = "Id,Amount\n1,10\n"


def test_files_keep_their_order_and_the_names_people_gave_them(tmp_path, spool):
    first, second = tmp_path / "tmp1", tmp_path / "tmp2"
    first.write_text(DEALS)
    second.write_text("Rep\nAnn\n")
    tables = read([second, first], spool, {first: "deals.csv"})
    assert [table.file for table in tables] == ["tmp2", "deals.csv"]


def test_the_same_bytes_are_read_once_and_said(tmp_path, spool):
    paths = [tmp_path / name for name in ("deals.csv", "reps.csv", "copy.csv")]
    for path, text in zip(paths, (DEALS, "Rep\nAnn Ab Cd\n", DEALS), strict=True):
        path.write_text(text)
    deals, reps = read(paths, spool)
    assert rows_of(deals) == [("1", "10")]
    assert said(deals, "same_file") == (
        "copy.csv holds the same bytes as deals.csv and was read once."
    )
    assert reps.findings == ()


def test_two_empty_files_are_each_said_to_be_empty(tmp_path, spool):
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.touch()
    assert [table.file for table in read(paths, spool)] == ["a.csv", "b.csv"]


def test_a_missing_file_is_named(tmp_path, spool):
    with pytest.raises(FileError) as refusal:
        read([tmp_path / "gone.csv"], spool)
    assert refusal.value.message == "gone.csv is not there or cannot be opened."


def test_a_path_given_twice_is_read_once_and_said(tmp_path, spool):
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    (deals,) = read([path, path], spool)
    assert said(deals, "same_file") == "deals.csv came twice and was read once."


def test_a_file_that_cannot_be_read_is_held_back_in_its_place(tmp_path, spool):
    deals, locked = tmp_path / "deals.csv", tmp_path / "picture.png"
    deals.write_text(DEALS)
    locked.write_bytes(b"\x89PNG\r\n")
    first, second, third = read([locked, deals, tmp_path / "gone.csv"], spool, hold_back=True)
    assert said(first, "unreadable_file") == "picture.png is a picture, not a table."
    assert rows_of(second) == [("1", "10")]
    assert said(third, "unreadable_file") == "gone.csv is not there or cannot be opened."
    assert [table.rows_left_out for table in (first, second, third)] == [0, 0, 0]


def test_an_archive_with_a_damaged_member_is_held_back_whole(tmp_path, spool):
    path = tmp_path / "extracts.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("deals.csv", DEALS)
        archive.writestr("people.csv", "Rep\nAnn Ab Cd\n")
    packed = path.read_bytes()
    path.write_bytes(packed.replace(b"Rep\nAnn Ab Cd", b"Rep\nAnn Xy Cd"))  # a wrong checksum
    (table,) = read([path], spool, hold_back=True)
    assert said(table, "unreadable_file") == "extracts.zip is damaged or was cut short."
    assert list(spool.iterdir()) == []


def test_a_file_over_the_limit_is_refused(bring, monkeypatch):
    monkeypatch.setenv("EVENFIELD_LIMIT_FILE_MB", "1")
    settings.cache_clear()
    try:
        with pytest.raises(FileError) as refusal:
            bring("Id\n" + "x\n" * 600_000)
    finally:
        settings.cache_clear()
    assert refusal.value.message == "deals.csv is larger than 1 MB."


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
    ],
)
def test_files_that_are_no_tables_are_called_by_their_name(bring, start, what):
    with pytest.raises(FileError) as refusal:
        bring(start + bytes(100), "thing")
    assert refusal.value.message == f"thing is {what}, not a table."


def test_an_office_document_of_the_old_kind_is_no_workbook(bring):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600)
    with pytest.raises(FileError, match=r"letter\.doc is an Office document, not a workbook"):
        bring(content, "letter.doc")


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.XLS", "plan.parquet", "plan.zip"])
def test_text_that_is_called_otherwise_is_read_and_said_to_be_text(one, name):
    table = one("Name,Amount\nAna,1\n", name)
    assert table.columns == ("Name", "Amount")
    (told,) = table.findings
    ending = name.partition(".")[2].upper()
    assert told.message == f"{name} is called {ending} but holds plain text; it was read as text."


def test_text_under_a_name_of_its_own_is_not_told(one):
    assert one("Name,Amount\nAna,1\n", "plan.csv").findings == ()
    assert one("Name,Amount\nAna,1\n", "plan").findings == ()
