"""Templates carry the canonical names and are recognised with certainty.

Run this file as a program to write the templates anew from the registry.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine.ingest.recognition import recognise
from engine.model.tables import TABLES
from tests.unit.ingest.recognition.raw import raw_table

TEMPLATES = Path(__file__).resolve().parents[4] / "data" / "templates"


def _header(table) -> str:
    return ",".join(field.name for field in table.fields) + "\n"


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_template_matches_the_registry(table):
    assert (TEMPLATES / f"{table.name}.csv").read_text(encoding="utf-8") == _header(table)


def test_there_is_no_other_template():
    assert {path.stem for path in TEMPLATES.glob("*.csv")} == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_template_is_recognised_with_certainty(table):
    """Without a single row and under a name that says nothing."""
    with (TEMPLATES / f"{table.name}.csv").open(encoding="utf-8") as lines:
        columns = next(csv.reader(lines))
    mapping = recognise([raw_table(columns, [], "upload.csv")])[0]
    assert mapping.kind == table.name
    assert [(m.source, m.table, m.field) for m in mapping.matches] == [
        (name, table.name, name) for name in columns
    ]
    assert {(m.confidence, m.taken) for m in mapping.matches} == {(1.0, True)}
    assert mapping.ignored == ()
    assert mapping.personal == ()


if __name__ == "__main__":
    for each in TABLES:
        (TEMPLATES / f"{each.name}.csv").write_text(_header(each), encoding="utf-8")
