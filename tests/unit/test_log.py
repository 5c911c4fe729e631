"""A log line says what happened and where, and never whom it is about."""

from __future__ import annotations

import json

import pytest

from engine import log


def written(capsys):
    """The one line that was written, read back."""
    (line,) = capsys.readouterr().err.splitlines()
    return json.loads(line)


def test_a_line_is_json_with_the_moment_and_what_is_known(capsys):
    log.write("loaded", snapshot="0" * 16, files=2, rows=30, rejected=1)
    line = written(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "loaded", "snapshot": "0" * 16, "files": 2, "rows": 30, "rejected": 1}


def test_a_field_that_is_not_known_is_left_out(capsys):
    log.write("loaded", files=1, name="Ana Ruiz", amount=120_000)
    assert written(capsys).keys() == {"event", "files", "timestamp"}


def test_a_fault_is_told_by_kind_and_place_without_any_message(capsys):
    def pay(rep):
        try:
            return {}[rep]
        except KeyError as error:
            raise ValueError(f"{rep} earns 120000") from error

    with pytest.raises(ValueError, match="earns") as caught:
        pay("Ana Ruiz")
    log.fault("error", caught.value, error="1a2b3c4d")
    line = written(capsys)
    assert line["kind"] == "ValueError from KeyError"
    raised = pay.__code__.co_firstlineno + 4
    assert line["where"].endswith(f" > tests/unit/test_log.py:{raised} pay")
    assert line["error"] == "1a2b3c4d"
    assert not any(word in json.dumps(line) for word in ("Ana", "120000"))


def test_exceptions_that_led_to_each_other_in_a_ring_are_named_once(capsys):
    one, two = KeyError(), ValueError()
    one.__context__, two.__context__ = two, one
    log.fault("error", one)
    assert written(capsys)["kind"] == "KeyError from ValueError"
