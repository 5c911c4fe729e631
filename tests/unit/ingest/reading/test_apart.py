"""The reading process: what it reads is what is read here, and it may break without harm."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.errors import FileError, from_machine
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


@pytest.fixture
def anew():
    """Begin and leave without a reading process; under other limits it is another in any case."""
    apart._READING._end()
    yield
    apart._READING._end()


@pytest.fixture(scope="module", autouse=True)
def _ended():
    """Leave no reading process to other modules."""
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


XLS = (Path(__file__).parent / "fixtures" / "deals.xls").read_bytes()


def test_a_workbook_that_breaks_its_reader_costs_no_new_start(tmp_path, deals, spool):
    """Without twenty of its bytes, the library reads past an end, and gives up by a panic."""
    read_apart(deals, Format.PARQUET, spool)
    process = apart._READING._process
    path = tmp_path / "cut.xls"
    path.write_bytes(XLS[:4_672] + XLS[4_692:])
    with pytest.raises(FileError, match=r"^deals\.xls is damaged, or is made to break its reader"):
        read_apart(Source(path, "deals.xls"), Format.XLS, spool)
    assert read_apart(deals, Format.PARQUET, spool)[0].rows.num_rows == 2
    assert apart._READING._process is process


def test_six_kilobytes_cannot_ask_for_gigabytes(tmp_path, spool):
    """A length inside the workbook makes its reader take twice the memory again and again."""
    path = tmp_path / "greedy.xls"
    path.write_bytes(XLS[:1_718] + b"\xff\xff" + XLS[1_720:])
    job = {"path": str(path), "file": "a.xls", "member": "", "kind": "xls", "spool": str(spool)}
    answer = apart._READING.ask(json.dumps(job))
    assert answer["ended"] < 0
    assert answer["peak_kb"] < 1_000_000
    with pytest.raises(FileError, match=r"a\.xls takes more than"):
        read_apart(Source(path, "a.xls"), Format.XLS, spool)


@pytest.mark.usefixtures("anew")
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


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("name", BROKEN)
def test_a_reader_that_breaks_over_a_file_is_a_sentence_and_the_next_file_is_read(
    deals, spool, monkeypatch, limits, name
):
    limits(file_seconds=1 if name == "hangs" else 30)
    monkeypatch.setattr(apart, "GRACE_SECONDS", 0)
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


def test_a_file_may_take_no_longer_than_the_limit(deals, spool, limits):
    """The limit of time is that of the process itself, which says that it was reached."""
    limits(file_seconds=1)
    apart.prepare()
    with contextlib.suppress(FileError):  # on a busy machine the first file may take that long
        read_apart(deals, Format.PARQUET, spool)
    os.mkfifo(spool / "without-end")
    with pytest.raises(FileError, match=r"takes more than 1 seconds"):
        read_apart(Source(spool / "without-end", "deals.parquet"), Format.PARQUET, spool)
    assert apart._READING._process.poll() is None


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize(
    ("how", "said"),
    [
        (signal.SIGSEGV, "is damaged, or is made to break its reader"),
        (signal.SIGALRM, "takes more than"),
        (signal.SIGKILL, "takes more than"),
    ],
)
def test_a_reader_that_crashed_is_not_told_as_a_limit(deals, spool, monkeypatch, how, said):
    """The fork that read the file ended by a signal; the process that waits for it says which."""
    ended = f"import sys; sys.stdin.readline(); print('{{\"ended\": {-how}}}', flush=True)"
    monkeypatch.setattr(apart, "_begun", lambda: started(ended))
    with pytest.raises(FileError, match=said):
        read_apart(deals, Format.PARQUET, spool)


ANSWERS = {
    "a fault of our own": "def read_parquet(*_): return {}['Ana Ruiz']",
    "a disk that is full": (
        "def read_parquet(*_): raise OSError(28, 'No space left on device', '/spool/x.arrow')"
    ),
    "a library that breaks": (
        "import fractions\ndef read_parquet(*_): return fractions.Fraction('Ana Ruiz')"
    ),
}
"""What takes the place of our reader, as if it were a module of the engine."""


def failing(how, spool):
    """The reading process, with a reader that fails."""
    own = Path(apart.engine.__file__).parent / "reader.py"
    begin = (
        "from engine.ingest.reading import worker\n"
        f"exec(compile({ANSWERS[how]!r}, {str(own)!r}, 'exec'), worker.__dict__)\n"
        "worker.main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", begin, "3000", "60"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(spool / "log").open("w"),
        cwd=Path(apart.engine.__file__).parents[1],
        encoding="utf-8",
    )


@pytest.mark.usefixtures("anew")
def test_a_fault_of_our_own_blames_no_file_and_its_number_finds_the_line(deals, spool, monkeypatch):
    monkeypatch.setattr(apart, "_begun", lambda: failing("a fault of our own", spool))
    with pytest.raises(
        FileError, match=r"went wrong in Evenfield itself\..* may well be"
    ) as caught:
        read_apart(deals, Format.PARQUET, spool)
    (line,) = (spool / "log").read_text().splitlines()
    said = json.loads(line)
    assert caught.value.hint.endswith(f"error {said['error']}.")
    assert (said["kind"], "reader.py:1 read_parquet" in said["where"]) == ("KeyError", True)
    assert "Ana" not in line


@pytest.mark.usefixtures("anew")
def test_a_disk_that_is_full_is_not_told_as_a_damaged_file(deals, spool, monkeypatch):
    monkeypatch.setattr(apart, "_begun", lambda: failing("a disk that is full", spool))
    with pytest.raises(OSError, match="No space left") as caught:
        read_apart(deals, Format.PARQUET, spool)
    assert from_machine(caught.value).message == "The disk is full."


@pytest.mark.usefixtures("anew")
def test_a_library_that_breaks_over_a_file_tells_of_the_file(deals, spool, monkeypatch):
    monkeypatch.setattr(apart, "_begun", lambda: failing("a library that breaks", spool))
    with pytest.raises(FileError, match="is damaged, or is made to break its reader"):
        read_apart(deals, Format.PARQUET, spool)
