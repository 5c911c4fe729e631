"""A fault of our own in a command is a sentence whose number finds the line that says where."""

from __future__ import annotations

import json

import pytest

from engine.cli import health
from engine.cli.main import FAILED, main


@pytest.fixture(autouse=True)
def _fault(monkeypatch):
    """Let a command fail as nobody foresaw."""

    def run(_):
        return {}["Ana Ruiz"]

    monkeypatch.setattr(health, "run", run)


def test_it_is_a_sentence_with_the_number_of_its_line_in_the_log(tmp_path, capsys):
    assert main(["health", str(tmp_path)]) == FAILED
    line, sentence = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert sentence.startswith("Something went wrong in Evenfield itself.")
    assert f"error {said['error']}" in sentence
    assert said["kind"] == "KeyError"
    assert said["where"].endswith(" run")
    assert "Ana" not in line + sentence


def test_a_program_reads_it_as_the_one_object(tmp_path, capsys):
    assert main(["health", str(tmp_path), "--json"]) == FAILED
    out, err = capsys.readouterr()
    assert json.loads(out)["error"].startswith("Something went wrong in Evenfield itself.")
    assert json.loads(err.splitlines()[0])["error"] in json.loads(out)["hint"]
