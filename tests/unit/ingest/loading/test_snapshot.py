"""The snapshot as a whole: quotas, currency, its day, its name, what is remembered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.errors import DataError
from engine.ingest.load import Inspection, load
from engine.ingest.mapping import parse_mapping
from engine.model.tables import OPPORTUNITY
from tests.support.extracts import codes, extract, load_extracts, newest, rows_of

DEALS = {
    "Id": "opportunity_id",
    "Owner": "owner_id",
    "Stage": "stage",
    "Amount": "amount",
    "Close": "close_date",
}
GOOD = [("1", "Ana", "Won", "100", "2025-03-01"), ("2", "Ben", "Open", "50", "2026-09-30")]
QUOTA = {"Who": "rep_id", "When": "period", "Quota": "amount"}


def test_periods_in_words_become_days_of_the_fiscal_year(workspace):
    quotas = extract(
        "q.csv",
        "quota",
        QUOTA,
        [("Ana", "FY2026-Q1", "10"), ("Ana", "Mar 2025", "5"), ("Ana", "one day", "1")],
    )
    report = load_extracts(
        workspace, extract("d.csv", "opportunity", DEALS, GOOD), quotas, fiscal_start=2
    )
    kept = "SELECT period_start, period_end, measure, level FROM quota ORDER BY 1"
    assert rows_of(workspace, kept) == [
        (date(2025, 2, 1), date(2025, 4, 30), "bookings", "rep"),
        (date(2025, 3, 1), date(2025, 3, 31), "bookings", "rep"),
        (None, None, "bookings", "rep"),
    ]
    assert codes(report)["period_unreadable"] == 1


@pytest.mark.parametrize(("step", "last"), [(1, date(2025, 1, 31)), (3, date(2025, 3, 31))])
def test_first_days_that_repeat_make_whole_periods(workspace, step, last):
    rows = [("Ana", f"2025/{month:02d}/01", "10") for month in range(1, 13, step)]
    load_extracts(
        workspace,
        extract("d.csv", "opportunity", DEALS, GOOD),
        extract("q.csv", "quota", QUOTA, rows),
    )
    assert rows_of(workspace, "SELECT min(period_end) FROM quota") == [(last,)]


def test_a_quota_that_sums_others_is_a_roll_up(workspace):
    # 100 + 150 = 250 is what the two reports carry
    people = extract(
        "p.csv",
        "rep",
        {"Name": "name", "Boss": "manager_name", "Hired": "hire_date"},
        [("Ana", "Mia", "2020-01-01"), ("Ben", "Mia", "2020-01-01"), ("Mia", "", "2019-01-01")],
    )
    quotas = extract(
        "q.csv",
        "quota",
        QUOTA,
        [("Ana", "2025", "100"), ("Ben", "2025", "150"), ("Mia", "2025", "250")],
    )
    report = load_extracts(workspace, people, quotas)
    assert rows_of(workspace, "SELECT rep_id, level FROM quota ORDER BY 1") == [
        ("Ana", "rep"),
        ("Ben", "rep"),
        ("Mia", "team"),
    ]
    assert codes(report)["quota_roll_ups"] == 1


def test_quotas_below_zero_are_said(workspace):
    rows = [("Ana", "2025", "-100"), ("Ben", "2025", "150"), ("Cy", "2025", "(50)")]
    report = load_extracts(workspace, extract("q.csv", "quota", QUOTA, rows))
    assert codes(report)["quota_below_zero"] == 2  # brackets are a minus too


def test_won_deals_below_zero_are_said_and_count_as_written(workspace):
    rows = [
        ("1", "Ana", "Won", "$100", "2025-03-01"),
        ("2", "Ana", "Won", "(30)", "2025-03-01"),
        ("3", "Ana", "Lost", "-40", "2025-03-01"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, rows))
    assert codes(report)["won_below_zero"] == 1
    assert rows_of(workspace, "SELECT sum(amount) FROM opportunity WHERE is_won") == [(70,)]


def test_deals_in_another_currency_are_kept_and_counted(workspace):
    rows = [
        ("1", "Ana", "Won", "$100", "2025-03-01"),
        ("2", "Ana", "Won", "$200", "2025-03-01"),
        ("3", "Ana", "Won", "€ 300", "2025-03-01"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, rows))
    assert codes(report)["other_currency"] == 1
    with newest(workspace) as door:
        assert door.snapshot.currency == "USD"
    assert rows_of(workspace, "SELECT currency, amount FROM opportunity ORDER BY 2") == [
        ("USD", Decimal(100)),
        ("USD", Decimal(200)),
        ("EUR", Decimal(300)),
    ]


def test_the_day_it_stands_for_is_the_latest_thing_that_happened(workspace):
    # an open deal expected in September 2026 and a quota to December say nothing about today
    quotas = extract("q.csv", "quota", QUOTA, [("Ana", "FY2026", "10")])
    load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD), quotas)
    with newest(workspace) as door:
        assert door.snapshot.as_of == date(2025, 3, 1)


def test_people_alone_are_dated_by_the_latest_hire_and_both_are_said(workspace):
    columns = {"Name": "name", "Hired": "hire_date"}
    rows = [("Ana", "2024-02-01"), ("Ben", "2025-06-01")]
    report = load_extracts(workspace, extract("p.csv", "rep", columns, rows))
    told = {finding.code: finding.message for finding in report.findings}
    assert "No deals are loaded" in told["no_deals"]
    assert told["dated_by"].startswith("The data are taken to stand as of 2025-06-01: the latest h")

    said = load_extracts(workspace, extract("p.csv", "rep", columns, rows), as_of=date(2025, 7, 1))
    assert "dated_by" not in codes(said)


def test_of_a_deal_and_a_hire_on_one_day_the_deal_dates_the_data(workspace):
    people = extract(
        "p.csv", "rep", {"Name": "name", "Hired": "hire_date"}, [("Ana", "2025-03-01")]
    )
    report = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD), people)
    assert codes(report).keys().isdisjoint({"no_deals", "dated_by"})


def test_without_any_date_the_day_is_asked_for(workspace):
    people = extract("p.csv", "rep", {"Name": "name"}, [("Ana",)])
    with pytest.raises(DataError, match="--as-of"):
        load_extracts(workspace, people)
    assert load_extracts(workspace, people, as_of=date(2025, 1, 1)).snapshot


def test_the_same_files_have_the_same_name_whatever_the_order_of_rows(workspace):
    first = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD))
    again = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD[::-1]))
    other = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD[:1]))
    shifted = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD), fiscal_start=2)
    assert first.snapshot == again.snapshot
    assert len({first.snapshot, other.snapshot, shifted.snapshot}) == 3


def test_a_confirmed_mapping_is_remembered_and_others_are_not(workspace):
    raw, mapping = extract("d.csv", "opportunity", DEALS, GOOD)
    load(workspace, Inspection((raw,), (mapping,)))
    assert workspace.catalogue.mapping_for(mapping.signature) is None
    load(workspace, Inspection((raw,), (mapping,)), confirmed=True)
    assert parse_mapping(workspace.catalogue.mapping_for(mapping.signature)) == mapping


def test_tables_that_no_figure_reads_yet_are_loaded_and_said_so(workspace):
    fields = {"Question": "question", "Score": "score"}
    answers = extract("s.csv", "survey", fields, [("Are leads good?", "3")])
    report = load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD), answers)
    unused = {f.table: f.rows for f in report.findings if f.code == "not_used_yet"}
    assert unused == {"survey": 1}


def test_activities_are_completed_from_what_extracts_bring_instead(workspace):
    calls = extract(
        "t.csv",
        "activity",
        {
            "Owner": "rep_id",
            "Subject": "subject",
            "Day": "date",
            "Secs": "seconds",
            "About": "related_id",
        },
        [
            ("Ana", "Call: pricing", "2025-02-01", "90", "1"),
            ("Ana", "Lunch", "2025-02-02", "", "A"),
        ],
    )
    accounts = extract("a.csv", "account", {"Id": "account_id"}, [("A",)])
    load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD), calls, accounts)
    kept = "SELECT kind, minutes, opportunity_id, account_id FROM activity ORDER BY date"
    assert rows_of(workspace, kept) == [
        ("call", 1.5, "1", None),
        ("other", None, None, "A"),
    ]


def test_credit_without_shares_is_direct_and_equal(workspace):
    splits = extract(
        "c.csv",
        "credit",
        {"Deal": "opportunity_id", "Who": "rep_id", "Share": "share"},
        [("1", "Ana", ""), ("1", "Ben", ""), ("2", "Ben", "100%")],
    )
    load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD), splits)
    assert rows_of(workspace, "SELECT role, share FROM credit ORDER BY opportunity_id, rep_id") == [
        ("direct", 0.5),
        ("direct", 0.5),
        ("direct", 1.0),
    ]


def test_a_deal_has_every_column_in_order_whatever_its_file_brings(workspace):
    load_extracts(workspace, extract("d.csv", "opportunity", DEALS, GOOD))
    with newest(workspace) as warehouse:
        columns = warehouse.query("SELECT * FROM opportunity LIMIT 0").column_names
    assert columns == [field.name for field in OPPORTUNITY.fields]
    absent = "SELECT DISTINCT partner, term_months, renewal_due_date FROM opportunity"
    assert rows_of(workspace, absent) == [(None, None, None)]


def test_two_files_of_deals_keep_what_only_one_of_them_brings(workspace):
    load_extracts(
        workspace,
        extract("a.csv", "opportunity", DEALS, GOOD),
        extract(
            "b.csv",
            "opportunity",
            DEALS | {"Partner": "partner"},
            [("3", "Ana", "Won", "100", "2025-03-01", "Acme")],
        ),
    )
    kept = "SELECT opportunity_id, partner, competitor FROM opportunity ORDER BY 1"
    assert rows_of(workspace, kept) == [("1", None, None), ("2", None, None), ("3", "Acme", None)]
