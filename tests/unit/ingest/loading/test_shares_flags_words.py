"""Shares, flags and the words that decide."""

from __future__ import annotations

import pytest

from engine.ingest.loading.flags import flag
from engine.ingest.loading.shares import share
from engine.ingest.loading.vocabulary import outcomes
from engine.ingest.loading.words import (
    VOCABULARIES,
    is_cancelled,
    outcome,
    units_a_year,
    word_of,
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["25%", "7.5 %"], [0.25, 0.075]),
        (["0.25", "1"], [0.25, 1.0]),
        (["25", "100", "0"], [0.25, 1.0, 0.0]),
        (["12,5 %", "3 %"], [0.125, 0.03]),
    ],
)
def test_a_column_of_shares_is_brought_to_decimals(convert, cells, expected):
    assert convert(share(cells), cells) == pytest.approx(expected)


def test_a_share_over_one_in_a_column_of_decimals_is_unread(convert):
    assert convert(share(["0.5", "0.2"]), ["0.5", "30"]) == [0.5, None]


def test_flags_in_several_languages(convert):
    cells = ["Yes", "no", "TRUE", "0", "ja", "Nein", "oui", "perhaps"]
    assert convert(flag("is_named"), cells) == [
        True, False, True, False, True, False, True, None,
    ]  # fmt: skip


def test_won_is_a_yes_only_where_winning_is_asked(convert):
    assert convert(flag("is_won"), ["Won", "lost"]) == [True, False]
    assert convert(flag("is_closed"), ["Lost", "open"]) == [True, False]
    assert convert(flag("two_way"), ["Won"]) == [None]


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("Closed Won", "won"),
        ("6 - Closed - Won!", "won"),
        ("closedwon", "won"),
        ("Gewonnen", "won"),
        ("Fermée gagnée", "won"),
        ("Cerrada ganada", "won"),
        ("Chiusa vinta", "won"),
        ("Fechado ganho", "won"),
        ("Vyhráno", "won"),
        ("受注", "won"),
        ("Order", "won"),
        ("Closed Lost", "lost"),
        ("Verloren", "lost"),
        ("Perdu", "lost"),
        ("Ztraceno", "lost"),
        ("失注", "lost"),
        ("Negotiation/Review", "open"),
        ("Won/Lost review", "open"),
        ("Not won", "open"),
        ("Order preparation", "open"),
        ("Wonderful prospects", "open"),
    ],
)
def test_stage_words(stage, expected):
    assert outcome(stage) == expected


def test_a_stage_never_seen_is_unread_so_that_it_is_looked_at(convert):
    assert convert(outcomes(["Won", "Lost", "Demo"]), ["Won", "Demo", "Gewonnen"]) == [1, 0, None]


@pytest.mark.parametrize(
    ("table", "field", "text", "word"),
    [
        ("opportunity", "type", "New Business", "new"),
        ("opportunity", "type", "Existing Business", "expansion"),
        ("opportunity", "type", "Verlängerung", "renewal"),
        ("opportunity", "type", "Neukunde", "new"),
        ("opportunity", "type", "???", ""),
        ("activity", "kind", "Phone call", "call"),
        ("activity", "kind", "Rendez-vous", "meeting"),
        ("quota", "level", "Individueel", "rep"),
        ("quota", "level", "Team roll-up", "team"),
    ],
)
def test_closed_vocabularies(table, field, text, word):
    assert word_of(VOCABULARIES[table, field], text) == word


def test_states_that_do_not_count():
    assert is_cancelled("Cancelled")
    assert is_cancelled("storniert")
    assert not is_cancelled("Shipped")


def test_pay_units():
    # 52 weeks of 40 hours are 2,080 hours
    assert [units_a_year(u) for u in ("Hourly", "monatlich", "Annual", "")] == [2080, 12, 1, 1]
