"""Quota letters: one page whose numbers sum, and what is not known by its column."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.period import year_period
from engine.model.quota_levers import QuotaLevers
from engine.quotas.letter import ESTIMATE, Heading, Outlook, facts, letter
from engine.quotas.propose import propose
from tests.support.quota_seats import many, seats

TEAM = seats([50_000.0, 50_000.0], expected=[3.0, 1.0])
QUOTAS = propose(TEAM, QuotaLevers(basis="expected", growth=0.1, max_change=0.2))


def written(n=0, addressee="Ann"):
    heading = Heading(addressee, "T0", year_period(2026), "USD", date(2025, 12, 31))
    return letter(QUOTAS, n, heading, Outlook())


def test_the_steps_of_a_letter_sum_to_its_number():
    text = written()
    # 55,000 each; 82,500 wished and held at 60,000, so that 50,000 are left for the other
    cells = [line.split("|")[2].strip(" *") for line in text.splitlines() if line.startswith("| ")]
    amounts = [float(cell.replace(",", "")) for cell in cells[1:]]
    assert amounts == [50_000, 5_000, 27_500, -22_500, 60_000]
    assert sum(amounts[:-1]) == amounts[-1]
    assert "is **60,000.00 USD**" in text
    assert ESTIMATE in text


def test_a_letter_of_every_step_stays_one_page():
    team = many(30)
    levers = QuotaLevers(basis="expected", growth=0.05, own_history=0.2, over_assignment=0.1)
    heading = Heading("Ann", "T0", year_period(2026), "USD", date(2025, 12, 31))
    assert len(letter(propose(team, levers), 3, heading, Outlook()).splitlines()) < 45


def test_the_four_facts_by_hand():
    outlook = Outlook(12, 180_000.0, 90_000.0, 42.4, 0.85)
    assert facts(60_000.0, outlook, "USD") == [
        "Coverage: open deals of 90,000 USD, 1.50 x the quota.",
        "Cycle: half of last year's won deals here took 42 days or less.",
        "Whitespace: 180,000 USD a year not sold to yet in 12 accounts, 3.00 x the quota.",
        "Ramp: 85.0 % of a full number before limits and sharing.",
    ]


def test_what_is_not_known_names_its_column():
    coverage, cycle, whitespace, ramp = facts(60_000.0, Outlook())
    assert "opportunity.account_id" in coverage
    assert "opportunity.created_date" in cycle
    assert "account.current_revenue" in whitespace
    assert ramp == "Ramp: none, the number is that of a fully ramped rep."


@pytest.mark.parametrize("name", ["<b>x</b>", "a | b", "[x](http://y)", "# Title"])
def test_a_name_from_a_file_is_shown_as_it_is(name):
    (title,) = [line for line in written(addressee=name).splitlines() if line.startswith("# Quota")]
    for sign in "<>|[]#":
        assert title.count(sign) - (sign == "#") == title.count("\\" + sign)
