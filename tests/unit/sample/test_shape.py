"""How many of what: patches, people, accounts, deals, as the story counts them."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.support.tessaly import day

if TYPE_CHECKING:
    from tests.support.tessaly import Extracts


def test_120_patches_by_region_segment_and_origin(extracts: Extracts) -> None:
    patches = extracts.rows("Territories.csv")

    assert Counter((p["Region"], p["Segment"]) for p in patches) == {
        ("Northeast", "Commercial"): 12, ("Northeast", "Mid-Market"): 12,
        ("Northeast", "Enterprise"): 10, ("Southeast", "Commercial"): 12,
        ("Southeast", "Mid-Market"): 10, ("Southeast", "Enterprise"): 4,
        ("Central", "Commercial"): 14, ("Central", "Mid-Market"): 12,
        ("Central", "Enterprise"): 6, ("West", "Commercial"): 10,
        ("West", "Mid-Market"): 10, ("West", "Enterprise"): 8,
    }  # fmt: skip
    assert Counter((p["Region"], p["Territory ID"][0]) for p in patches) == {
        ("Northeast", "T"): 26, ("Northeast", "C"): 8, ("Southeast", "T"): 12,
        ("Southeast", "C"): 14, ("Central", "T"): 12, ("Central", "C"): 20, ("West", "T"): 16,
        ("West", "C"): 12,
    }  # fmt: skip


def test_114_seats_filled_and_never_two_in_one(extracts: Extracts) -> None:
    held = extracts.rows("Territory_Assignments.csv")
    spans: dict[str, list[tuple[date, date]]] = {}
    for row in held:
        last = day(row["End Date"]) or date.max
        spans.setdefault(row["Territory ID"], []).append((day(row["Start Date"]), last))

    assert sum(row["End Date"] == "" for row in held) == 114
    for spells in spans.values():
        ordered = sorted(spells)
        assert all(a[1] < b[0] for a, b in itertools.pairwise(ordered))


def test_nobody_sits_in_two_patches_or_works_after_leaving(extracts: Extracts) -> None:
    left = {r["Employee ID"]: day(r["Termination Date"]) for r in extracts.workers}
    hired = {r["Employee ID"]: day(r["Hire Date"]) for r in extracts.workers}
    spans: dict[str, list[tuple[date, date]]] = {}
    for row in extracts.rows("Territory_Assignments.csv"):
        rep, last = row["Employee ID"], day(row["End Date"])
        assert day(row["Start Date"]) >= hired[rep]
        assert (last or date.max) <= (left[rep] or date.max)
        spans.setdefault(rep, []).append((day(row["Start Date"]), last or date.max))

    for spells in spans.values():
        ordered = sorted(spells)
        assert all(a[1] < b[0] for a, b in itertools.pairwise(ordered))


def test_people(extracts: Extracts) -> None:
    titles = Counter(row["Business Title"] for row in extracts.workers)
    reports = Counter(
        row["Manager Employee ID"] for row in extracts.workers if not row["Termination Date"]
    )
    leavers = [row for row in extracts.workers if row["Termination Date"]]

    assert titles == {
        "Account Executive": 166, "Sales Engineer": 10, "Product Specialist": 4,
        "Partner Manager": 6, "Sales Development Representative": 8, "Sales Manager": 15,
        "Regional Vice President": 4, "Vice President of Sales": 1,
    }  # fmt: skip
    managers = {
        r["Employee ID"] for r in extracts.workers if r["Business Title"] == "Sales Manager"
    }
    assert max(reports[m] for m in managers) == 13
    # About 20 % of 113 sellers a year, for two years.
    assert 40 <= len(leavers) <= 55
    assert all(
        len(row["Employee ID"]) == 6 and row["Employee ID"][0] == "0" for row in extracts.workers
    )


def test_mailboxes_and_names_are_of_the_story(extracts: Extracts) -> None:
    names = [row["Worker"] for row in extracts.workers]
    domains = {row["Work Email"].split("@")[1] for row in extracts.workers}

    assert len(set(names)) == len(names)
    assert domains == {"tessaly.example", "corrin.example"}
    assert sum(not name.isascii() for name in names) >= 10
    assert all(row["Work Email"].isascii() for row in extracts.workers)
    assert sum(name.endswith(" Weiss") and name[0] == "J" for name in names) == 2


def test_vacancies_take_71_days_to_fill(extracts: Extracts) -> None:
    rows = extracts.rows("Requisitions.csv")
    filled = [
        (day(r["Start Date"]) - day(r["Opened Date"])).days for r in rows if r["Status"] == "Filled"
    ]

    assert median(filled) == pytest.approx(71, abs=2)
    assert sum(r["Status"] == "Open" for r in rows) == 6


def test_accounts(extracts: Extracts) -> None:
    accounts = extracts.accounts
    potential = [float(a["Annual Potential"]) for a in accounts]
    unowned = [float(a["Annual Potential"]) for a in accounts if not a["Territory"]]
    places = Counter(
        (a.get("Account Name") or a["Company name"], a.get("Billing City") or a["City"])
        for a in accounts
    )

    assert len(accounts) == pytest.approx(9_500, rel=0.01)
    assert len(unowned) / len(accounts) == pytest.approx(0.04, abs=0.003)
    assert sum(unowned) / sum(potential) == pytest.approx(0.03, abs=0.001)
    assert Counter(places.values())[2] == 260
    assert max(places.values()) == 2


def test_opportunities(extracts: Extracts) -> None:
    ids = {row["Opportunity ID"] for row in extracts.salesforce_deals}
    ids |= {row["Record ID"] for row in extracts.hubspot_deals}
    closed = Counter(day.year for day in extracts.closed.values())
    open_deals = [
        row
        for row in extracts.salesforce_deals + extracts.hubspot_deals
        if "closed" not in (row.get("Stage") or row["Deal Stage"]).lower()
    ]

    assert len(ids) == pytest.approx(36_000, rel=0.03)
    assert len(open_deals) == 4_600
    # FY2024 booked 7 % less with the same mean deal.
    assert closed[2024] == pytest.approx(4_400 * 78 / 84, rel=0.05)
    assert closed[2025] == pytest.approx(4_400, rel=0.04)


def test_deals_have_a_history_that_ends_where_they_stand(extracts: Extracts) -> None:
    stage = {row["Opportunity ID"]: row["Stage"] for row in extracts.salesforce_deals}
    latest: dict[str, tuple[str, str]] = {}
    for row in extracts.rows("OpportunityHistory.csv"):
        if day(row["CreatedDate"]) is not None:
            entry = (row["CreatedDate"], row["StageName"])
            latest[row["OpportunityId"]] = max(latest.get(row["OpportunityId"], entry), entry)

    assert len(latest) == len(stage) - 16  # copies with an unreadable cell have no history
    assert all(stage[deal] == name for deal, (_, name) in latest.items())


def test_two_spellings_and_several_products(extracts: Extracts) -> None:
    spelled = {row["Product"] for row in extracts.hubspot_deals}
    lines = Counter(row["Opportunity ID"] for row in extracts.salesforce_deals)
    names = {row["Product Name"] for row in extracts.rows("Product_Catalogue.csv")}

    assert spelled - names == {"PulseEdge"}
    assert {row["Product Name"] for row in extracts.salesforce_deals} <= names
    assert 100 < sum(count == 2 for count in lines.values()) < 300


def test_volume_of_activities(extracts: Extracts) -> None:
    rows = extracts.rows("Activities_with_Accounts.csv") + extracts.rows("hubspot-activities.csv")

    assert 60_000 <= len(rows) <= 90_000
