"""The real app over a workspace of its own, driven without a browser."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from engine.settings import settings
from pages._shared import redesigns, runs
from tests.support.driver import scan_once
from tests.support.snapshots import make_snapshot

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "pages"
scan_once()


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """Folder that one test after the other has its workspace in."""
    return tmp_path_factory.mktemp("place") / "workspace"


@pytest.fixture
def workspace(place, monkeypatch):
    """
    An empty workspace that the app is set to, at the place of the one before it.

    The app keeps what it computed by place and fingerprint, for every visit: tests of the same
    rows are such visits. A snapshot that a test breaks must hold rows of its own: one that was
    opened before would not show it.
    """
    shutil.rmtree(place, ignore_errors=True)
    yield from _set_to(place, monkeypatch)


@pytest.fixture
def workspace_alone(tmp_path, monkeypatch):
    """An empty workspace at a place where nothing has been computed yet."""
    yield from _set_to(tmp_path / "workspace", monkeypatch)


def _set_to(folder, monkeypatch):
    runs._workspace.cache_clear()  # with it goes the open catalogue of the workspace before
    monkeypatch.setenv("EVENFIELD_WORKSPACE", str(folder))
    monkeypatch.delenv("EVENFIELD_CATALOGUE", raising=False)
    monkeypatch.delenv("EVENFIELD_INBOX", raising=False)
    monkeypatch.setenv("EVENFIELD_WORK_AHEAD", "false")
    monkeypatch.setattr(redesigns, "PATIENCE", 60)
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture
def app(workspace):
    """
    The app as a visitor opens it; page paths resolve against it.

    The driver keeps the widgets' own functions in session state, which a real session never
    does, so the check that everything there can be serialised is off; test_session has it.
    """
    option = "runner.enforceSerializableSessionState"
    before = config.get_option(option)
    config.set_option(option, False)
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    config.set_option(option, before)


@pytest.fixture
def two_reps(workspace):
    """Two people with a quota of 100 each for 2025; one closed 120, the other 60."""
    return make_snapshot(workspace, **_rows())


@pytest.fixture
def led_reps(workspace):
    """The same two under one manager."""
    rows = _rows()
    for rep in rows["rep"]:
        rep["manager_id"] = "M1"
    rows["rep"].append({"rep_id": "M1", "name": "Meg"})
    return make_snapshot(workspace, **rows)


def _rows():
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    return {
        "rep": [
            {"rep_id": "R1", "name": "Ana", "role": "AE", "hire_date": date(2020, 1, 1)},
            {"rep_id": "R2", "name": "Ben", "role": "AE", "hire_date": date(2020, 1, 1)},
        ],
        "account": [
            {"account_id": "A1", "name": "Acme", "owner_id": "R1", "potential": 400},
            {"account_id": "A2", "name": "Bolt", "owner_id": "R2", "potential": 100},
        ],
        "opportunity": [
            deal("D1", "A1", "R1", 120),
            deal("D2", "A2", "R2", 60),
        ],
        "quota": [
            {"rep_id": "R1", "amount": 100, "level": "rep", **year},
            {"rep_id": "R2", "amount": 100, "level": "rep", **year},
        ],
    }


def deal(name, account, owner, amount):
    """A deal won on 30 June 2025."""
    return {
        "opportunity_id": name,
        "account_id": account,
        "owner_id": owner,
        "amount": amount,
        "stage": "Closed Won",
        "is_closed": True,
        "is_won": True,
        "created_date": date(2025, 3, 1),
        "close_date": date(2025, 6, 30),
    }
