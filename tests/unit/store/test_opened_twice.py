"""One process may open one snapshot more than once."""

from __future__ import annotations

import pytest

from engine.errors import DataError
from engine.store.workspace import Workspace
from tests.support.snapshots import make_snapshot


@pytest.fixture
def first(tmp_path):
    return make_snapshot(tmp_path / "w", rep=[{"rep_id": "R1"}])


def test_the_second_door_reads_the_same_rows_and_outlives_the_first(first, tmp_path):
    second = Workspace(tmp_path / "w").open()
    first.close()

    assert second.query("SELECT rep_id FROM rep")["rep_id"].to_pylist() == ["R1"]


def test_the_second_door_is_locked_like_the_first(first, tmp_path):
    second = Workspace(tmp_path / "w").open()

    with pytest.raises(DataError):
        second.query("SELECT * FROM read_text('/etc/passwd')")
    with pytest.raises(DataError):
        second.query("SET lock_configuration = false")
