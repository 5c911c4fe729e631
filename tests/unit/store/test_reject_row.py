"""Rejected rows are kept whole."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from engine.store.reject_row import RejectRow, reject_rows
from engine.store.staging import Terms
from engine.store.workspace import Workspace
from tests.support.snapshots import make_snapshot


def test_a_snapshot_without_rejects_has_none(tmp_path):
    assert reject_rows(make_snapshot(tmp_path, rep=[{"rep_id": "R1"}])) == ()


def test_rows_come_by_file_and_line_with_their_cells_in_order(tmp_path):
    workspace = Workspace(tmp_path)
    rows = pa.table(
        {
            "file": ["b.csv", "a.csv"],
            "sheet": ["", "S"],
            "line": pa.array([7, 3], pa.int64()),
            "column": ["Amount", None],
            "value": ["ten", None],
            "reason": ["is no amount", "is blank"],
            "row": ['{"Id": "1", "Amount": "ten"}', '{"Id": "", "Amount": "5"}'],
        }
    )
    with workspace.stage() as staging:
        staging.create_missing_tables()
        staging.put("reject", rows)
        snapshot = staging.seal(Terms(date(2025, 12, 31), 1, "USD"))
        workspace.publish(staging, snapshot, report="{}")

    assert reject_rows(workspace.open()) == (
        RejectRow("a.csv", "S", 3, "", "", "is blank", {"Id": "", "Amount": "5"}),
        RejectRow("b.csv", "", 7, "Amount", "ten", "is no amount", {"Id": "1", "Amount": "ten"}),
    )
