"""Rooms of the living stay, rooms of the dead go."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from engine.rooms import Room, sweep, whole
from engine.store.spill import spill_room
from engine.store.workspace import Workspace
from tests.support.snapshots import make_snapshot

KILLED = """
import os, sys
from pathlib import Path
from engine.rooms import Room
rooms = [Room(Path(sys.argv[1]), prefix) for prefix in ("staging-", "spool-", "spill-")]
(rooms[0].path / "snapshot.duckdb").write_text("half")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def after_a_kill(tmp_path):
    """A workspace in which a process died with three rooms of its own."""
    make_snapshot(tmp_path, rep=[{"rep_id": "r1"}])
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert died.returncode == -9
    assert len(rooms_in(tmp_path)) == 3
    return tmp_path


def rooms_in(folder):
    """Names of what stands beside the snapshots."""
    return [p.name for p in folder.iterdir() if p.name.startswith(("staging-", "spool-", "spill-"))]


def test_rooms_of_a_killed_process_go_at_the_next_start(after_a_kill):
    newest = Workspace(after_a_kill).newest()
    assert rooms_in(after_a_kill) == []
    assert newest is not None


def test_rooms_of_a_killed_process_go_when_a_running_one_loads(tmp_path):
    running = Workspace(tmp_path)
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    with running.spool() as mine:
        assert rooms_in(tmp_path) == [mine.path.name]
    assert rooms_in(tmp_path) == []


def test_a_room_that_is_lived_in_is_never_swept(tmp_path):
    house = Workspace(tmp_path)
    with house.spool() as spool, house.stage() as staging:
        (spool.path / "upload.csv").write_text("a")
        Workspace(tmp_path)
        sweep(tmp_path, "s")
        assert (spool.path / "upload.csv").read_text() == "a"
        staging.execute("CREATE TABLE still_there (a INTEGER)")
    assert rooms_in(tmp_path) == []


def test_what_only_looks_like_a_room_stays(tmp_path):
    (tmp_path / "w").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "w" / "spool-notes.txt").write_text("mine")
    (tmp_path / "w" / "spool-link").symlink_to(tmp_path / "mine")
    Workspace(tmp_path / "w")
    assert (tmp_path / "w" / "spool-notes.txt").exists()
    assert (tmp_path / "mine").exists()


def test_a_room_that_cannot_be_tidied_stays_for_the_next_time(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    sweep(tmp_path, "staging-", lambda room: False)
    assert len(rooms_in(tmp_path)) == 3
    sweep(tmp_path, "staging-", lambda room: True)
    assert len(rooms_in(tmp_path)) == 2


def test_snapshots_of_one_workspace_spill_into_one_room_that_goes_with_the_last(tmp_path):
    one, two = spill_room(tmp_path), spill_room(tmp_path)
    assert one is two
    del one
    assert two.path.is_dir()
    del two
    assert rooms_in(tmp_path) == []


def test_a_room_goes_whatever_happened_in_it(tmp_path):
    with pytest.raises(ZeroDivisionError), Room(tmp_path, "spool-"):
        raise ZeroDivisionError
    assert rooms_in(tmp_path) == []


def test_a_file_takes_its_name_when_it_is_whole_and_nothing_is_left_beside_it(tmp_path):
    target = tmp_path / "design.csv"
    target.write_text("before")
    target.chmod(0o640)
    with whole(target) as made:
        made.write_text("after")
        assert target.read_text() == "before"
    assert target.read_text() == "after"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_fails_on_the_way_leaves_what_was_there(tmp_path):
    target = tmp_path / "design.csv"
    target.write_text("before")

    def write_half():
        with whole(target) as made:
            made.write_text("aft")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space"):
        write_half()
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole(pipe) as made:
        made.write_text("said")
    assert os.read(reader, 10) == b"said"
    os.close(reader)
    assert pipe.is_fifo()


SAID = """
from pathlib import Path
from engine.rooms import whole
with whole(Path("{path}")) as made:
    made.write_text("said")
"""


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_what_a_process_prints_to_is_written_though_its_pipe_has_no_name(path):
    command = [sys.executable, "-c", SAID.format(path=path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("said", 0), done.stderr


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "kept.csv").write_text("before")
    (tmp_path / "link.csv").symlink_to(tmp_path / "kept.csv")
    with whole(tmp_path / "link.csv") as made:
        made.write_text("after")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "kept.csv").read_text() == "after"


def test_what_a_killed_writer_began_goes_with_the_next_file_in_the_folder(tmp_path):
    died = """
import os, sys
from pathlib import Path
from engine.rooms import whole
with whole(Path(sys.argv[1])) as made:
    made.write_text("half")
    os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", died, str(tmp_path / "a.csv")]).returncode == -9
    assert [p.name.startswith(".evenfield-") for p in tmp_path.iterdir()] == [True]
    with whole(tmp_path / "b.csv") as made:
        made.write_text("whole")
    assert [p.name for p in tmp_path.iterdir()] == ["b.csv"]
