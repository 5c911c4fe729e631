"""The reading process: what it reads is what is read here, and it may break without harm."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.errors import FileError
from engine.ingest.reading import apart, parquet, read
from engine.ingest.reading.apart import read_apart
from engine.ingest.reading.formats import Format
from engine.ingest.reading.parcel import pack, unpack
from engine.ingest.reading.source import Source
from engine.settings import settings


def parquet_bytes(columns):
    """A Parquet file of these columns."""
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


DEALS = parquet_bytes({"Opportunity ID": ["a", 'b"\n'], "Amount": [1, None], "Tags": [["x"], []]})


@pytest.fixture(autouse=True)
def _anew():
    """Begin and leave without a reading process."""
    apart._READING._end()
    yield
    apart._READING._end()


@pytest.fixture
def deals(tmp_path):
    path = tmp_path / "deals.parquet"
    path.write_bytes(DEALS)
    return Source(path, "deals.parquet")


@pytest.mark.parametrize("held", [0, 100], ids=["through the spool", "as a table"])
def test_a_table_comes_out_of_its_parcel_as_it_went_in(deals, spool, monkeypatch, held):
    monkeypatch.setattr(parquet, "_HELD_CELLS", held)
    table = parquet.read_parquet(deals, spool)
    (back,) = unpack(pack([table], spool))
    assert back == table
    assert len(table.findings) == 1


def test_the_process_reads_what_is_read_here(deals, spool):
    (there,) = read_apart(deals, Format.PARQUET, spool)
    assert there == parquet.read_parquet(deals, spool)


def test_a_process_that_was_killed_between_files_is_started_again(deals, spool):
    read_apart(deals, Format.PARQUET, spool)
    process = apart._READING._process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with pytest.raises(FileError):  # nobody can tell that it was not the file that broke it
        read_apart(deals, Format.PARQUET, spool)
    assert read_apart(deals, Format.PARQUET, spool)[0].columns == ("Opportunity ID", "Amount")


def test_a_process_that_ended_for_want_of_work_is_started_again(deals, spool, monkeypatch):
    real, begun = apart._begun, []

    def idle_at_first():
        begun.append(real() if begun else started("pass"))
        return begun[-1]

    monkeypatch.setattr(apart, "_begun", idle_at_first)
    assert read_apart(deals, Format.PARQUET, spool)[0].columns == ("Opportunity ID", "Amount")
    assert len(begun) == 2


@pytest.fixture
def limits(monkeypatch):
    """Set limits for one test."""

    def _set(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"EVENFIELD_LIMIT_{name}".upper(), str(value))
        settings.cache_clear()

    yield _set
    monkeypatch.undo()
    settings.cache_clear()


def started(code):
    """A process in the place of the reading one."""
    return subprocess.Popen(
        [sys.executable, "-S", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


BROKEN = {
    "hangs": "import time; time.sleep(60)",
    "crashes": "import sys, os; sys.stdin.readline(); os.abort()",
    "fails": "import sys; sys.stdin.readline(); sys.exit(1)",
    "answers by half": "import sys; sys.stdin.readline(); print('{', end=''); sys.exit(1)",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_reader_that_breaks_over_a_file_is_a_sentence_and_the_next_file_is_read(
    deals, spool, monkeypatch, limits, name
):
    limits(file_seconds=1 if name == "hangs" else 30)
    with monkeypatch.context() as broken:
        broken.setattr(apart, "_begun", lambda: started(BROKEN[name]))
        with pytest.raises(FileError, match=r"deals\.parquet takes more than .* to read"):
            read([deals.path], spool)
    limits(file_seconds=30)
    (table,) = read([deals.path], spool)
    assert table.rows.num_rows == 2


def test_a_file_that_needs_more_memory_than_it_may_have_is_a_sentence(tmp_path, spool, limits):
    """One cell of 120 MB, which packs to a few kilobytes."""
    path = tmp_path / "deals.parquet"
    cell = pa.array([b"0" * 120_000_000]).cast(pa.string())
    pq.write_table(pa.table({"Id": cell}), path, compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 1_000_000
    limits(reader_mb=450)
    with pytest.raises(FileError, match=r"deals\.parquet takes more than 600 seconds or 450 MB"):
        read([path], spool)
