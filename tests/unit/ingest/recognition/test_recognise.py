"""Extracts of named products, told by headers and cells; none of these rows is anyone's."""

from __future__ import annotations

import time

import pytest

from engine.ingest.recognition import THRESHOLD, recognise, recognise_as, signature
from engine.ingest.recognition.values import shape_of
from engine.ingest.types import ColumnMatch, FileMapping
from tests.unit.ingest.recognition.raw import raw_table, recognised, sheet, taken

REPORT = {
    "Opportunity ID": "id",
    "Opportunity Name": "word",
    "Opportunity Owner": "person",
    "Account Name": "company",
    "Stage": "word",
    "Amount": "money",
    "Close Date": "date",
    "Created Date": "date",
}


def test_a_deal_report_is_mapped_whole():
    mapping = recognised(REPORT)
    assert (mapping.kind, mapping.profile) == ("opportunity", "salesforce report")
    assert taken(mapping) == {
        "Opportunity ID": "opportunity.opportunity_id",
        "Opportunity Name": "opportunity.name",
        "Opportunity Owner": "opportunity.owner_name",
        "Account Name": "opportunity.account_name",
        "Stage": "opportunity.stage",
        "Amount": "opportunity.amount",
        "Close Date": "opportunity.close_date",
        "Created Date": "opportunity.created_date",
    }


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Expected Revenue", "money"),
        ("Amount (Weighted)", "money"),
        ("Erwarteter Umsatz", "euro"),
        ("Montant pondéré", "euro"),
        ("期待収益", "money"),
        ("Created By", "person"),
        ("Record Type", "word"),
        ("Phone", "number"),
        ("Fax", "number"),
        ("Primary Campaign Source", "word"),
        ("Description", "word"),
        ("Age", "percent"),
        ("Fiscal Period", "quarter"),
        ("Contact Name", "person"),
        ("Probability", "level"),
        ("Simulated Close Date", "date"),
    ],
)
def test_what_only_looks_like_a_field_is_not_taken(header, cells):
    assert header not in taken(recognised({**REPORT, header: cells}))


def test_an_amount_times_probability_is_not_taken_whatever_its_name():
    """12,500 x 25 %, 8,300 x 50 %, 99,000 x 75 %."""
    rows = [
        ["1", "Won", "2025-01-31", "12500", "25", "3125"],
        ["2", "Lost", "2025-02-28", "8300", "50", "4150"],
        ["3", "Open", "2025-03-31", "99000", "75", "74250"],
    ]
    columns = ["Deal ID", "Stage", "Close Date", "Amount", "Probability", "Total Contract Value"]
    mapping = recognise([raw_table(columns, rows)])[0]
    assert taken(mapping)["Amount"] == "opportunity.amount"
    assert "Total Contract Value" not in taken(mapping)


def test_expected_beside_actual_is_the_amount_while_open():
    dynamics = {
        "(Do Not Modify) Opportunity": "id",
        "Topic": "word",
        "Potential Customer": "company",
        "Owner": "person",
        "Est. Revenue": "money",
        "Actual Revenue": "money",
        "Est. Close Date": "date",
        "Actual Close Date": "date",
        "Status": "ended",
    }
    mapping = recognised(dynamics)
    assert (mapping.kind, mapping.profile) == ("opportunity", "dynamics")
    assert taken(mapping) == {
        "(Do Not Modify) Opportunity": "opportunity.opportunity_id",
        "Topic": "opportunity.name",
        "Potential Customer": "opportunity.account_name",
        "Owner": "opportunity.owner_name",
        "Est. Revenue": "opportunity.expected_amount",
        "Actual Revenue": "opportunity.actual_amount",
        "Est. Close Date": "opportunity.expected_close_date",
        "Actual Close Date": "opportunity.actual_close_date",
        "Status": "opportunity.stage",
    }


@pytest.mark.parametrize(
    ("cells", "field"),
    [("person", "owner_name"), ("mail", "owner_email"), ("number", "owner_id")],
)
def test_cells_tell_a_name_from_a_number_from_an_address(cells, field):
    mapping = recognised({**REPORT, "Opportunity Owner": cells})
    assert taken(mapping)["Opportunity Owner"] == f"opportunity.{field}"


def test_cells_that_speak_against_a_header_leave_it_proposed():
    mapping = recognised({**REPORT, "Close Date": "word"})
    match = next(m for m in mapping.matches if m.source == "Close Date")
    assert (match.field, match.taken) == ("close_date", False)
    assert match.confidence < THRESHOLD


def test_a_misspelt_header_is_taken_where_the_cells_agree():
    columns = {k: v for k, v in REPORT.items() if k != "Close Date"}
    assert taken(recognised({**columns, "Cloze Date": "date"}))["Cloze Date"] == (
        "opportunity.close_date"
    )
    assert "Cloze Date" not in taken(recognised({**columns, "Cloze Date": "word"}))


def test_one_file_feeds_the_accounts_and_people_in_it():
    mapping = recognised({**REPORT, "Account: Industry": "word", "Owner Role": "word"})
    assert taken(mapping)["Account: Industry"] == "account.industry"
    assert taken(mapping)["Owner Role"] == "rep.role"


def test_no_field_is_given_twice():
    mapping = recognised({**REPORT, "Deal Amount": "money", "Closing Date": "date", "ID": "id"})
    fields = list(taken(mapping).values())
    assert len(fields) == len(set(fields))


def test_every_column_is_matched_ignored_or_personal():
    mapping = recognised({**REPORT, "Foo": "word", "Phone": "number"})
    placed = {m.source for m in mapping.matches} | set(mapping.ignored) | set(mapping.personal)
    assert placed == {*REPORT, "Foo", "Phone"}


def test_ids_of_another_file_decide_between_two_customers():
    """Orders name a customer and a store; the list that says more is the account."""
    orders = raw_table(
        ["OrderNumber", "OrderDate", "_CustomerID", "_StoreID", "Quantity", "Unit Price"],
        [["1", "2025-01-01", "7", "12", "3", "10"], ["2", "2025-01-02", "8", "13", "1", "20"]],
    )
    customers = raw_table(["_CustomerID", "Customer Names"], [["7", "Avon"], ["8", "Elorac"]])
    stores = raw_table(
        ["_StoreID", "City Name", "State", "Employees"],
        [["12", "Boston", "MA", "10"], ["13", "Austin", "TX", "20"]],
    )
    found = recognise([orders, customers, stores])
    assert [mapping.kind for mapping in found] == ["opportunity", "other", "account"]
    assert taken(found[0])["_StoreID"] == "opportunity.account_id"
    assert "_CustomerID" not in taken(found[0])


def test_a_confirmed_mapping_comes_first_and_follows_the_spelling_of_the_file():
    columns = {"deal id": "id", "STAGE": "word", "Pot": "money"}
    known = FileMapping(
        "opportunity",
        "plain",
        (ColumnMatch("Deal ID", "opportunity", "opportunity_id", 1.0, True),),
        ("Stage", "pot"),
        (),
        "",
    )
    raw = sheet(columns)
    asked = []

    def remembered(name):
        asked.append(name)
        return known

    mapping = recognise([raw], remembered)[0]
    assert asked == [signature(raw.columns, "plain")]
    assert [m.source for m in mapping.matches] == ["deal id"]
    assert mapping.ignored == ("STAGE", "Pot")


def test_a_signature_names_headers_in_any_order_and_spelling():
    assert signature(["Deal ID", "Stage"], "plain") == signature(["stage", "deal_id"], "plain")
    assert signature(["Deal ID", "Stage"], "plain") != signature(["Deal ID"], "plain")
    assert signature(["Deal ID"], "plain") != signature(["Deal ID"], "hubspot")


def test_a_person_may_name_the_kind():
    mapping = recognise_as(sheet({"Name": "company", "City": "word"}), "account")
    assert mapping.kind == "account"
    assert taken(mapping)["City"] == "account.city"


def test_a_cell_that_never_ends_is_text_and_is_looked_at_soon():
    """Words and strokes without end, in which a name could begin anywhere (took minutes)."""
    began = time.process_time()
    shape = shape_of(["Northeast Comm" + "- " * 60_000 + "ercial", "Ann Lee"])
    assert time.process_time() - began < 1.0
    assert (shape.person, shape.filled, shape.distinct) == (0.5, 2, 2)
