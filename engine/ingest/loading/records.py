"""Rows to records: equal rows once, lines of one deal summed, the latest version of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.ingest.loading.sql import identifier
from engine.model.tables import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ingest.loading.part import Part
    from engine.ingest.loading.tally import Tallies
    from engine.store.staging import Staging

_NOT_COMPARED = frozenset({"_file", "_line", "_unread"})


def unite(staging: Staging, table: str, parts: Sequence[Part]) -> None:
    """Make the rows of all parts of a table one table; a single part is only renamed."""
    if len(parts) == 1:
        staging.execute(f"ALTER TABLE {identifier(parts[0].name)} RENAME TO {identifier(table)}")
        return
    union = " UNION ALL BY NAME ".join(f"SELECT * FROM {identifier(p.name)}" for p in parts)
    staging.create(table, union)
    for part in parts:
        staging.execute(f"DROP TABLE {identifier(part.name)}")


def leave_out(staging: Staging, table: str, condition: str) -> dict[int, int]:
    """Delete rows that do not count; how many of each file."""
    name = identifier(table)
    found = staging.query(
        f"SELECT _file, count(*) AS n FROM {name} WHERE {condition} GROUP BY _file"
    )
    if found.num_rows:
        staging.execute(f"DELETE FROM {name} WHERE {condition}")
    return dict(zip(found["_file"].to_pylist(), found["n"].to_pylist(), strict=True))


def settle_repeats(staging: Staging, table: str, tallies: Tallies) -> None:
    """
    Bring a table to one row a record.

    Rows equal in every mapped column count once. Rows under one id that differ in product,
    quantity, line or line amount are lines of one deal; any others are versions of one record, of
    which the one changed last stays, else the last in the file.
    """
    columns = staging.columns(identifier(table))
    key = TABLE[table].key
    keyed = key in columns and table != "activity"
    compared = ", ".join(identifier(name) for name in columns if name not in _NOT_COMPARED)
    hashed = f"hash({identifier(str(key)) if keyed else compared})"
    if not _repeats(staging, table, hashed):
        return
    staging.create("repeated", _judged(table, hashed, compared, columns))
    _count(staging, table, tallies)
    if "_line_key" in columns:
        _add_up_lines(staging, tallies)
    staging.execute(
        f"DELETE FROM {identifier(table)} WHERE rowid IN "
        "(SELECT id FROM repeated WHERE fate NOT LIKE 'kept%')"
    )
    staging.execute("DROP TABLE repeated")


def _repeats(staging: Staging, table: str, hashed: str) -> bool:
    """Whether any two rows hash alike; sorting eight bytes a row beats a hash table of them."""
    rows = staging.query(f"SELECT {hashed} AS h FROM {identifier(table)}")
    in_order = np.sort(rows["h"].to_numpy())
    return bool((in_order[1:] == in_order[:-1]).any())


def _judged(table: str, hashed: str, compared: str, columns: Sequence[str]) -> str:
    """Query of the rows whose id occurs again, with what becomes of each."""
    name = identifier(table)
    modified = "modified DESC NULLS LAST, " if "_modified_date" in columns else ""
    has_lines = "_line_key" in columns
    carried = {
        "modified": "_modified_date" if "_modified_date" in columns else "NULL",
        "line_key": "_line_key" if has_lines else "0",
        "amount": "amount" if has_lines else "0",
        "margin": "margin" if has_lines else "0",
    }
    extra = ", ".join(f"{sql} AS {alias}" for alias, sql in carried.items())
    return f"""
        WITH again AS (
          SELECT rowid AS id, {hashed} AS k, hash({compared}) AS whole, _file, _line, {extra}
          FROM {name}
          WHERE {hashed} IN (SELECT {hashed} FROM {name} GROUP BY 1 HAVING count(*) > 1)
        ), numbered AS (
          SELECT *, row_number() OVER (PARTITION BY k, whole ORDER BY _file, _line, id) > 1 AS copy
          FROM again
        ), ranked AS (
          SELECT *, count(DISTINCT line_key) OVER (PARTITION BY k) > 1 AS of_lines,
                 row_number() OVER (PARTITION BY k, copy
                   ORDER BY {modified}_file DESC, _line DESC, id DESC) AS version,
                 row_number() OVER (PARTITION BY k, copy
                   ORDER BY amount DESC NULLS LAST, id) AS largest
          FROM numbered
        )
        SELECT id, k, _file, amount, margin,
               CASE WHEN copy THEN 'duplicate'
                    WHEN of_lines AND largest = 1 THEN 'kept line'
                    WHEN of_lines THEN 'line'
                    WHEN version > 1 THEN 'older version'
                    ELSE 'kept' END AS fate
        FROM ranked
        """


def _count(staging: Staging, table: str, tallies: Tallies) -> None:
    """Count what is left out of each file; lines of a deal were taken."""
    for fate, counter in (("duplicate", tallies.duplicates), ("older version", tallies.versions)):
        found = staging.query(
            "SELECT _file, count(*) AS n FROM repeated WHERE fate = $fate GROUP BY _file", fate=fate
        )
        by_file = dict(zip(found["_file"].to_pylist(), found["n"].to_pylist(), strict=True))
        if by_file:
            counter[table] += tallies.leave_out(by_file, fate)


def _add_up_lines(staging: Staging, tallies: Tallies) -> None:
    """Give the row that stays of each deal the amount of all its lines."""
    staging.create(
        "line_sum",
        """
        SELECT k, count(*) AS n, sum(amount) AS total, min(amount) AS least, max(amount) AS most,
               sum(margin * amount) / NULLIF(sum(amount) FILTER (margin IS NOT NULL), 0) AS margin
        FROM repeated WHERE fate IN ('line', 'kept line') GROUP BY k
        """,
    )
    found = staging.query(
        "SELECT count(*) AS deals, bool_and(least IS NOT DISTINCT FROM most) "
        "AND NOT (SELECT COALESCE(bool_or(_of_line), false) FROM opportunity) AS same FROM line_sum"
    ).to_pylist()[0]
    if found["deals"]:
        tallies.lines["once" if found["same"] else "summed"] += found["deals"]
        total = "most" if found["same"] else "total"
        staging.execute(
            f"UPDATE opportunity AS t SET amount = COALESCE(s.{total}, t.amount), "
            "margin = COALESCE(s.margin, t.margin) FROM repeated AS r JOIN line_sum AS s USING (k) "
            "WHERE r.id = t.rowid AND r.fate = 'kept line'"
        )
    staging.execute("DROP TABLE line_sum")


def finish(staging: Staging, table: str) -> None:
    """Drop the columns that were only used on the way."""
    for name in staging.columns(identifier(table)):
        if name.startswith("_"):
            staging.execute(f"ALTER TABLE {identifier(table)} DROP COLUMN {identifier(name)}")
