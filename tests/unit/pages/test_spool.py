"""Uploads are kept under names of our own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pages._shared import spool


@dataclass
class Sent:
    """An upload as a browser sends it."""

    name: str
    content: bytes = b"a,b\n1,2\n"

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


def test_bytes_reach_the_disk_unchanged(tmp_path):
    (kept,) = spool.keep([Sent("deals.csv", b"\xff\xfe\x00")], tmp_path)

    assert (tmp_path / "0000.csv").read_bytes() == b"\xff\xfe\x00"
    assert kept == spool.Spooled("deals.csv", str(tmp_path / "0000.csv"))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/cron.d/x", "a\\..\\b.csv", "x." + "y" * 300, "", ".."]
)
def test_no_name_of_a_person_becomes_part_of_a_path(tmp_path, name):
    (kept,) = spool.keep([Sent(name)], tmp_path)

    assert [path.parent for path in tmp_path.iterdir()] == [tmp_path]
    assert kept.path.startswith(str(tmp_path / "0000"))
    assert "/" not in kept.name


def test_two_files_of_one_name_are_both_kept(tmp_path):
    first = spool.keep([Sent("deals.csv", b"1")], tmp_path)
    second = spool.keep([Sent("deals.csv", b"2")], tmp_path)

    assert first[0].path != second[0].path
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"1", b"2"]


def test_the_inbox_shows_plain_files_only(tmp_path):
    inbox = tmp_path / "inbox"
    (inbox / "folder").mkdir(parents=True)
    (inbox / "b.csv").write_text("x")
    (inbox / "a.csv").write_text("x")
    (inbox / ".hidden").write_text("x")
    (tmp_path / "secret.csv").write_text("x")
    (inbox / "link.csv").symlink_to(tmp_path / "secret.csv")

    assert [file.name for file in spool.waiting(inbox)] == ["a.csv", "b.csv"]
    assert spool.waiting(None) == spool.waiting(tmp_path / "absent") == ()
