"""Parquet files as rows of text."""

from __future__ import annotations

import datetime as dt
import decimal
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.errors import FileError
from engine.ingest.reading import parquet
from engine.ingest.reading.source import Source
from engine.ingest.types import CsvText
from tests.unit.ingest.reading.tables import codes_of, lines_of, rows_of, said


def written(columns) -> bytes:
    """A Parquet file of these columns."""
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def test_single_values_come_as_text(one):
    moments = pa.array([dt.datetime(2025, 1, 2, 3, 4, 5, 678), dt.datetime(2025, 1, 2), None])
    content = written(
        {
            "Id": ["00501", "x", None],
            "Amount": [1200.0, 0.1, None],
            "Money": pa.array([decimal.Decimal("12.30"), None, None], pa.decimal128(8, 2)),
            "Won": [True, False, None],
            "Closed": [dt.date(2025, 1, 2), None, None],
            "At": moments,
            "Stage": pa.array(["Won", "Lost", None]).dictionary_encode(),
        }
    )
    table = one(content, "deals.parquet")
    assert table.encoding == "parquet"
    assert rows_of(table) == [
        ("00501", "1200", "12.30", "true", "2025-01-02", "2025-01-02 03:04:05", "Won"),
        ("x", "0.1", "", "false", "", "2025-01-02", "Lost"),
        ("", "", "", "", "", "", ""),
    ]
    assert lines_of(table) == [1, 2, 3]


def test_nested_columns_are_named_and_ignored(one):
    content = written({"Id": ["a"], "Owner": [{"name": "Ann"}], "Tags": [["x"]], "Raw": [b"\xff"]})
    table = one(content, "deals.parquet")
    assert table.columns == ("Id",)
    assert said(table, "nested_columns") == (
        "3 nested or binary columns of deals.parquet ignored: Owner, Tags, Raw."
    )


def test_nothing_but_nested_columns_is_no_table(one):
    table = one(written({"Owner": [{"name": "Ann"}, {"name": "Bob"}]}), "deals.parquet")
    assert (table.columns, table.rows_left_out) == ((), 2)
    assert codes_of(table) == ["empty_file", "nested_columns"]


@pytest.fixture
def one_here(tmp_path, spool):
    """Read a Parquet file in this process, where the bounds can be lowered."""

    def _one(content):
        path = tmp_path / "deals.parquet"
        path.write_bytes(content)
        return parquet.read_parquet(Source(path, path.name), spool)

    return _one


def test_many_rows_go_through_the_spool(one_here, monkeypatch):
    monkeypatch.setattr(parquet, "_HELD_CELLS", 10)
    monkeypatch.setattr(parquet, "_BATCH", 5)
    ids = [f'row "{i}", {i}' for i in range(12)]
    table = one_here(written({"Id": ids, "Amount": range(12)}))
    assert isinstance(table.rows, CsvText)
    assert table.rows.header_line == 1
    text = table.rows.path.read_text().splitlines()
    assert text[:2] == ['"Id","Amount"', '"row ""0"", 0","0"']
    assert len(text) == 13
    assert table.sample[0] == ('row "0", 0', "0")


def test_rows_that_come_to_more_than_allowed_are_refused(one_here, monkeypatch):
    monkeypatch.setattr(parquet, "_HELD_CELLS", 10)
    monkeypatch.setattr(parquet, "MEGABYTE", 1)  # 2,000 "MB" are 2,000 bytes now
    content = written({"Id": ["the same long value"] * 60_000})
    with pytest.raises(FileError, match=r"deals\.parquet comes to more than 2,000 MB of text"):
        one_here(content)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_cut_short_is_refused(bring, share):
    content = written({"Id": [str(i) for i in range(1_000)]})
    with pytest.raises(FileError) as refusal:
        bring(content[: int(len(content) * share)], "deals.parquet")
    assert refusal.value.message == "deals.parquet is a damaged Parquet file or was cut short."
