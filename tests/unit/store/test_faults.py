"""Whatever breaks, a load is there whole or not at all, and a person reads a sentence."""

from __future__ import annotations

import errno
import gc
import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing

import duckdb
import pytest

from engine.cli import main as cli
from engine.errors import LimitError, StoreError
from engine.store import catalogue as catalogues
from engine.store import warehouse
from engine.store.backup import back_up
from engine.store.duck import refusal
from engine.store.health import health
from engine.store.workspace import Workspace
from tests.support.snapshots import make_snapshot

DYING = """
import os, sys
from pathlib import Path
from engine.store import workspace as w
from engine.store.catalogue import Catalogue
from tests.support.snapshots import make_snapshot

recorded = Catalogue.record_load
def before(*args): os.kill(os.getpid(), 9)
def after(*args): recorded(*args); os.kill(os.getpid(), 9)
Catalogue.record_load = {"before": before, "after": after}[sys.argv[2]]
make_snapshot(Path(sys.argv[1]), rep=[{"rep_id": "new"}])
"""


def in_folder(folder):
    """What stands in a workspace, but for the helpers of an open catalogue."""
    beside = [p.name for p in folder.iterdir() if not p.name.startswith("catalogue.sqlite-")]
    return sorted(beside), sorted(p.stem for p in (folder / "snapshots").iterdir())


def killed(folder, when):
    """Die while publishing, just before or just after the load is recorded."""
    died = subprocess.run([sys.executable, "-c", DYING, str(folder), when], check=False)
    assert died.returncode == -9
    assert any(p.name.startswith("staging-") for p in folder.iterdir())


def test_a_load_killed_before_it_was_recorded_leaves_nothing(tmp_path):
    old = make_snapshot(tmp_path, rep=[{"rep_id": "old"}]).snapshot.fingerprint
    killed(tmp_path, "before")
    assert len(in_folder(tmp_path)[1]) == 2
    assert Workspace(tmp_path).newest() == old
    assert in_folder(tmp_path) == (["catalogue.sqlite", "snapshots"], [old])


def test_a_load_killed_after_it_was_recorded_is_there_whole(tmp_path):
    old = make_snapshot(tmp_path, rep=[{"rep_id": "old"}]).snapshot.fingerprint
    killed(tmp_path, "after")
    house = Workspace(tmp_path)
    assert house.newest() != old
    assert house.open().query("SELECT rep_id FROM rep")["rep_id"].to_pylist() == ["new"]
    assert in_folder(tmp_path)[0][0] == "catalogue.sqlite"


def test_a_killed_repeat_of_a_recorded_load_takes_nothing_away(tmp_path):
    name = make_snapshot(tmp_path, rep=[{"rep_id": "new"}]).snapshot.fingerprint
    killed(tmp_path, "before")
    assert Workspace(tmp_path).newest() == name
    assert in_folder(tmp_path)[1] == [name]


def test_snapshots_that_no_killed_load_left_are_never_swept(tmp_path):
    """Even where the catalogue knows none of them: it may be the wrong catalogue."""
    name = make_snapshot(tmp_path, rep=[{"rep_id": "r"}]).snapshot.fingerprint
    other = Workspace(tmp_path, f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert other.newest() is None
    with pytest.raises(StoreError, match="knows none of the 1 snapshots"):
        other.open()
    assert in_folder(tmp_path)[1] == [name]


@pytest.fixture
def locked(tmp_path, monkeypatch):
    """A workspace whose catalogue another program holds for writing."""
    monkeypatch.setattr(catalogues, "BUSY_MILLISECONDS", 20)
    make_snapshot(tmp_path, rep=[{"rep_id": "old"}])
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield tmp_path
        other.execute("ROLLBACK")


def test_a_locked_catalogue_is_told_and_no_snapshot_is_half_there(locked):
    before = in_folder(locked)
    with pytest.raises(StoreError, match="another program locks it"):
        make_snapshot(locked, rep=[])
    assert in_folder(locked) == before
    assert Workspace(locked).open().snapshot.tables["rep"] == 1


def test_a_damaged_catalogue_is_told_and_not_touched(tmp_path):
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "catalogue.sqlite").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)
    before = (tmp_path / "catalogue.sqlite").read_bytes()
    with pytest.raises(StoreError, match="its file is damaged"):
        Workspace(tmp_path).newest()
    assert (tmp_path / "catalogue.sqlite").read_bytes() == before


def edit_catalogue(folder, *statements):
    """Change a catalogue behind the engine's back."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as base, base:
        for statement in statements:
            base.execute(statement)


def test_a_catalogue_of_a_newer_version_is_refused_and_of_an_older_one_read(tmp_path):
    name = make_snapshot(tmp_path, rep=[{"rep_id": "old"}]).snapshot.fingerprint
    edit_catalogue(tmp_path, "DROP TABLE catalogue_info", "DROP TABLE shared")
    assert Workspace(tmp_path).newest() == name
    edit_catalogue(tmp_path, "UPDATE catalogue_info SET version = 99")
    with pytest.raises(StoreError, match=r"newer version\. Update"):
        Workspace(tmp_path).newest()


def test_a_catalogue_that_lacks_a_column_is_told_to_be_of_another_version(tmp_path):
    catalogue = Workspace(tmp_path).catalogue
    catalogue.save_scenario("Before", "{}", "a" * 16)
    edit_catalogue(tmp_path, "ALTER TABLE scenario_version DROP parent_version")
    with pytest.raises(StoreError, match="not those of this version"):
        catalogue.save_scenario("After", "{}", "a" * 16)
    assert [one.name for one in catalogue.scenarios()] == ["Before"]


def test_a_driver_that_is_not_installed_is_named(tmp_path):
    with pytest.raises(StoreError, match="not installed"):
        Workspace(tmp_path, "postgresql+psycopg://nowhere/db").newest()


@pytest.fixture
def snapshot(tmp_path):
    """File of a snapshot, closed."""
    door = make_snapshot(tmp_path, rep=[{"rep_id": "r1"}])
    door.close()
    return tmp_path / "snapshots" / f"{door.snapshot.fingerprint}.duckdb"


def edit_snapshot(path, *statements):
    """Change a snapshot behind the engine's back."""
    with closing(duckdb.connect(str(path))) as base:
        for statement in statements:
            base.execute(statement)


def described(path, **changes):
    """Change what a snapshot says about itself."""
    with closing(duckdb.connect(str(path))) as base:
        (text,) = base.execute("SELECT document FROM snapshot_info").fetchone()
        document = {**json.loads(text), **changes}
        base.execute("UPDATE snapshot_info SET document = ?", [json.dumps(document)])


def shorten(path, share):
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])


BREAKS = {
    "emptied": (lambda path: shorten(path, 0), "could not be opened|not whole"),
    "cut in its head": (lambda path: shorten(path, 0.001), "could not be opened"),
    "cut in half": (lambda path: shorten(path, 0.5), "could not be opened|not whole"),
    "another database": (lambda path: edit_snapshot(path, "DROP TABLE snapshot_info"), "not whole"),
    "no description": (lambda path: edit_snapshot(path, "DELETE FROM snapshot_info"), "not whole"),
    "a damaged description": (
        lambda path: edit_snapshot(path, "UPDATE snapshot_info SET document = '{'"),
        "not whole",
    ),
    "half a description": (lambda path: described(path, findings=[{}]), "not whole"),
    "a newer version": (lambda path: described(path, schema=99), "newer version"),
    "an older version": (lambda path: described(path, schema=0), "older version"),
    "a table less": (lambda path: edit_snapshot(path, "DROP TABLE lead"), "older version"),
    "a column less": (lambda p: edit_snapshot(p, "ALTER TABLE rep DROP fte"), "older version"),
    "another name": (lambda path: described(path, fingerprint="f" * 16), "holds another"),
    "deleted": (lambda path: path.unlink(), "not in this workspace"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "could not be opened"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_snapshot_is_told_and_the_others_can_be_opened(snapshot, tmp_path, name):
    whole = make_snapshot(tmp_path, rep=[{"rep_id": "r2"}]).snapshot.fingerprint
    damage, words = BREAKS[name]
    damage(snapshot)
    with pytest.raises(StoreError, match=words):
        Workspace(tmp_path).open(snapshot.stem)
    assert Workspace(tmp_path).open(whole).snapshot.tables["rep"] == 1


def test_two_people_remember_one_layout_at_once(tmp_path, monkeypatch):
    """The second to write finds the key taken, and writes over it instead of failing."""
    catalogue = Workspace(tmp_path).catalogue
    catalogue.remember_mapping("layout", "first")
    looked = catalogues.Session.merge

    def blind(session, record):
        monkeypatch.setattr(catalogues.Session, "merge", looked)
        session.add(record)

    monkeypatch.setattr(catalogues.Session, "merge", blind)
    catalogue.remember_mapping("layout", "second")
    assert catalogue.mapping_for("layout") == "second"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/w/x"), "The disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", "/w/x"), "x cannot be read or written"),
        (OSError(errno.EIO, "Input/output error"), "A file: Input/output error."),
        (MemoryError(), "more memory"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence_on_the_command_line(
    error, words, tmp_path, monkeypatch, capsys
):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("engine.cli.sample.sample.write", fail)
    assert cli.main(["sample", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


TALKING = """
import sys
from engine.cli import sample
from engine.cli.main import main
sample.sample.write = lambda folder, seed: map(str, range(200_000))
sys.exit(main(["sample", sys.argv[1]]))
"""


def test_a_reader_that_goes_away_ends_a_command_quietly(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", TALKING, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as speaker:
        speaker.stdout.readline()
        speaker.stdout.close()
        assert speaker.stderr.read() == b""
        assert speaker.wait() == cli.FAILED


@pytest.fixture
def unwritable(tmp_path, monkeypatch):
    """A workspace with a load and a scenario, at rest on a disk that takes nothing any more."""
    make_snapshot(tmp_path, rep=[{"rep_id": "r1"}]).close()
    catalogue = Workspace(tmp_path).catalogue
    catalogue.save_scenario("Before", "{}", "a" * 16)
    catalogue.close()  # one that closes later takes the log beside it away
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def refuse(*_):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(catalogues, "_use_write_ahead_log", refuse)
    monkeypatch.setattr("engine.rooms.tempfile.mkdtemp", full)
    return tmp_path


def test_what_cannot_be_written_is_read_all_the_same(unwritable, monkeypatch):
    house = Workspace(unwritable)
    assert [one.name for one in house.catalogue.scenarios()] == ["Before"]
    with pytest.raises(StoreError, match="does not take or give what it should, or is full"):
        house.catalogue.save_scenario("After", "{}", "b" * 16)
    monkeypatch.undo()
    house.catalogue.save_scenario("After", "{}", "b" * 16)
    assert [one.name for one in house.catalogue.scenarios()] == ["Before", "After"]


def test_a_catalogue_with_a_log_beside_it_is_not_read_without_its_log(unwritable):
    (unwritable / "catalogue.sqlite-wal").write_bytes(b"saves that are not in the file yet")
    with pytest.raises(StoreError, match="could not be opened"):
        Workspace(unwritable).newest()


def test_spilling_goes_elsewhere_where_the_workspace_takes_nothing(tmp_path, monkeypatch):
    door = make_snapshot(tmp_path / "w", rep=[{"rep_id": "r1"}])
    name = door.snapshot.fingerprint
    door.close()
    del door
    made = tempfile.mkdtemp

    def only_elsewhere(prefix, dir):
        if dir == tmp_path / "w":
            raise PermissionError(errno.EACCES, "Permission denied", str(dir))
        return made(prefix=prefix, dir=dir)

    monkeypatch.setattr("engine.rooms.tempfile.mkdtemp", only_elsewhere)
    gc.collect()
    with closing(Workspace(tmp_path / "w").open(name)) as read:
        assert read.query("SELECT rep_id FROM rep")["rep_id"].to_pylist() == ["r1"]


def test_a_snapshot_that_opens_but_misses_a_part_is_found_by_reading_it_through(tmp_path):
    rows = [{"account_id": f"a{n}", "name": f"Account {n * 7919}"} for n in range(20_000)]
    door = make_snapshot(tmp_path, account=rows)
    door.read_through()
    path = tmp_path / "snapshots" / f"{door.snapshot.fingerprint}.duckdb"
    door.close()
    whole, found = path.read_bytes(), []
    for block in range(12_288, len(whole), 262_144):  # after three headers of 4,096 bytes
        path.write_bytes(whole[: block + 8] + bytes(64) + whole[block + 72 :])
        try:
            opened = Workspace(tmp_path).open()
        except StoreError:
            continue
        try:
            opened.read_through()
        except StoreError as error:
            found.append(error.message)
            assert back_up(Workspace(tmp_path), tmp_path / "b.zip").snapshots == ()
        opened.close()
    assert found
    assert all("is not whole" in message for message in found)


def test_a_sound_snapshot_that_takes_too_long_is_not_called_damaged_nor_left_out(
    tmp_path, monkeypatch
):
    door = make_snapshot(tmp_path / "w", rep=[{"rep_id": "r1"}])
    name = door.snapshot.fingerprint
    door.close()
    real = warehouse.fetch

    def fetch(connection, sql, parameters):
        return real(connection, sql, parameters) if "bit_xor" not in sql else timed_out()

    def timed_out():
        raise refusal("read", duckdb.InterruptException("INTERRUPT Error: Interrupted!"))

    monkeypatch.setattr(warehouse, "fetch", fetch)
    house = Workspace(tmp_path / "w")
    with pytest.raises(LimitError, match=rf"{name} .* longer than it may") as found:
        back_up(house, tmp_path / "b.zip")
    assert found.value.hint == "Raise EVENFIELD_LIMIT_QUERY_SECONDS."
    assert not (tmp_path / "b.zip").exists()
    (why,) = health(house).broken
    assert "not whole" not in why
    assert "EVENFIELD_LIMIT_QUERY_SECONDS" in why


def test_a_snapshot_that_memory_does_not_open_is_not_to_be_deleted(tmp_path, monkeypatch):
    make_snapshot(tmp_path, rep=[{"rep_id": "r1"}]).close()

    def fetch(*_):
        raise refusal("read", duckdb.OutOfMemoryException("Out of Memory Error: 1 MB"))

    monkeypatch.setattr(warehouse, "fetch", fetch)
    with pytest.raises(StoreError, match="more memory than it may use") as found:
        Workspace(tmp_path).open()
    assert "Delete" not in found.value.hint
