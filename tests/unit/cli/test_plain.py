"""Characters that act on a terminal are printed as what they are, and JSON stays JSON."""

from __future__ import annotations

import io
import json
import sys

import pytest

from engine.cli.main import main
from engine.cli.plain import Plain, one_line

HEADER = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date"
HIDDEN = ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\x7f"]


@pytest.mark.parametrize("sign", HIDDEN)
def test_a_hidden_character_is_written_out_and_json_reads_it_back(sign):
    stream = io.StringIO()
    print(json.dumps(f"a{sign}b", ensure_ascii=False), file=Plain(stream))
    assert sign not in stream.getvalue()
    assert json.loads(stream.getvalue()) == f"a{sign}b"


def test_words_of_any_language_tabs_and_line_ends_stay():
    stream = io.StringIO()
    print("Zoë\tмир\n日本語 – “quoted”", file=Plain(stream))
    assert stream.getvalue() == "Zoë\tмир\n日本語 – “quoted”\n"


def test_a_line_end_in_a_name_begins_no_line_of_its_own():
    assert one_line("a\nerror: b\rc") == "a\\nerror: b\\rc"


@pytest.mark.parametrize("how", [[], ["--json"]])
def test_a_load_prints_no_hidden_character_of_a_file(how, tmp_path, capsys):
    path = tmp_path / "deals\u202evsc.csv"
    rows = [
        "D1,Ana,5,Closed Won,2025-03-01",
        '"D2",Ana,"\x1b[2Jtbc\nSnapshot x",Closed Won,2025-03-01',
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    assert main(["load", str(tmp_path / "w"), str(path), *how]) == 1
    said = capsys.readouterr().out
    assert not any(sign in said for sign in HIDDEN)
    assert "\\u202e" in said
    assert "\nSnapshot x" not in said
    if how:
        assert json.loads(said)["files"][0]["file"] == path.name


def test_a_refusal_prints_none_either_and_gives_the_streams_back(tmp_path, capsys):
    before = sys.stdout, sys.stderr
    assert main(["load", str(tmp_path / "w"), str(tmp_path / "gone\x1b[1m\n.csv")]) == 2
    said = capsys.readouterr().err
    assert "gone\\u001b[1m\\n.csv" in said
    assert "\x1b" not in said
    assert (sys.stdout, sys.stderr) == before
