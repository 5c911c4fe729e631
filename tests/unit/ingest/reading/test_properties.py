"""Whatever a CSV writer writes comes back the same, and every row is accounted for."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest.reading import read
from tests.unit.ingest.reading.tables import ragged_of, rows_of

DELIMITERS = st.sampled_from([",", ";", "\t", "|"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
QUOTING = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
HEADER = ["Opportunity ID", "Account", "Note", "Amount"]
TEXT = st.text(
    st.sampled_from("abcdeXYZ 0123456789,;\t|\"'\n.-éüß€"),
    max_size=12,
)
ROWS = st.lists(st.tuples(TEXT, TEXT, st.integers(-(10**6), 10**6)), min_size=1, max_size=40)


def brought(content: bytes):
    """The one table that these bytes are."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deals.csv"
        path.write_bytes(content)
        (table,) = read([path], Path(folder))
    return table


def written(rows, **dialect) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, **dialect).writerows(rows)
    return buffer.getvalue()


@given(ROWS, DELIMITERS, ENDS, QUOTING, ENCODINGS)
@settings(max_examples=200, deadline=None)
def test_rows_come_back_as_they_were_written(values, delimiter, end, quoting, codec):
    rows = [(f"006{i:04d}", a, b, str(n)) for i, (a, b, n) in enumerate(values)]
    # Python's writer leaves line feeds unquoted where lines end otherwise; no reader can undo that
    quoting = csv.QUOTE_ALL if end == "\r" else quoting
    dialect = {"delimiter": delimiter, "lineterminator": end, "quoting": quoting}
    table = brought(written([HEADER, *rows], **dialect).encode(codec))
    assert table.columns == tuple(HEADER)
    assert rows_of(table) == rows
    assert table.rows_left_out == 0


KINDS = st.sampled_from(["row", "blank", "header", "total", "short", "long"])
LINES = {
    "row": "0061,Acme,x,12",
    "blank": "",
    "header": ",".join(HEADER),
    "total": "Total,,,99",
    "short": "0062,Bolt,y",
    "long": "0063,Cord,z,1,2",
}


@given(st.lists(KINDS, max_size=60))
@settings(max_examples=200, deadline=None)
def test_every_row_is_taken_rejected_or_left_out(kinds):
    lines = [LINES["header"], LINES["row"], *(LINES[kind] for kind in kinds), LINES["row"]]
    table = brought(("\n".join(lines) + "\n").encode())
    assert len(rows_of(table)) == 2 + kinds.count("row")
    assert len(ragged_of(table)) == kinds.count("short") + kinds.count("long")
    assert table.rows_left_out == sum(kinds.count(k) for k in ("blank", "header", "total"))
    assert table.rows.num_rows + table.rows_left_out == len(kinds) + 2
