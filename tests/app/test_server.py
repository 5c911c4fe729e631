"""What went wrong is told under a number that finds its line; health says if the store answers."""

from __future__ import annotations

import json
import re

from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from pages._shared import server
from tests.support.screen import words
from tests.support.snapshots import make_snapshot
from tests.torture.child import answered
from tests.torture.disk import obey_permissions


def broken_page():
    from pages._shared import server

    try:
        raise KeyError("Ana Ruiz earns 120000")
    except KeyError as error:
        server.told(error)


def test_an_error_is_told_by_a_number_that_finds_its_line_in_the_log(capsys):
    page = AppTest.from_function(broken_page).run()
    assert not page.exception
    (number,) = re.findall(r"as error ([0-9a-f]{8})\.", words(page))
    assert "What was saved and loaded is safe" in words(page)
    assert "Ana" not in words(page)
    (line,) = [one for one in capsys.readouterr().err.splitlines() if number in one]
    assert json.loads(line)["kind"] == "KeyError"
    assert "Ana" not in line


def asked():
    """Status and body of the answer to whoever asks for the store's health."""
    answer = server.store_health(Request({"type": "http"}))
    return answer.status_code, json.loads(answer.body)


def test_a_store_that_answers_is_well_with_and_without_data(workspace):
    workspace.mkdir()
    assert asked() == (200, {"store": "answers", "snapshots": 0})
    make_snapshot(workspace, rep=[{"rep_id": "R1"}]).close()
    assert asked() == (200, {"store": "answers", "snapshots": 1})


def test_a_workspace_that_is_not_there_is_not_well_and_is_not_made(workspace):
    assert asked() == (503, {"store": "is not there"})
    assert not workspace.exists()


def test_a_folder_that_may_not_be_read_is_not_well_and_is_in_the_log(workspace, tmp_path):
    (workspace / "snapshots").mkdir(parents=True)
    (workspace / "snapshots").chmod(0o000)

    def answer():
        obey_permissions()
        return asked()

    found = answered(answer, tmp_path / "answer")
    (workspace / "snapshots").chmod(0o700)
    assert found == [503, {"store": "does not answer"}]


def test_a_snapshot_that_does_not_open_is_not_well(workspace):
    door = make_snapshot(workspace, rep=[{"rep_id": "R1"}])
    door.close()
    (workspace / "snapshots" / f"{door.snapshot.fingerprint}.duckdb").write_bytes(b"x")
    assert asked() == (503, {"store": "newest snapshot does not open"})


def test_a_catalogue_that_does_not_answer_is_not_well_and_is_in_the_log(workspace, capsys):
    (workspace / "snapshots").mkdir(parents=True)
    (workspace / "catalogue.sqlite").write_bytes(b"no database at all" * 300)
    assert asked() == (503, {"store": "does not answer"})
    assert "store does not answer" in capsys.readouterr().err
