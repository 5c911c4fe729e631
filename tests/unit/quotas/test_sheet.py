"""Sheets of commitments and overrides, and names in them that nobody knows."""

from __future__ import annotations

import pytest

from engine.errors import LeverError
from engine.model.quota_levers import Commitment, Override, QuotaLevers
from engine.quotas.managers import manager_tree
from engine.quotas.sheet import read_sheet
from engine.quotas.unheard import unheard
from tests.support.quota_seats import seats


def test_commitments_are_read_with_spreadsheet_signs():
    text = '\ufeffWho,Amount\nmeg,"1,200,000.50"\n r1 ,$90000\n'
    assert read_sheet(text, "c.csv") == (Commitment("meg", 1_200_000.5), Commitment("r1", 90_000))


def test_quotas_set_by_hand_carry_who_when_and_why():
    text = "territory_id,amount,who,when,why\nT1,5,Kim,2026-01-05,lost an account\n"
    (read,) = read_sheet(text, "o.csv")
    assert read == Override("T1", 5.0)
    assert (read.who, read.when, read.why) == ("Kim", "2026-01-05", "lost an account")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,amount\nmeg,1\n", "c.csv has no columns who and amount"),
        ("", "has no columns"),
        ("who,amount\nmeg,1\n,2\n", "c.csv, line 3: who is blank"),
        ("who,amount\nmeg,ten\n", "line 2: the amount “ten”"),
        ("who,amount\nmeg,\n", "line 2: the amount “”"),
        ("who,amount\nmeg,-5\n", "line 2: the amount “-5”"),
        ("who,amount\nmeg,nan\n", "line 2: the amount “nan”"),
    ],
)
def test_what_cannot_be_read_names_the_line(text, sentence):
    with pytest.raises(LeverError, match=sentence):
        read_sheet(text, "c.csv")


def test_names_that_nobody_knows_are_said_with_the_nearest():
    team = seats([1.0, 2.0], managers=manager_tree(["r0", "r1"], ["meggie", "meggie"], {}))
    levers = QuotaLevers(
        commitments=(Commitment("r0", 1.0), Commitment("megie", 1_000.0), Commitment("T1", 1.0)),
        overrides=(Override("T0", 1.0), Override("r1", 5.0)),
    )
    first, second = unheard(team, levers)
    assert first == (
        "1,000.00 is committed to by “megie”, which is no patch, rep or manager of this plan, so "
        "it is left out. Did you mean “meggie”?"
    )
    assert second.startswith("5.00 is set by hand for “r1”, which is no patch of this plan")
