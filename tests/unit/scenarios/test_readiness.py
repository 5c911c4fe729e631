"""Which answers the data carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.model.finding import PEOPLE_WITHOUT_ID, Finding
from engine.model.snapshot import Snapshot
from engine.model.tables import TABLE
from engine.scenarios.readiness import ANSWERS, Ready, readiness


def snapshot(*columns: str) -> Snapshot:
    filled: dict[str, set[str]] = {}
    for column in columns:
        table, name = column.split(".")
        filled.setdefault(table, set()).add(name)
    return Snapshot(
        "ab" * 8,
        date(2025, 12, 31),
        1,
        "USD",
        dict.fromkeys(filled, 1),
        {table: frozenset(names) for table, names in filled.items()},
    )


def ready(label: str, *columns: str) -> Ready:
    return {row.label: row for row in readiness(snapshot(*columns))}[label]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.label)
def test_every_column_named_is_one_of_the_data_dictionary(answer) -> None:
    for group in answer.needs:
        for column in group:
            table, name = column.split(".")
            assert TABLE[table].field(name)


def test_nothing_loaded_carries_nothing_and_names_one_column_each() -> None:
    rows = readiness(snapshot())
    assert len(rows) == len(ANSWERS)
    assert not any(row.is_carried for row in rows)
    assert all(row.missing.count(".") == 1 for row in rows)


def test_a_crm_alone_carries_attainment_only_with_a_quota_file() -> None:
    deals = ("opportunity.owner_id", "opportunity.amount", "opportunity.close_date")
    assert ready("Median attainment", *deals) == Ready("Median attainment", False, "quota.amount")
    assert ready("Median attainment", *deals, "quota.amount").is_carried
    assert ready("Bookings", *deals).is_carried


def test_fit_names_the_proxy_it_would_rest_on() -> None:
    base = ("quota.amount", "account.owner_id")
    assert ready("Quota-to-territory fit", *base).missing == "account.potential"
    assert ready("Quota-to-territory fit", *base, "account.potential").note == ""
    by_people = ready("Quota-to-territory fit", *base, "account.employees")
    assert by_people.is_carried
    assert by_people.note == "Potential is an account's number of employees."
    deals = ("opportunity.account_id", "opportunity.amount", "opportunity.close_date")
    by_deals = ready("Quota-to-territory fit", *base, *deals)
    assert by_deals.is_carried
    assert "bookings of the last four quarters" in by_deals.note


def test_people_who_may_be_counted_twice_are_told_where_reps_are_counted_and_nowhere_else() -> None:
    whole = snapshot(
        "quota.amount", "opportunity.owner_id", "opportunity.close_date", "lead.routed_to"
    )
    split = replace(whole, findings=(Finding("warning", PEOPLE_WITHOUT_ID, "", rows=2),))
    for found, told in ((whole, False), (split, True)):
        notes = {row.label: row.note for row in readiness(found)}
        assert ("one person stands here as two" in notes["Median attainment"]) is told
        assert ("2 people have no id" in notes["Who carries the number"]) is told
        assert notes["Lead flow and routing"] == ""


def test_one_column_of_a_group_is_enough() -> None:
    seats = ready("How uneven patches are", "account.potential")
    assert seats.missing == "account.territory_id"
    assert ready(
        "How uneven patches are", "account.potential", "assignment.territory_id"
    ).is_carried
