"""A workspace goes into one file and comes back equal; anything less is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from threading import Event, Thread

import duckdb
import pytest
from sqlalchemy import event

from engine.cli.main import main
from engine.settings import settings
from engine.store.catalogue import Catalogue
from engine.store.workspace import Workspace
from tests.support.snapshots import make_snapshot

HEADER = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date"
ROWS = [f"D{i},Ana Ruiz,{i}.25,Closed Won,2025-03-{i:02d}" for i in range(1, 29)]
BAD = "D99,Ana Ruiz,none,Closed Won,2025-03-01"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Folder of two loads, one with a rejected row, a remembered mapping and two scenarios."""
    home = tmp_path_factory.mktemp("built")
    (home / "deals.csv").write_text("\n".join([HEADER, *ROWS, BAD]))
    assert main(["load", str(home / "house"), str(home / "deals.csv")]) == 1
    make_snapshot(
        home / "house", rep=[{"rep_id": "r1", "name": "Ana"}], account=[{"account_id": "a'\""}]
    )
    catalogue = Workspace(home / "house").catalogue
    catalogue.remember_mapping("a layout", "kind: rep")
    catalogue.save_scenario("Grow", "scenario: 1\nname: Grow\n", "a" * 16)
    catalogue.save_scenario("Žluťoučký 'kůň'", "scenario: 1\n", "b" * 16)
    catalogue.share("c" * 16, "scenario: 1\n")
    catalogue.close()
    assert main(["backup", str(home / "house"), str(home / "b.zip")]) == 0
    return home


@pytest.fixture
def house(built, tmp_path, capsys):
    """A copy of that folder, its extract and a backup of it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    capsys.readouterr()
    return tmp_path / "house"


def rows_of_catalogue(folder):
    """Every table of the catalogue, row by row, read without the engine."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as base:
        names = [n for (n,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: base.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names
        }


def rows_of_snapshot(path):
    """Every table of a snapshot, row by row, read without the engine."""
    with closing(duckdb.connect(str(path), read_only=True)) as base:
        names = [n for (n,) in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {n: sorted(base.execute(f'SELECT * FROM "{n}"').fetchall(), key=repr) for n in names}


def refused(capsys, *command):
    """Run a command that must fail; return the one sentence that it says."""
    assert main([*map(str, command)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_every_table_and_scenario_comes_back(house, tmp_path, capsys):
    assert main(["backup", str(house), str(tmp_path / "b.zip"), "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert main(["restore", str(tmp_path / "b.zip"), str(tmp_path / "back"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == kept
    assert (len(kept["snapshots"]), kept["scenarios"], kept["left_out"]) == (2, 2, [])

    back = tmp_path / "back"
    assert sorted(p.name for p in back.iterdir()) == ["catalogue.sqlite", "snapshots"]
    assert rows_of_catalogue(back) == rows_of_catalogue(house)
    assert len(rows_of_catalogue(back)["scenario"]) == 2
    files = sorted(p.name for p in (house / "snapshots").iterdir())
    assert sorted(p.name for p in (back / "snapshots").iterdir()) == files
    tables = [rows_of_snapshot(house / "snapshots" / name) for name in files]
    assert [rows_of_snapshot(back / "snapshots" / name) for name in files] == tables
    assert sorted(len(t["opportunity"]) for t in tables) == [0, 28]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.zip", "back", "deals.csv", "house"]


def test_what_was_restored_can_be_worked_with(house, tmp_path, capsys):
    main(["restore", str(tmp_path / "b.zip"), str(tmp_path / "back")])
    catalogue = Workspace(tmp_path / "back").catalogue
    mine = catalogue.scenarios()[0]
    catalogue.save_scenario("Grow", "{}", "d" * 16, id=mine.id, version=mine.version)
    assert catalogue.save_scenario("New", "{}", "e" * 16).id not in {mine.id}
    assert main(["load", str(tmp_path / "back"), str(tmp_path / "deals.csv")]) == 1
    capsys.readouterr()


def test_a_backup_made_while_somebody_saves_and_loads_is_of_one_moment(house, tmp_path):
    """Each save writes the same number into two scenarios, in one order; they never part by two."""
    catalogue = Workspace(house).catalogue
    stop = Event()

    def save():
        first, second = catalogue.scenarios()
        n = 0
        while not stop.is_set():
            n += 1
            first = catalogue.save_scenario(
                first.name, str(n), "a" * 16, id=first.id, version=first.version
            )
            second = catalogue.save_scenario(
                second.name, str(n), "b" * 16, id=second.id, version=second.version
            )
            make_snapshot(house, rep=[{"rep_id": f"r{n}"}]).close()

    saver = Thread(target=save)
    saver.start()
    try:
        for n in range(2):
            assert main(["backup", str(house), str(tmp_path / f"{n}.zip")]) == 0
    finally:
        stop.set()
        saver.join()
    for n in range(2):
        assert main(["restore", str(tmp_path / f"{n}.zip"), str(tmp_path / f"w{n}")]) == 0
        back = Workspace(tmp_path / f"w{n}")
        first, second = (
            int(s.document) if s.document.isdigit() else 0 for s in back.catalogue.scenarios()
        )
        assert first - second in (0, 1)
        assert all(back.has(name) for name in back.catalogue.loads())


def test_all_tables_are_copied_as_of_one_moment(tmp_path):
    """A scenario saved after the first table was read is in none of the tables that follow."""
    address = f"sqlite:///{tmp_path / 'one.sqlite'}"
    catalogue, somebody = Catalogue(address), Catalogue(address)
    catalogue.save_scenario("Early", "{}", "a" * 16)

    def save_late(connection, cursor, statement, *rest):
        if "FROM scenario" in statement and len(somebody.scenarios()) == 1:
            somebody.save_scenario("Late", "{}", "b" * 16)

    event.listen(catalogue._engine, "before_cursor_execute", save_late)
    copied = Catalogue(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    catalogue.copy_to(copied)
    assert [s.name for s in somebody.scenarios()] == ["Early", "Late"]
    assert [s.name for s in copied.scenarios()] == ["Early"]


def test_a_catalogue_elsewhere_is_kept_too_and_restored_only_beside_its_snapshots(
    house, tmp_path, capsys, monkeypatch
):
    elsewhere = tmp_path / "elsewhere.sqlite"
    with closing(sqlite3.connect(house / "catalogue.sqlite")) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (house / "catalogue.sqlite").rename(elsewhere)
    monkeypatch.setenv("EVENFIELD_CATALOGUE", f"sqlite:///{elsewhere}")
    settings.cache_clear()
    try:
        assert main(["backup", str(house), str(tmp_path / "b.zip")]) == 0
        assert "snapshots 2, saved scenarios 2" in capsys.readouterr().out
        said = refused(capsys, "restore", tmp_path / "b.zip", tmp_path / "back")
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert "EVENFIELD_CATALOGUE" in said
    assert not (tmp_path / "back").exists()


def test_a_missing_and_a_broken_snapshot_are_left_out_and_told(house, tmp_path, capsys):
    one, two = sorted((house / "snapshots").iterdir())
    one.unlink()
    two.write_bytes(two.read_bytes()[:5000])
    assert main(["backup", str(house), str(tmp_path / "b.zip")]) == 1
    said = capsys.readouterr().out
    assert said.count("Left out") == 2
    assert one.stem in said
    assert two.stem in said


@pytest.mark.parametrize("place", ["a file", "a full folder"])
def test_nothing_is_restored_over_anything(house, tmp_path, capsys, place):
    target = tmp_path / "deals.csv" if place == "a file" else house
    before = {path: path.stat() for path in house.rglob("*")}
    assert "empty" in refused(capsys, "restore", tmp_path / "b.zip", target)
    assert {path: path.stat() for path in house.rglob("*")}.keys() == before.keys()


def test_a_backup_replaces_a_backup_but_nothing_else(house, tmp_path, capsys):
    assert "no backup" in refused(capsys, "backup", house, tmp_path / "deals.csv")
    assert (tmp_path / "deals.csv").read_text().startswith(HEADER)
    assert main(["backup", str(house), str(tmp_path / "b.zip")]) == 0
    capsys.readouterr()
    assert "no workspace" in refused(capsys, "backup", tmp_path / "absent", tmp_path / "c.zip")
    assert "not there" in refused(capsys, "backup", house, tmp_path / "absent" / "c.zip")


def changed(origin, target, edit, extra=()):
    """Copy a backup with its manifest edited and members added."""
    with zipfile.ZipFile(origin) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "evenfield-backup.json":
                document = json.loads(content)
                edit(document)
                content = json.dumps(document)
            new.writestr(info.filename, content)
        for name, content in extra:
            new.writestr(name, content)


def climb(document):
    document["members"][0]["name"] = "../outside"


def rename(document):
    document["members"][0]["name"] = "snapshots/" + "0" * 16 + ".duckdb"


def newer(document):
    document["format"] = 2
    document["shape"] = "unheard of"


def digest(document):
    document["members"][0]["sha256"] = "0" * 64


def forget(document):
    document["snapshots"] = [*document["snapshots"], "f" * 16]


EDITS = {
    "climbs out": (climb, (), "no backup holds"),
    "renames": (rename, (), "other files"),
    "is newer": (newer, (), "newer version"),
    "was changed": (digest, (), "cut short or changed"),
    "lacks a snapshot": (forget, (), "other files"),
    "brings more": (dict, (("../outside", "x"),), "other files"),
    "has no manifest": (dict.clear, (), "no backup"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_backup_that_was_tampered_with_is_refused(house, tmp_path, capsys, name):
    edit, extra, words = EDITS[name]
    changed(tmp_path / "b.zip", tmp_path / "c.zip", edit, extra)
    capsys.readouterr()
    assert words in refused(capsys, "restore", tmp_path / "c.zip", tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert not (tmp_path / "outside").exists()


def test_a_backup_cut_anywhere_is_refused(house, tmp_path, capsys):
    whole = (tmp_path / "b.zip").read_bytes()
    for share in (0, 0.5, 0.999):
        (tmp_path / "c.zip").write_bytes(whole[: int(share * len(whole))])
        assert "cut short" in refused(capsys, "restore", tmp_path / "c.zip", tmp_path / "back")
    for share in (0.3, 0.95):
        flipped = bytearray(whole)
        flipped[int(share * len(whole))] ^= 1
        (tmp_path / "c.zip").write_bytes(flipped)
        refused(capsys, "restore", tmp_path / "c.zip", tmp_path / "back")
    assert "cannot be read" in refused(capsys, "restore", tmp_path / "d.zip", tmp_path / "back")
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []
