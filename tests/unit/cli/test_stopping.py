"""Ctrl-C ends a search with the best it has, and any other command in a sentence."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest
from pyarrow import csv

from engine.cli import health
from engine.cli.main import FAILED, main
from engine.cli.stopping import until_stopped
from tests.bench.territory_worlds import inputs


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard():
    """A shell that started the tests in the background had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_search_is_asked_to_stop_and_what_ctrl_c_did_before_comes_back():
    before = signal.getsignal(signal.SIGINT)
    with until_stopped() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        assert signal.getsignal(signal.SIGINT) is before, "pressed again it ends the command"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_stopped_command_ends_in_a_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(health, "run", lambda _: signal.raise_signal(signal.SIGINT))
    assert main(["health", str(tmp_path)]) == FAILED
    assert capsys.readouterr().err == "It was stopped before its end. Start it again.\n"


@pytest.mark.parametrize("more", [[], ["--prove", "--hard-balance"]])
def test_a_stopped_rebalance_tells_its_best_design(tmp_path, more):
    """A minute's search of 500 accounts and 15 seats, stopped while solvers work."""
    made = inputs(500, 15, 8)
    csv.write_csv(made.accounts, tmp_path / "accounts.csv")
    csv.write_csv(made.seats, tmp_path / "seats.csv")
    files = ["--accounts", tmp_path / "accounts.csv", "--seats", tmp_path / "seats.csv"]
    command = [sys.executable, "-m", "engine", "rebalance", *files, "--json", "--gap", "0"]
    command += ["--seconds", "20", *more]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as search:
        time.sleep(6)
        search.send_signal(signal.SIGINT)
        began = time.monotonic()
        out, err = search.communicate(timeout=30)
    assert (search.returncode, err) == (0, "")
    assert time.monotonic() - began < 5
    assert json.loads(out)["objective"] > 0
