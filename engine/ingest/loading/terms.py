"""What holds for the data as a whole: the day it stands for and its currency."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from engine.ingest.types import FileMapping
    from engine.store.staging import Staging

_LATEST = """
FROM (
  SELECT max(created_date) AS day, '' AS made_by FROM opportunity
  UNION ALL SELECT max(close_date), '' FROM opportunity WHERE is_closed
  UNION ALL SELECT CAST(max(entered_at) AS DATE), '' FROM stage_change
  UNION ALL SELECT max(date), '' FROM activity
  UNION ALL SELECT max(hire_date), 'the latest hire' FROM rep
) WHERE day IS NOT NULL ORDER BY day DESC, made_by LIMIT 1
"""
_ANY_DAY = """
FROM (
  SELECT max(created_date) AS day, 'the latest lead' AS made_by FROM lead
  UNION ALL SELECT max(date), 'the latest survey' FROM survey
  UNION ALL SELECT max(opened_date), 'the latest vacancy opened' FROM requisition
  UNION ALL SELECT max(start_date), 'the latest start of an assignment' FROM assignment
  UNION ALL SELECT max(close_date), 'the latest close date expected of a deal' FROM opportunity
  UNION ALL SELECT max(period_start), 'the latest start of a quota' FROM quota
  UNION ALL SELECT max(period_start), 'the latest start of a target' FROM target
  UNION ALL SELECT max(created_date), 'the latest account made' FROM account
) WHERE day IS NOT NULL ORDER BY day DESC, made_by LIMIT 1
"""
_CURRENCIES = """
SELECT upper(currency) AS currency, count(*) AS n FROM opportunity
WHERE currency IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1
"""


def latest_day(staging: Staging) -> tuple[date, str]:
    """
    Latest day on which something had happened, never an expected close or the end of a quota.

    Returns
    -------
    date, str
        The day, and in words what happened on it; blank for deals and activities.

    Raises
    ------
    DataError
        If no file carries any date.
    """
    for query in (_LATEST, _ANY_DAY):
        if rows := staging.query(query).to_pylist():
            return rows[0]["day"], rows[0]["made_by"]
    raise DataError(
        "None of the files carries a date, so it is not known which day they stand for.",
        "Say it with --as-of, such as --as-of 2025-12-31.",
    )


def currencies(staging: Staging) -> list[tuple[str, int]]:
    """Currencies of deals with the number of deals in each, the most frequent first."""
    rows = staging.query(_CURRENCIES).to_pylist()
    return [(row["currency"], row["n"]) for row in rows]


def mapping_text(mappings: Sequence[FileMapping]) -> str:
    """Canonical text of the columns in force, part of the fingerprint."""
    listed = sorted(
        [m.kind, *sorted(f"{c.source}={c.table}.{c.field}" for c in m.matches if c.taken)]
        for m in mappings
    )
    return json.dumps(listed, ensure_ascii=False)
