"""The torture notices what it is there to notice: a crash, chatter, a right, a full disk."""

from __future__ import annotations

import sys

import pytest

from engine.errors import DataError
from tests.torture import acts
from tests.torture.child import forked
from tests.torture.disk import obey_permissions, small_disk


def crash(_):
    raise KeyError("nobody expected this")


def refuse(_):
    raise DataError("This cannot be done.", "Do something else.")


def chatter(_):
    sys.stderr.write("one line\nand another\n")
    return acts.TOLD


def silence(_):
    return acts.TOLD


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        (lambda _: acts.DONE, ""),
        (refuse, ""),
        (crash, "KeyError"),
        (chatter, "told in 2 lines"),
        (silence, "told in 0 lines"),
    ],
)
def test_a_fault_is_what_is_neither_done_nor_told_in_a_sentence(tmp_path, act, fault):
    found = acts.fault_in(act, tmp_path, tmp_path / "paper", lambda: None)
    assert (fault in found) if fault else (found == "")


def test_permissions_hold_also_for_root(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)

    def write():
        obey_permissions()
        try:
            (tmp_path / "closed" / "new").touch()
        except PermissionError:
            return 0
        return 1

    assert forked(write) == 0


def test_a_small_disk_is_full_when_it_is_filled(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        disk.fill(0)

        def write():
            disk.limit(0)
            try:
                (disk.path / "new").write_bytes(bytes(8_192))
            except OSError:
                return 0
            return 1

        assert forked(write) == 0
        disk.empty()
        (disk.path / "new").write_bytes(b"x")
