"""A command line that cannot be understood is refused as everything else: sentence and object."""

from __future__ import annotations

import json

import pytest

from engine.cli.main import COMMANDS, FAILED, main, parser

MISTYPED = {
    "no argument": (["baseline"], "WORKSPACE"),
    "an option that is none": (["curve", "plan.yaml", "--colour"], "--colour"),
    "no number": (["sample", "folder", "--seed", "two"], "--seed"),
    "a command that is none": (["baselines"], "baselines"),
    "nothing": ([], "COMMAND"),
}


@pytest.mark.parametrize("name", MISTYPED)
def test_it_is_one_sentence_that_says_what_and_where_help_is(name, capsys):
    typed, what = MISTYPED[name]
    assert main(typed) == FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert what in err
    assert "--help" in err


def test_a_program_reads_it_as_the_one_object(capsys):
    assert main(["baseline", "--json"]) == FAILED
    out, err = capsys.readouterr()
    refusal = json.loads(out)
    assert f"{refusal['error']} {refusal['hint']}\n" == err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_json(command):
    (names,) = [action.choices for action in parser(command)._actions if action.choices]
    assert "--json" in names[command]._option_string_actions


def test_the_samples_files_are_printed_as_one_object(tmp_path, capsys):
    assert main(["sample", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sorted(told["files"]) == sorted(str(path) for path in tmp_path.iterdir())
