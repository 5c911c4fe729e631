"""Workspace and warehouse: whole or not at all, locked, the same name for the same rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from engine.errors import DataError, StoreError
from engine.settings import settings
from engine.store.workspace import Workspace
from tests.support.snapshots import make_snapshot

REPS = [{"rep_id": "r1", "name": "Ana"}, {"rep_id": "r2", "name": "Ben"}]


def test_the_same_rows_in_any_order_give_the_same_name(tmp_path):
    one = make_snapshot(tmp_path / "a", rep=REPS).snapshot
    other = make_snapshot(tmp_path / "b", rep=REPS[::-1]).snapshot
    assert one.fingerprint == other.fingerprint
    assert len(one.fingerprint) == 16


@pytest.mark.parametrize(
    "change", [{"as_of": date(2025, 12, 30)}, {"fiscal_start": 2}, {"currency": "EUR"}]
)
def test_other_terms_give_another_name(tmp_path, change):
    plain = make_snapshot(tmp_path / "a", rep=REPS).snapshot
    changed = make_snapshot(tmp_path / "b", rep=REPS, **change).snapshot
    assert plain.fingerprint != changed.fingerprint


def test_a_snapshot_says_what_it_carries(tmp_path):
    snapshot = make_snapshot(tmp_path, rep=REPS).snapshot
    assert snapshot.tables["rep"] == 2
    assert snapshot.tables["quota"] == 0
    assert snapshot.has("rep", "name")
    assert not snapshot.has("rep", "hire_date")
    assert not snapshot.has("quota")


def test_nothing_stays_behind_when_a_load_fails(tmp_path):
    workspace = Workspace(tmp_path)
    with pytest.raises(DataError), workspace.stage() as staging:
        staging.execute("SELECT no_such_column FROM no_such_table")
    assert workspace.newest() is None
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("staging")] == []


def test_a_snapshot_cannot_be_written_nor_reach_outside(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    warehouse = make_snapshot(tmp_path / "w", rep=REPS)
    for attempt in (
        "DELETE FROM rep",
        f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')",
        "SET enable_external_access = true",
        "COPY rep TO 'out.csv'",
    ):
        with pytest.raises(DataError):
            warehouse.query(attempt)


def test_a_query_that_takes_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENFIELD_LIMIT_QUERY_SECONDS", "1")
    settings.cache_clear()
    warehouse = make_snapshot(tmp_path, rep=REPS)
    settings.cache_clear()
    with pytest.raises(DataError, match="longer than it may"):
        warehouse.query("SELECT count(*) FROM range(1_000_000_000_000) t(i) WHERE hash(i) % 7 = 1")


def test_many_threads_read_their_own_rows(tmp_path):
    warehouse = make_snapshot(tmp_path, rep=REPS)

    def ask(n: int) -> int:
        return warehouse.query("SELECT $n AS n FROM rep LIMIT 1", n=n)["n"][0].as_py()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(200))) == list(range(200))


def test_a_missing_or_broken_file_is_told_in_a_sentence(tmp_path):
    workspace = Workspace(tmp_path)
    with pytest.raises(StoreError, match="no data yet"):
        workspace.open()
    with pytest.raises(StoreError, match="not in this workspace"):
        workspace.open("0123456789abcdef")
    (tmp_path / "snapshots" / "feedfeedfeedfeed.duckdb").write_bytes(b"not a database")
    with pytest.raises(StoreError, match="could not be opened"):
        workspace.open("feedfeedfeedfeed")


def test_the_newest_is_the_latest_load_that_still_has_its_file(tmp_path):
    first = make_snapshot(tmp_path, rep=REPS).snapshot.fingerprint
    second = make_snapshot(tmp_path, rep=REPS[:1]).snapshot.fingerprint
    workspace = Workspace(tmp_path)
    assert workspace.newest() == second
    (tmp_path / "snapshots" / f"{second}.duckdb").unlink()
    assert workspace.newest() == first
