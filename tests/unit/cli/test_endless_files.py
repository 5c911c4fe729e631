"""A file without end is not read to its end: a sentence, within a second."""

from __future__ import annotations

import time

import pytest

from engine.cli.main import main

DEALS = "Opportunity ID,Opportunity Owner,Amount,Stage,Close Date\nD1,Ana,5,Closed Won,2025-03-01\n"
PLAN = "data/presets/plans/tessaly-2025.yaml"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["load", "W", "DEALS", "--mapping", "ENDLESS"], "more than 64,000 characters"),
        (["load", "W", "ENDLESS"], "endless.csv is larger than 2,000 MB"),
        (["pay", PLAN, "--results", "ENDLESS"], "endless.csv is larger than 2,000 MB"),
        (["pay", PLAN, "--deals", "ENDLESS"], "endless.csv is larger than 2,000 MB"),
        (["rebalance", "--accounts", "ENDLESS", "--seats", "DEALS"], "endless.csv is larger than"),
        (["curve", "ENDLESS"], "more than 64,000 characters"),
        (["run", "W", "ENDLESS"], "more than 64,000 characters"),
    ],
)
def test_it_is_refused_soon(words, sentence, tmp_path, capsys):
    (tmp_path / "deals.csv").write_text(DEALS)
    with (tmp_path / "endless.csv").open("wb") as file:
        file.truncate(1 << 33)  # 8 GB that take no room
    places = {"W": "w", "DEALS": "deals.csv", "ENDLESS": "endless.csv"}
    given = [str(tmp_path / places[word]) if word in places else word for word in words]
    began = time.process_time()
    assert main(given) == 2
    assert time.process_time() - began < 5.0
    assert sentence in capsys.readouterr().err


def test_accounts_whose_header_is_no_utf_8_are_a_sentence(tmp_path, capsys):
    (tmp_path / "accounts.csv").write_bytes("account_id,größe\nA1,5\n".encode("cp1252"))
    (tmp_path / "seats.csv").write_text("seat\nS1\n")
    given = [str(tmp_path / name) for name in ("accounts.csv", "seats.csv")]
    assert main(["rebalance", "--accounts", given[0], "--seats", given[1]]) == 2
    assert "is not a table of comma-separated values" in capsys.readouterr().err
