"""Large companies made inside DuckDB: sizes are what matters here, not stories."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.store.staging import Terms
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from engine.store.staging import Staging


def large_workspace(folder: Path, reps: int, accounts: int, deals: int | None = None) -> str:
    """Publish a company with a year of deals, 25 a rep unless said; return its name."""
    workspace = Workspace(folder)
    with workspace.stage() as staging:
        staging.create_missing_tables()
        _people(staging, reps)
        _book(staging, reps, accounts, 25 * reps if deals is None else deals)
        snapshot = staging.seal(Terms(date(2025, 12, 31), 1, "USD"))
        workspace.publish(staging, snapshot, report="{}")
    return snapshot.fingerprint


def _people(staging: Staging, reps: int) -> None:
    segment = "['commercial', 'mid-market', 'enterprise'][CAST(i % 3 AS INTEGER) + 1]"
    region = "['Northeast', 'Southeast', 'Central', 'West'][CAST(i % 4 AS INTEGER) + 1]"
    staging.execute(
        f"""INSERT INTO rep BY NAME
        SELECT 'r' || i AS rep_id, 'Person ' || i AS name, 'AE' AS role, {segment} AS segment,
               {region} AS region, DATE '2020-01-01' AS hire_date, 90000 AS base_pay,
               90000 AS target_incentive
        FROM range({reps}) AS t(i)"""
    )
    staging.execute(
        f"""INSERT INTO territory BY NAME
        SELECT 't' || i AS territory_id, 'Patch ' || i AS name, {segment} AS segment,
               {region} AS region
        FROM range({reps}) AS t(i)"""
    )
    staging.execute(
        f"""INSERT INTO assignment BY NAME
        SELECT 'r' || i AS rep_id, 't' || i AS territory_id, DATE '2020-01-01' AS start_date
        FROM range({reps}) AS t(i)"""
    )
    staging.execute(
        f"""INSERT INTO quota BY NAME
        SELECT 'r' || i AS rep_id, 'bookings' AS measure, DATE '2025-01-01' AS period_start,
               DATE '2025-12-31' AS period_end, 600000 + 1000 * (i % 400) AS amount,
               'rep' AS level
        FROM range({reps}) AS t(i)"""
    )
    staging.execute(
        """INSERT INTO target BY NAME
        SELECT DATE '2026-01-01' AS period_start, DATE '2026-12-31' AS period_end,
               'company' AS scope, 'bookings' AS measure, sum(amount) AS amount, 'plan' AS kind
        FROM quota"""
    )


def _book(staging: Staging, reps: int, accounts: int, deals: int) -> None:
    """Accounts by owner; two deals in three won, sizes spread fivefold."""
    staging.execute(
        f"""INSERT INTO account BY NAME
        SELECT 'a' || i AS account_id, 'Account ' || i AS name, 'r' || (i % {reps}) AS owner_id,
               't' || (i % {reps}) AS territory_id, 20000 + (i * 7919) % 90000 AS potential,
               2 + i % 9 AS workload
        FROM range({accounts}) AS t(i)"""
    )
    staging.execute(
        f"""INSERT INTO opportunity BY NAME
        SELECT 'o' || i AS opportunity_id, 'a' || (i % {accounts}) AS account_id,
               'r' || (i % {reps}) AS owner_id, 8000 + (i * 104729) % 60000 AS amount,
               if(i % 3 < 2, 'Closed Won', 'Closed Lost') AS stage, true AS is_closed,
               i % 3 < 2 AS is_won, DATE '2024-10-01' + CAST(i % 300 AS INTEGER) AS created_date,
               DATE '2025-01-01' + CAST((i * 31) % 365 AS INTEGER) AS close_date
        FROM range({deals}) AS t(i)"""
    )
