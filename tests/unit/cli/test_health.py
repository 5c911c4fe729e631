"""Health: 0 where all answers, 1 where a snapshot does not open, 2 where the catalogue is gone."""

from __future__ import annotations

import json

import pytest

from engine.cli.main import main
from tests.support.snapshots import make_snapshot


def test_a_whole_workspace_a_broken_snapshot_and_a_broken_catalogue(tmp_path, capsys):
    one = make_snapshot(tmp_path / "w", rep=[{"rep_id": "R1"}])
    two = make_snapshot(tmp_path / "w", rep=[{"rep_id": "R2"}])
    one.close()
    two.close()
    assert main(["health", str(tmp_path / "w"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"snapshots": 2, "scenarios": 0, "broken": []}

    (tmp_path / "w" / "snapshots" / f"{one.snapshot.fingerprint}.duckdb").write_bytes(b"x")
    assert main(["health", str(tmp_path / "w"), "--json"]) == 1
    (why,) = json.loads(capsys.readouterr().out)["broken"]
    assert one.snapshot.fingerprint in why

    (tmp_path / "v" / "snapshots").mkdir(parents=True)
    (tmp_path / "v" / "catalogue.sqlite").write_bytes(b"no database at all" * 300)
    assert main(["health", str(tmp_path / "v")]) == 2
    assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["health", "baseline", "diagnose", "quotas", "rebalance"])
def test_a_mistyped_workspace_is_told_and_not_made(command, tmp_path, capsys):
    assert main([command, str(tmp_path / "absent")]) == 2
    assert "no workspace" in capsys.readouterr().err
    assert not (tmp_path / "absent").exists()
