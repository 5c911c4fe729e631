"""Where a company keeps no patches, each owner's book of business is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from engine.store.staging import Staging

_BOOKS = """
WITH owned AS (
  SELECT owner_id, min(day) AS first FROM (
    SELECT owner_id, least(created_date, close_date) AS day FROM opportunity
    UNION ALL SELECT owner_id, created_date FROM account
    UNION ALL SELECT rep_id, period_start FROM quota WHERE level = 'rep'
  ) WHERE owner_id IS NOT NULL GROUP BY owner_id
)
SELECT o.owner_id, COALESCE(r.name, o.owner_id) AS name, r.region, r.segment,
       COALESCE(r.hire_date, o.first, $as_of) AS first, r.leave_date AS last
FROM owned AS o LEFT JOIN rep AS r ON r.rep_id = o.owner_id
"""


def fill_assignment_starts(staging: Staging) -> int:
    """Start assignments without a first day with the first day known; how many rows."""
    blank = staging.query("SELECT count(*) AS n FROM assignment WHERE start_date IS NULL")
    rows = int(blank["n"][0].as_py())
    if rows:
        staging.execute(
            "UPDATE assignment AS a SET start_date = COALESCE("
            "(SELECT r.hire_date FROM rep AS r WHERE r.rep_id = a.rep_id), "
            "(SELECT min(least(created_date, close_date)) FROM opportunity), "
            "(SELECT min(period_start) FROM quota)) WHERE start_date IS NULL"
        )
    return rows


def make_books(staging: Staging, as_of: date) -> int:
    """
    Make each owner's book a patch with its owner in it, where no assignment was loaded.

    Returns
    -------
    int
        Patches made.
    """
    held = staging.query("SELECT count(*) AS n FROM assignment")["n"][0].as_py()
    if held:
        return 0
    staging.create("book", _BOOKS.replace("$as_of", f"DATE '{as_of.isoformat()}'"))
    staging.execute(
        "INSERT INTO territory BY NAME SELECT owner_id AS territory_id, name, region, segment "
        "FROM book WHERE owner_id NOT IN (SELECT territory_id FROM territory)"
    )
    staging.execute(
        "INSERT INTO assignment BY NAME SELECT owner_id AS rep_id, owner_id AS territory_id, "
        "first AS start_date, last AS end_date FROM book"
    )
    if staging.query("SELECT 1 AS one FROM account WHERE owner_id IS NOT NULL LIMIT 1").num_rows:
        staging.execute(
            "UPDATE account SET territory_id = owner_id "
            "WHERE owner_id IN (SELECT owner_id FROM book)"
        )
    made: int = staging.query("SELECT count(*) AS n FROM book")["n"][0].as_py()
    staging.execute("DROP TABLE book")
    return made
