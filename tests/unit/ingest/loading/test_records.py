"""Rows to records: duplicates, lines, versions, orders, and what is left out of each file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.support.extracts import codes, extract, load_extracts, rows_of

DEALS = {
    "Id": "opportunity_id",
    "Owner": "owner_id",
    "Stage": "stage",
    "Amount": "amount",
    "Close": "close_date",
}
LINES = {**DEALS, "Product": "product"}


def deal(id, amount="100", stage="Won", owner="Ana", close="2025-03-01"):
    return (id, owner, stage, amount, close)


def test_equal_rows_count_once(workspace):
    report = load_extracts(
        workspace, extract("d.csv", "opportunity", DEALS, [deal("1"), deal("2"), deal("1")])
    )
    [file] = report.files
    assert (file.rows_read, file.rows_accepted, file.rows_left_out) == (3, 2, 1)
    assert report.tables["opportunity"] == 2
    assert codes(report)["duplicates"] == 1


def test_the_same_rows_in_a_second_file_are_left_out_there(workspace):
    rows = [deal("1"), deal("2")]
    report = load_extracts(
        workspace,
        extract("a.csv", "opportunity", DEALS, rows),
        extract("b.csv", "opportunity", DEALS, rows),
    )
    assert [file.rows_left_out for file in report.files] == [0, 2]
    assert report.tables["opportunity"] == 2


def test_lines_of_a_deal_are_summed(workspace):
    rows = [
        (*deal("1", "100"), "Alpha"),
        (*deal("1", "50"), "Beta"),
        (*deal("2", "30"), "Alpha"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", LINES, rows))
    assert report.files[0].rows_accepted == 3
    assert rows_of(
        workspace, "SELECT opportunity_id, amount, product FROM opportunity ORDER BY 1"
    ) == [
        ("1", Decimal(150), "Alpha"),
        ("2", Decimal(30), "Alpha"),
    ]


def test_a_total_that_stands_on_all_lines_of_every_deal_is_taken_once(workspace):
    rows = [
        (*deal("1", "150"), "Alpha"),
        (*deal("1", "150"), "Beta"),
        (*deal("2", "80"), "Alpha"),
        (*deal("2", "80"), "Gamma"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", LINES, rows))
    assert rows_of(workspace, "SELECT sum(amount) FROM opportunity") == [(Decimal(230),)]
    assert codes(report)["lines_of_deals"] == 2


def test_the_version_changed_last_stays(workspace):
    fields = {**DEALS, "Changed": "modified_date"}
    rows = [
        (*deal("1", "100"), "2025-05-02 10:00"),
        (*deal("1", "120"), "2025-06-01 09:00"),
        (*deal("1", "110"), "2025-05-20 12:00"),
    ]
    report = load_extracts(workspace, extract("d.csv", "opportunity", fields, rows))
    assert rows_of(workspace, "SELECT amount FROM opportunity") == [(Decimal(120),)]
    assert report.files[0].rows_left_out == 2
    assert codes(report)["older_versions"] == 2


def test_without_a_date_of_change_the_last_version_in_the_file_stays(workspace):
    rows = [deal("1", "100"), deal("1", "120"), deal("1", "110")]
    load_extracts(workspace, extract("d.csv", "opportunity", DEALS, rows))
    assert rows_of(workspace, "SELECT amount FROM opportunity") == [(Decimal(110),)]


def test_orders_are_won_deals_priced_by_their_lines(workspace):
    # 2 x 10 x (1 - 10 %) + 1 x 5 = 23; the cancelled order and its line do not count
    heads = {
        "No": "opportunity_id",
        "Day": "order_date",
        "State": "order_status",
        "Customer": "account_id",
    }
    placed = [("1", "2025-02-01", "Shipped", "A"), ("2", "2025-02-02", "Cancelled", "A")]
    orders = extract("orders.csv", "opportunity", heads, placed)
    parts = {
        "No": "opportunity_id",
        "Item": "product",
        "Qty": "quantity",
        "Price": "unit_price",
        "Off": "discount",
    }
    sold = [
        ("1", "Pen", "2", "10", "10%"),
        ("1", "Ink", "1", "5", "0%"),
        ("2", "Pen", "9", "9", "0%"),
        ("7", "Pen", "1", "1", "0%"),
    ]
    lines = extract("lines.csv", "opportunity", parts, sold)
    customers = extract(
        "customers.csv", "account", {"Id": "account_id", "Rep": "owner_id"}, [("A", "Ana")]
    )
    report = load_extracts(workspace, orders, lines, customers)
    kept = "SELECT opportunity_id, amount, stage, is_won, close_date, owner_id FROM opportunity"
    assert rows_of(workspace, kept) == [("1", Decimal(23), "Order", True, date(2025, 2, 1), "Ana")]
    assert [(f.rows_accepted, f.rows_left_out) for f in report.files] == [(1, 1), (2, 2), (1, 0)]
    assert codes(report)["cancelled_orders"] == 1
    assert codes(report)["lines_without_order"] == 1
    assert codes(report)["credited_to_account_owner"] == 1


def test_deleted_records_are_left_out(workspace):
    fields = {**DEALS, "Deleted": "is_deleted"}
    rows = [(*deal("1"), "FALSE"), (*deal("2"), "TRUE")]
    report = load_extracts(workspace, extract("d.csv", "opportunity", fields, rows))
    assert (report.files[0].rows_accepted, report.files[0].rows_left_out) == (1, 1)


def test_ids_are_made_of_file_and_line_where_there_are_none(workspace):
    fields = {"Owner": "owner_id", "Stage": "stage", "Amount": "amount", "Close": "close_date"}
    rows = [("Ana", "Won", "5", "2025-01-02"), ("Ben", "Lost", "", "2025-01-03")]
    load_extracts(workspace, extract("deals.csv", "opportunity", fields, rows))
    assert rows_of(workspace, "SELECT opportunity_id FROM opportunity ORDER BY 1") == [
        ("deals.csv:2",),
        ("deals.csv:3",),
    ]


def test_closed_deals_take_what_came_in_and_open_ones_what_is_expected(workspace):
    fields = {
        "Id": "opportunity_id", "Stage": "stage", "Expected": "expected_amount",
        "Actual": "actual_amount", "Due": "expected_close_date", "Done": "actual_close_date",
    }  # fmt: skip
    rows = [
        ("1", "Won", "100", "0", "2025-05-01", "2025-04-01"),
        ("2", "Won", "100", "", "2025-05-01", "2025-04-02"),
        ("3", "Talking", "100", "", "2025-05-01", ""),
    ]
    load_extracts(workspace, extract("d.csv", "opportunity", fields, rows))
    kept = "SELECT amount, close_date FROM opportunity ORDER BY opportunity_id"
    assert rows_of(workspace, kept) == [
        (Decimal(0), date(2025, 4, 1)),
        (Decimal(100), date(2025, 4, 2)),
        (Decimal(100), date(2025, 5, 1)),
    ]  # fmt: skip
