"""Activities and credit completed from the columns that extracts bring instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.ingest.loading.vocabulary import words
from engine.ingest.loading.words import VOCABULARIES

if TYPE_CHECKING:
    from engine.store.staging import Staging


def complete_activities(staging: Staging) -> None:
    """Minutes from seconds, kind from the subject, deal or account from what it relates to."""
    columns = staging.columns("activity")
    if "_seconds" in columns:
        staging.execute("UPDATE activity SET minutes = _seconds / 60 WHERE minutes IS NULL")
    if "_subject" in columns:
        subjects = staging.query(
            "SELECT _subject AS s FROM activity WHERE kind IS NULL AND _subject IS NOT NULL "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000"
        )["s"].to_pylist()
        kind = words(VOCABULARIES["activity", "kind"], subjects).sql("_subject")
        staging.execute(f"UPDATE activity SET kind = {kind} WHERE kind IS NULL")
    staging.execute("UPDATE activity SET kind = 'other' WHERE kind IS NULL")
    if "_related_id" in columns:
        for table in ("opportunity", "account"):
            staging.execute(
                f"UPDATE activity SET {table}_id = _related_id WHERE {table}_id IS NULL "
                f"AND _related_id IN (SELECT {table}_id FROM {table})"
            )


def share_credit(staging: Staging) -> None:
    """Direct credit where no role is said, in equal parts where no share is."""
    staging.execute("UPDATE credit SET role = 'direct' WHERE role IS NULL")
    staging.execute(
        "UPDATE credit AS c SET share = 1.0 / (SELECT count(*) FROM credit AS o "
        "WHERE o.opportunity_id = c.opportunity_id AND o.role = c.role) WHERE share IS NULL"
    )
