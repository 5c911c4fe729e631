"""ZIP archives, those that mean harm among them."""

from __future__ import annotations

import io
import zipfile

import pytest

from engine.errors import FileError
from engine.settings import settings
from tests.unit.ingest.reading.tables import rows_of, said

DEALS = "Id,Amount\n1,10\n"


def packed(members, method=zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of names (or entries) and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def limits(monkeypatch):
    """Set limits for one test."""

    def _set(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"EVENFIELD_LIMIT_{name.upper()}", str(value))
        settings.cache_clear()

    yield _set
    settings.cache_clear()


def test_every_member_is_a_table_of_its_own(bring):
    content = packed([("crm/deals.csv", DEALS), ("reps.csv", "Rep;Quota\nAnn;5\n")])
    deals, reps = bring(content, "extracts.zip")
    assert (deals.file, deals.sheet) == ("extracts.zip", "crm/deals.csv")
    assert rows_of(deals) == [("1", "10")]
    assert reps.columns == ("Rep", "Quota")


def test_what_operating_systems_leave_behind_is_passed_over(bring):
    clutter = ["__MACOSX/._deals.csv", ".DS_Store", "crm/", "Thumbs.db"]
    content = packed([("deals.csv", DEALS), *((name, "") for name in clutter)])
    assert [table.sheet for table in bring(content, "extracts.zip")] == ["deals.csv"]


@pytest.mark.parametrize(
    "name", ["../deals.csv", "crm/../../deals.csv", "/etc/passwd", "C:\\deals.csv", "..\\x.csv"]
)
def test_names_that_point_outside_are_refused(bring, spool, name):
    with pytest.raises(FileError) as refusal:
        bring(packed([("good.csv", DEALS), (name, DEALS)]), "extracts.zip")
    assert "points outside the archive" in refusal.value.message
    assert list(spool.iterdir()) == []


def test_links_are_refused(bring):
    link = zipfile.ZipInfo("deals.csv")
    link.external_attr = 0o120777 << 16
    with pytest.raises(FileError, match="holds a link instead of a file"):
        bring(packed([(link, "/etc/passwd")]), "extracts.zip")


def test_an_archive_inside_an_archive_is_not_opened(bring):
    inner = packed([("deep.csv", DEALS)])
    deals, nested = bring(packed([("deals.csv", DEALS), ("inner.zip", inner)]), "extracts.zip")
    assert rows_of(deals) == [("1", "10")]
    assert nested.columns == ()
    assert said(nested, "not_a_table") == (
        "inner.zip in extracts.zip is an archive inside an archive and was not opened."
    )


def test_a_picture_among_the_members_does_not_stop_the_others(bring):
    content = packed([("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50), ("deals.csv", DEALS)])
    picture, deals = bring(content, "extracts.zip")
    assert said(picture, "not_a_table") == "logo.png in extracts.zip is a picture, not a table."
    assert rows_of(deals) == [("1", "10")]


def test_a_member_larger_than_allowed_is_refused(bring, limits):
    limits(file_mb=1)
    with pytest.raises(FileError) as refusal:
        bring(packed([("deals.csv", "Id,Amount\n" + "1,10\n" * 300_000)]), "extracts.zip")
    assert refusal.value.message == ("extracts.zip unpacks to more than 1 MB (at deals.csv).")


def test_members_count_together(bring, limits):
    limits(file_mb=1)
    part = "Id,Amount\n" + "1,10\n" * 120_000  # 0.6 MB
    with pytest.raises(FileError, match="unpacks to more than 1 MB"):
        bring(packed([("a.csv", part), ("b.csv", part)]), "extracts.zip")


def test_a_member_that_lies_about_its_size_is_caught_while_unpacking(bring, limits):
    limits(file_mb=1)
    content = bytearray(packed([("deals.csv", b"x" * 3_000_000)]))
    true, small = (3_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert content.count(true) == 2  # in the member's own head and in the directory
    with pytest.raises(FileError, match="unpacks to more than 1 MB"):
        bring(bytes(content.replace(true, small)), "extracts.zip")


def test_a_bomb_is_told_by_its_ratio(bring):
    bomb = packed([("deals.csv", b"0" * 60_000_000)])  # about a thousand to one
    with pytest.raises(FileError) as refusal:
        bring(bomb, "extracts.zip")
    assert refusal.value.message == (
        "deals.csv in extracts.zip unpacks to more than 200 times its size, as no table does."
    )


def test_a_workbook_that_is_a_bomb_is_refused(bring):
    members = [
        ("[Content_Types].xml", ""),
        ("xl/workbook.xml", ""),
        ("xl/sharedStrings.xml", b"0" * 60_000_000),
    ]
    with pytest.raises(FileError, match="200 times its size"):
        bring(packed(members), "deals.xlsx")


def test_too_many_members_are_refused(bring, limits):
    limits(archive_members=3)
    with pytest.raises(FileError, match=r"extracts\.zip holds more than 3 files"):
        bring(packed([(f"{i}.csv", DEALS) for i in range(4)]), "extracts.zip")


def test_a_directory_too_long_to_open_is_refused_before_it_is_read(bring, limits):
    limits(archive_members=1)
    with pytest.raises(FileError, match="holds more than 1 files"):
        bring(packed([("x" * 2_000 + f"{i}.csv", "") for i in range(4)]), "extracts.zip")


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_an_archive_cut_short_is_refused(bring, share):
    content = packed([("deals.csv", DEALS * 100), ("reps.csv", DEALS)])
    with pytest.raises(FileError) as refusal:
        bring(content[: int(len(content) * share)], "extracts.zip")
    assert refusal.value.message == "extracts.zip is damaged or was cut short."


def test_a_damaged_member_is_refused(bring):
    content = packed([("deals.csv", DEALS * 50)], zipfile.ZIP_STORED)
    with pytest.raises(FileError, match=r"extracts\.zip is damaged"):
        bring(content.replace(b"1,10", b"1,11", 1), "extracts.zip")


def test_a_locked_member_is_refused(bring):
    content = bytearray(packed([("deals.csv", DEALS)]))
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 8] |= 1
    with pytest.raises(FileError, match="is protected with a password"):
        bring(bytes(content), "extracts.zip")


def test_an_archive_of_a_later_kind_is_a_sentence(bring):
    """The directory says that version 14.8 of the format is needed to unpack it."""
    content = bytearray(packed([("deals.csv", DEALS)]))
    at = content.find(b"PK\x01\x02") + 6
    content[at] = 148
    with pytest.raises(FileError, match=r"extracts\.zip is packed in a way that cannot be read"):
        bring(bytes(content), "extracts.zip")
