"""How DuckDB is opened: names and texts stay in their quotes, and no limit can be lifted."""

from __future__ import annotations

import pytest

from engine.errors import DataError
from engine.store.duck import identifier, literal
from tests.support.snapshots import make_snapshot
from tests.torture.company import TEXTS

BEARABLE = [text for text in TEXTS if "\0" not in text]


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """A snapshot of one person, open for reading."""
    opened = make_snapshot(tmp_path_factory.mktemp("w"), rep=[{"rep_id": "r1", "name": "Ana"}])
    yield opened
    opened.close()


@pytest.mark.parametrize("text", BEARABLE)
def test_a_text_is_the_same_as_a_value_a_name_and_a_literal(door, text):
    found = door.query(f"SELECT $text AS {identifier(text)}, {literal(text)} AS same", text=text)
    assert found.column_names[0] == text
    assert found.to_pylist()[0] == {text: text, "same": text}
    assert door.query("SELECT count(*) AS n FROM rep")["n"][0].as_py() == 1


@pytest.mark.parametrize("quoted", [identifier, literal])
def test_a_nul_is_refused(quoted):
    with pytest.raises(DataError, match="NUL"):
        quoted("rep\0; DROP TABLE rep")


@pytest.mark.parametrize(
    "attempt",
    [
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '/tmp/other.duckdb' AS other",
        "SELECT * FROM read_text('/proc/self/environ')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://evil.test/x.parquet')",
        "EXPORT DATABASE '/tmp/all'",
        "CREATE SECRET s (TYPE s3)",
        "SET lock_configuration = false",
        "SET memory_limit = '100GB'",
        "SET max_execution_time = 0",
        "SET autoinstall_known_extensions = true",
        "SET allowed_directories = ['/']",
    ],
)
def test_what_a_snapshot_never_does(door, attempt):
    with pytest.raises(DataError):
        door.query(attempt)
