"""A later load whose file is gone is passed over with a sentence, on standard error alone."""

from __future__ import annotations

import json
from datetime import date

import pytest

from engine.cli.main import main
from engine.settings import settings
from tests.support.snapshots import make_snapshot


def deal(name):
    """A won deal."""
    return {
        "opportunity_id": name,
        "owner_id": "R1",
        "amount": 10,
        "is_closed": True,
        "is_won": True,
        "close_date": date(2025, 5, 1),
    }


def test_a_gone_file_is_told_and_the_load_before_it_read(tmp_path, capsys):
    old = make_snapshot(tmp_path, rep=[{"rep_id": "R1"}], opportunity=[deal("D1")])
    new = make_snapshot(tmp_path, rep=[{"rep_id": "R1"}], opportunity=[deal("D2")])
    new.close()
    (tmp_path / "snapshots" / f"{new.snapshot.fingerprint}.duckdb").unlink()

    assert main(["baseline", str(tmp_path), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["snapshot"] == old.snapshot.fingerprint
    assert said.err == (
        f"The file of the later load {new.snapshot.fingerprint} is gone; "
        "the load before it is read.\n"
    )


@pytest.fixture
def wrong_setting(monkeypatch):
    """A limit that is no number."""
    monkeypatch.setenv("EVENFIELD_LIMIT_FILE_MB", "plenty")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("wrong_setting")
def test_a_setting_that_cannot_be_used_is_named(tmp_path, capsys):
    assert main(["baseline", str(tmp_path)]) == 2
    assert "EVENFIELD_LIMIT_FILE_MB cannot be used" in capsys.readouterr().err
