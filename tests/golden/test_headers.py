"""Headers that nobody trained on: the held-out layouts, scored without showing what was missed.

Only counts are reported, so that nobody tunes the alias table to a single miss. See
``headers/README.md`` for how the layouts were written and what counts as right.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from engine.ingest.recognition import recognise
from engine.ingest.source_fields import SOURCE_FIELD
from engine.ingest.types import RawTable

LAYOUTS = sorted((Path(__file__).parent / "headers").glob("*.yaml"))
WANTED = 0.95
"""Share of the mappable columns that must be right without a person."""

ABOUT_THE_ROW = frozenset(
    {"modified_date", "is_deleted", "is_active", "pay_frequency", "department"}
)
"""
Source fields that say how to read a row and hold no canonical value themselves.

The layouts know the canonical fields only and expect nothing of such a column; reading it is
neither right nor wrong and is counted apart.
"""


def _raw(layout: dict) -> RawTable:
    columns = layout["columns"]
    cells = [[str(value) for value in column["values"]] for column in columns]
    return RawTable(
        file=layout["file"],
        sheet="",
        encoding="utf-8",
        columns=tuple(_header(column) for column in columns),
        sample=tuple(zip(*cells, strict=True)),
        rows=pa.table({"_line": pa.array([], pa.int64())}),
    )


def _header(column: dict) -> str:
    return str(column.get("header", column.get("name", column.get("source"))))


def _canonical(table: str, field: str) -> str:
    source = SOURCE_FIELD.get((table, field))
    return f"{table}.{source.makes if source else field}"


def _score(path: Path) -> Counter[str]:
    layout = yaml.safe_load(path.read_text(encoding="utf-8"))
    mapping = recognise([_raw(layout)])[0]
    taken = {m.source: _canonical(m.table, m.field) for m in mapping.matches if m.taken}
    about_the_row = {
        m.source
        for m in mapping.matches
        if m.taken and (m.table, m.field) in SOURCE_FIELD and m.field in ABOUT_THE_ROW
    }
    count = Counter(kind_right=int(mapping.kind == layout["kind"]))
    for column in layout["columns"]:
        header, best = _header(column), column["field"]
        accepted = {best, *(column.get("any") or ())} - {None, "personal"}
        count["mappable"] += best not in (None, "personal")
        count["personal"] += best == "personal"
        count["dropped"] += best == "personal" and header in mapping.personal
        if best is None and header in about_the_row:
            count["about_the_row"] += 1
        elif header in taken:
            right = taken[header] in accepted
            count["right"] += right and best not in (None, "personal")
            count["wrong"] += not right
            count["personal_taken"] += best == "personal"
    return count


@pytest.fixture(scope="module")
def scores() -> dict[str, Counter[str]]:
    """Counts of each layout."""
    return {path.stem.split("_")[0]: _score(path) for path in LAYOUTS}


def _table(scores: dict[str, Counter[str]]) -> str:
    return "\n".join(
        f"layout {name}: {c['right']} of {c['mappable']} right, {c['wrong']} wrong, "
        f"{c['about_the_row']} about the row, "
        f"{c['dropped']} of {c['personal']} personal dropped, kind right {c['kind_right']}"
        for name, c in scores.items()
    )


def test_enough_layouts_are_held_out(scores):
    assert len(scores) >= 4


def test_mappable_columns_are_mapped_without_a_person(scores):
    total = sum(scores.values(), Counter())
    assert total["right"] / total["mappable"] >= WANTED, _table(scores)


def test_no_column_is_mapped_wrong_at_or_above_the_threshold(scores):
    total = sum(scores.values(), Counter())
    assert total["wrong"] == 0, _table(scores)


def test_personal_columns_are_dropped(scores):
    total = sum(scores.values(), Counter())
    assert total["personal_taken"] == 0, _table(scores)
    assert total["dropped"] == total["personal"], _table(scores)


def test_every_file_is_recognised_as_what_it_is(scores):
    assert all(c["kind_right"] for c in scores.values()), _table(scores)
