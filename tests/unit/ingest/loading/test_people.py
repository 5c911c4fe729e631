"""People of several files, owners of deals, accounts of two systems, books as patches."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.support.extracts import codes, extract, load_extracts, rows_of

DEALS = {
    "Id": "opportunity_id",
    "Owner": "owner_id",
    "Stage": "stage",
    "Amount": "amount",
    "Close": "close_date",
}
HR = {"No": "rep_id", "Name": "name", "Mail": "email", "Hired": "hire_date"}
CRM = {"User": "rep_id", "Full name": "name", "E-mail": "email", "Title": "role"}


def deals(*owners, file="d.csv", fields=DEALS):
    rows = [(f"{file}{n}", o, "Won", "100", "2025-03-01") for n, o in enumerate(owners)]
    return extract(file, "opportunity", fields, rows)


def test_a_person_of_two_files_is_one_and_goes_by_either_id(workspace):
    hr = extract("hr.csv", "rep", HR, [("7", "Ana García", "ana@x.com", "2020-01-01")])
    crm = extract(
        "crm.csv", "rep", CRM, [("005A", "Garcia, Ana", "ANA@x.com", "Account Executive")]
    )
    report = load_extracts(workspace, hr, crm, deals("005A", "7", "ana@x.com", "Ana Garcia"))
    assert rows_of(workspace, "SELECT rep_id, name, role FROM rep") == [
        ("7", "Ana García", "Account Executive")
    ]
    assert rows_of(workspace, "SELECT DISTINCT owner_id FROM opportunity") == [("7",)]
    assert codes(report)["people_joined"] == 1


def test_two_people_under_one_id_are_kept_apart_and_listed(workspace):
    rows = [
        ("7", "Ana Ruiz", "ana@x.com", "2020-01-01"),
        ("7", "Ben Cole", "ben@x.com", "2021-01-01"),
    ]
    report = load_extracts(workspace, extract("hr.csv", "rep", HR, rows), deals("7"))
    assert rows_of(workspace, "SELECT rep_id, name FROM rep ORDER BY 2") == [
        ("7", "Ana Ruiz"),
        ("7:3", "Ben Cole"),
    ]
    assert codes(report)["people_same_id"] == 1


def test_a_blank_id_among_ids_is_told_unless_another_file_knows_the_person(workspace):
    hr = [("7", "Ana Ruiz", "ana@x.com", "2020-01-01"), ("", "Ben Cole", "ben@x.com", "2021-01-01")]
    crm = extract("crm.csv", "rep", CRM, [("", "Ruiz, Ana", "ana@x.com", "Account Executive")])
    report = load_extracts(workspace, extract("hr.csv", "rep", HR, hr), crm, deals("7"))
    ids = rows_of(workspace, "SELECT rep_id FROM rep ORDER BY 1")
    assert ids == [("7",), ("ben@x.com",)]
    (told,) = [f for f in report.findings if f.code == "people_without_id"]
    assert (told.severity, told.rows) == ("warning", 1)
    assert told.message.startswith("1 person without an id")


def test_namesakes_are_never_guessed(workspace):
    rows = [("1", "Lee Wong", "", "2020-01-01"), ("2", "Lee Wong", "", "2021-01-01")]
    report = load_extracts(workspace, extract("hr.csv", "rep", HR, rows), deals("Lee Wong"))
    assert rows_of(workspace, "SELECT owner_id FROM opportunity") == [("Lee Wong",)]
    assert codes(report)["people_ambiguous"] == 1
    assert report.tables["rep"] == 2


def test_an_unmatched_owner_rejects_nothing_and_is_listed(workspace):
    hr = extract("hr.csv", "rep", HR, [("1", "Ana Ruiz", "", "2020-01-01")])
    report = load_extracts(workspace, hr, deals("Ana Ruiz", "Zoe Hart"))
    assert rows_of(workspace, "SELECT owner_id FROM opportunity ORDER BY 1") == [
        ("1",),
        ("Zoe Hart",),
    ]
    assert codes(report)["people_unmatched"] == 1
    assert report.tables["rep"] == 1


def test_people_are_made_of_owners_where_no_file_brings_any(workspace):
    fields = {**DEALS, "Owner": "owner_name"}
    report = load_extracts(workspace, deals("Ana Ruiz", "RUIZ, Ana", "Ben Cole", fields=fields))
    assert rows_of(workspace, "SELECT rep_id FROM rep ORDER BY 1") == [("Ana Ruiz",), ("Ben Cole",)]
    assert rows_of(workspace, "SELECT DISTINCT owner_id FROM opportunity ORDER BY 1") == [
        ("Ana Ruiz",),
        ("Ben Cole",),
    ]
    assert codes(report)["records_made"] == 2


def test_ids_that_differ_only_by_number_stay_apart(workspace):
    load_extracts(workspace, deals("REP-1", "REP-2", "REP-10"))
    assert rows_of(workspace, "SELECT count(*) FROM rep") == [(3,)]


def test_each_owners_book_is_a_patch_from_first_to_last_day(workspace):
    hr = extract(
        "hr.csv",
        "rep",
        {**HR, "Left": "leave_date"},
        [
            ("1", "Ana Ruiz", "", "2020-01-01", "2025-06-30"),
            ("2", "Ben Cole", "", "2021-05-01", ""),
        ],
    )
    accounts = extract("a.csv", "account", {"Id": "account_id", "Rep": "owner_id"}, [("A", "2")])
    report = load_extracts(workspace, hr, accounts, deals("1"))
    held = "SELECT rep_id, territory_id, start_date, end_date FROM assignment ORDER BY 1"
    assert rows_of(workspace, held) == [
        ("1", "1", date(2020, 1, 1), date(2025, 6, 30)),
        ("2", "2", date(2021, 5, 1), None),
    ]
    assert rows_of(workspace, "SELECT name FROM territory ORDER BY 1") == [
        ("Ana Ruiz",),
        ("Ben Cole",),
    ]
    assert rows_of(workspace, "SELECT territory_id FROM account WHERE account_id = 'A'") == [("2",)]
    assert codes(report)["books_are_patches"] == 2


def test_assignments_that_were_loaded_are_left_alone(workspace):
    seats = extract(
        "t.csv",
        "assignment",
        {"Who": "rep_id", "Patch": "territory_id", "From": "start_date"},
        [("1", "West", "2024-01-01")],
    )
    hr = extract("hr.csv", "rep", HR, [("1", "Ana Ruiz", "", "2020-01-01")])
    report = load_extracts(workspace, hr, seats, deals("1"))
    assert report.tables["assignment"] == report.tables["territory"] == 1
    assert "books_are_patches" not in codes(report)


@pytest.mark.parametrize(
    ("fields", "row", "pay", "said"),
    [
        # 25 an hour x 2,080 hours; 5,000 a month x 12; 150,000 together less 90,000 base
        ({"Hour": "hourly_pay"}, ("25",), (52_000, None), "2,080"),
        ({"Month": "monthly_pay"}, ("5000",), (60_000, None), "12"),
        ({"Pay": "base_pay", "Per": "pay_frequency"}, ("5000", "Monthly"), (60_000, None), "12"),
        (
            {"Pay": "base_pay", "OTE": "on_target_earnings"},
            ("90000", "150000"),
            (90_000, 60_000),
            "on-target",
        ),
    ],
)
def test_pay_is_brought_to_a_year_and_it_is_said(workspace, fields, row, pay, said):
    people = extract(
        "p.csv",
        "rep",
        {"Name": "name", "Hired": "hire_date", **fields},
        [("Ana", "2024-01-01", *row)],
    )
    report = load_extracts(workspace, people)
    expected = tuple(Decimal(x) if x is not None else None for x in pay)
    assert rows_of(workspace, "SELECT base_pay, target_incentive FROM rep") == [expected]
    [told] = [f for f in report.findings if f.code == "pay_brought_to_a_year"]
    assert said in told.message


def test_ids_that_two_systems_use_for_different_accounts_are_prefixed(workspace):
    fields = {"Id": "account_id", "Name": "name", "City": "city"}
    ours = extract(
        "sf.csv",
        "account",
        fields,
        [("1", "Acme", "Bonn"), ("2", "Bolt", "Bern")],
        profile="salesforce report",
    )
    theirs = extract(
        "hs.csv",
        "account",
        fields,
        [("1", "Corr", "Lyon"), ("9", "ACME", "Bonn")],
        profile="hubspot",
    )
    sold = extract(
        "hd.csv",
        "opportunity",
        {**DEALS, "Company": "account_id"},
        [("x", "Ana", "Won", "5", "2025-01-01", "1")],
        profile="hubspot",
    )
    report = load_extracts(workspace, ours, theirs, sold)
    assert rows_of(workspace, "SELECT account_id FROM account ORDER BY 1") == [
        ("1",),
        ("2",),
        ("9",),
        ("hubspot:1",),
    ]
    assert rows_of(workspace, "SELECT account_id FROM opportunity") == [("hubspot:1",)]
    assert codes(report)["account_ids_prefixed"] == 1
    # Acme in Bonn is in both under ids of its own: proposed as one, never merged
    assert codes(report)["accounts_alike"] == 1


def test_accounts_are_joined_by_short_id_and_by_name(workspace):
    accounts = extract(
        "a.csv",
        "account",
        {"Id": "account_id", "Name": "name"},
        [("001bm00001ZL8U9AAL", "Edge, Inc."), ("2", "Bolt")],
    )
    sold = extract(
        "d.csv",
        "opportunity",
        {**DEALS, "Account": "account_id"},
        [
            ("1", "A", "Won", "5", "2025-01-01", "001bm00001ZL8U9"),
            ("2", "A", "Won", "5", "2025-01-01", "EDGE Inc"),
            ("3", "A", "Won", "5", "2025-01-01", "Nowhere"),
        ],
    )
    report = load_extracts(workspace, accounts, sold)
    assert rows_of(workspace, "SELECT account_id FROM opportunity ORDER BY opportunity_id") == [
        ("001bm00001ZL8U9AAL",),
        ("001bm00001ZL8U9AAL",),
        ("Nowhere",),
    ]
    assert codes(report)["accounts_unmatched"] == 1


def test_what_a_quota_sheet_says_of_people_goes_to_the_person_it_names(workspace):
    fields = {"Rep": "rep_name", "Region": "rep.region", "Period": "period", "Quota": "amount"}
    rows = [("Ana Ruiz", "West", "Q1 2025", "9"), ("Ben Cole", "East", "Q1 2025", "8")]
    report = load_extracts(
        workspace, extract("q.csv", "quota", fields, rows), deals("Cy Cole", "Ruiz, Ana")
    )
    # Cy Cole is in no sheet and sells all the same
    assert rows_of(workspace, "SELECT rep_id, region FROM rep ORDER BY 1") == [
        ("Ana Ruiz", "West"),
        ("Ben Cole", "East"),
        ("Cy Cole", None),
    ]
    assert rows_of(workspace, "SELECT DISTINCT owner_id FROM opportunity ORDER BY 1") == [
        ("Ana Ruiz",),
        ("Cy Cole",),
    ]
    assert "people_unmatched" not in codes(report)


def test_what_deals_say_of_accounts_goes_to_the_account_they_name(workspace):
    fields = {**DEALS, "Account": "account_name", "Industry": "account.industry"}
    rows = [("1", "Ana", "Won", "5", "2025-03-01", "Acme", "Tech")]
    load_extracts(workspace, extract("d.csv", "opportunity", fields, rows))
    assert rows_of(workspace, "SELECT name, industry FROM account") == [("Acme", "Tech")]
