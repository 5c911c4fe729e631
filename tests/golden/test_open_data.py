"""Public extracts, each loaded with a report that its own SOURCE.md bears out."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.cli.load import needs_look
from engine.ingest.load import load
from engine.ingest.loading.report import as_json
from engine.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.ingest.types import LoadReport
    from engine.store.warehouse import Warehouse

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
Loaded = tuple["LoadReport", "Warehouse"]

pytestmark = [
    pytest.mark.open_data,
    pytest.mark.skipif(not DATA.exists(), reason="the public extracts are not at ../shared/data"),
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Loaded]:
    known: dict[tuple[str, ...], Loaded] = {}

    def once(*patterns: str) -> Loaded:
        if patterns not in known:
            files = sorted(path for pattern in patterns for path in DATA.glob(pattern))
            workspace = Workspace(tmp_path_factory.mktemp("open"))
            report = load(workspace, files)
            known[patterns] = report, workspace.open()
        return known[patterns]

    return once


def one(door: Warehouse, sql: str) -> tuple[Any, ...]:
    """The only row of a query."""
    [row] = door.query(sql).to_pylist()
    return tuple(row.values())


def file(report: LoadReport, name: str) -> Any:
    """Report of one file or sheet."""
    [found] = [f for f in report.files if name in (f.file, f.sheet)]
    return found


def finding(report: LoadReport, code: str, table: str = "") -> Any:
    """The only finding of a code."""
    [found] = [f for f in report.findings if f.code == code and table in ("", f.table)]
    return found


def totals(report: LoadReport, name: str) -> tuple[int, int, int, int]:
    """Rows read, accepted, rejected and left out of one file."""
    found = file(report, name)
    return found.rows_read, found.rows_accepted, found.rows_rejected, found.rows_left_out


ALL = {
    "maven": ("maven_crm/*.csv",),
    "adventureworks": ("adventureworks_pbi/*.csv",),
    "classicmodels": ("classicmodels/*.csv",),
    "us_regional": ("us_regional_sales/*.xlsx",),
    "salesforce": ("salesforce_devorg/*.csv",),
    "huebner": ("hr_huebner_v14/*.csv", "maven_crm/*.csv"),
    "connector": ("dbt_salesforce_seeds/*.csv",),
}


@pytest.mark.parametrize("name", ALL)
def test_every_row_is_accepted_rejected_or_left_out(loaded, name):
    report, door = loaded(*ALL[name])
    for found in report.files:
        assert found.rows_read == (found.rows_accepted + found.rows_rejected + found.rows_left_out)
    assert one(door, "SELECT count(*) AS n FROM reject") == (
        sum(found.rows_rejected for found in report.files),
    )
    assert json.loads(json.dumps(as_json(report)))["snapshot"] == report.snapshot


class TestMaven:
    def test_everything_is_taken(self, loaded):
        report, _ = loaded(*ALL["maven"])
        assert totals(report, "sales_pipeline.csv") == (8_800, 8_800, 0, 0)
        assert totals(report, "data_dictionary.csv") == (21, 0, 0, 21)
        counts = {
            name: report.tables[name] for name in ("account", "opportunity", "rep", "product")
        }
        assert counts == {"account": 85, "opportunity": 8_800, "rep": 35, "product": 7}
        assert not needs_look(report)

    def test_deals_are_worth_and_ended_as_the_source_counts_them(self, loaded):
        _, door = loaded(*ALL["maven"])
        assert one(
            door,
            "SELECT sum(amount) FILTER (is_won) AS a, count(*) FILTER (is_won) AS w, "
            "count(*) FILTER (is_closed AND NOT is_won) AS l, "
            "count(*) FILTER (NOT is_closed) AS o FROM opportunity",
        ) == (Decimal(10_005_534), 4_238, 2_473, 2_089)

    def test_the_product_spelled_another_way_is_joined_and_it_is_said(self, loaded):
        report, door = loaded(*ALL["maven"])
        told = finding(report, "product_joined")
        assert told.rows == 1_480
        assert "GTXPro" in told.message
        assert "GTX Pro" in told.message
        assert one(
            door,
            "SELECT count(*) FILTER (product = 'GTX Pro') AS n, "
            "count(*) FILTER (product NOT IN (SELECT name FROM product)) AS m FROM opportunity",
        ) == (1_480, 0)

    def test_five_people_without_a_deal_are_named(self, loaded):
        report, _ = loaded(*ALL["maven"])
        told = finding(report, "people_without_deals")
        assert told.rows == 5
        assert set(told.examples) == {
            "Mei-Mei Johns", "Carol Thompson", "Natalya Ivanova", "Elizabeth Anderson", "Carl Lin",
        }  # fmt: skip

    def test_books_stand_for_patches_and_nothing_is_made_up(self, loaded):
        report, door = loaded(*ALL["maven"])
        assert finding(report, "books_are_patches").rows == 30
        assert report.tables["credit"] == report.tables["quota"] == 0
        assert door.snapshot.as_of == date(2017, 12, 31)


class TestAdventureWorks:
    def test_order_lines_become_orders(self, loaded):
        report, door = loaded(*ALL["adventureworks"])
        assert totals(report, "Sales.csv") == (57_851, 57_851, 0, 0)
        assert one(
            door,
            "SELECT sum(amount) AS a, count(*) AS n, bool_and(is_won) AS w, "
            "min(close_date) AS lo, max(close_date) AS hi, count(DISTINCT account_id) AS c "
            "FROM opportunity",
        ) == (Decimal("77548570.20"), 3_616, True, date(2017, 7, 1), date(2020, 5, 31), 632)

    def test_targets_are_monthly_quotas_of_eighteen_people(self, loaded):
        report, door = loaded(*ALL["adventureworks"])
        assert report.tables["quota"] == 809
        assert one(
            door,
            "SELECT count(DISTINCT rep_id) AS n, count(*) FILTER (rep_id NOT IN "
            "(SELECT rep_id FROM rep)) AS lost, min(period_start) AS lo, max(period_end) AS hi, "
            "max(period_end - period_start) + 1 AS days FROM quota",
        ) == (18, 0, date(2017, 7, 1), date(2021, 12, 31), 31)

    def test_managers_roll_up_and_are_never_added(self, loaded):
        report, door = loaded(*ALL["adventureworks"])
        team = door.query(
            "SELECT DISTINCT name FROM quota JOIN rep USING (rep_id) WHERE level = 'team'"
        )["name"].to_pylist()
        assert set(team) == {"Brian Welcker", "Stephen Jiang", "Amy Alberts", "Syed Abbas"}
        assert finding(report, "quota_roll_ups").rows == 4

    def test_every_table_arrives(self, loaded):
        report, _ = loaded(*ALL["adventureworks"])
        names = ("account", "rep", "territory", "assignment", "product")
        assert [report.tables[name] for name in names] == [701, 18, 10, 39, 397]


class TestClassicModels:
    def test_orders_are_priced_by_their_lines_and_cancelled_ones_left_out(self, loaded):
        # 9,604,190.61 less the 79 lines of the six cancelled orders, 238,854.18
        report, door = loaded(*ALL["classicmodels"])
        assert one(door, "SELECT count(*) AS n, sum(amount) AS a FROM opportunity") == (
            320,
            Decimal("9604190.61") - Decimal("238854.18"),
        )
        assert totals(report, "orders.csv") == (326, 320, 0, 6)
        assert totals(report, "orderdetails.csv") == (2_996, 2_917, 0, 79)
        assert finding(report, "cancelled_orders").rows == 6

    def test_unowned_accounts_are_counted(self, loaded):
        report, door = loaded(*ALL["classicmodels"])
        assert finding(report, "accounts_unowned").rows == 22
        assert report.tables["account"] == 122
        assert one(door, "SELECT count(*) AS n FROM account WHERE owner_id IS NULL") == (22,)

    def test_orders_are_credited_to_the_accounts_owner(self, loaded):
        report, door = loaded(*ALL["classicmodels"])
        assert one(
            door,
            "SELECT count(DISTINCT owner_id) AS n, count(*) FILTER (owner_id IS NULL) AS m "
            "FROM opportunity",
        ) == (15, 0)
        assert set(finding(report, "people_without_deals").examples) == {
            "Tom King", "Yoshimi Kato",
        }  # fmt: skip

    def test_two_people_with_one_address_stay_two(self, loaded):
        report, _ = loaded(*ALL["classicmodels"])
        assert report.tables["rep"] == 23
        assert finding(report, "people_share_email").rows == 2


class TestUsRegionalSales:
    def test_quantity_price_and_discount_make_the_amount(self, loaded):
        report, door = loaded(*ALL["us_regional"])
        assert totals(report, "Sales Orders Sheet") == (7_991, 7_991, 0, 0)
        assert one(
            door,
            "SELECT sum(amount) AS a, min(close_date) AS lo, max(close_date) AS hi "
            "FROM opportunity",
        ) == (Decimal("73143379.745"), date(2018, 5, 31), date(2020, 12, 30))

    def test_stores_are_the_accounts_and_people_sell_what_the_source_counts(self, loaded):
        report, door = loaded(*ALL["us_regional"])
        assert (report.tables["account"], report.tables["rep"]) == (367, 28)
        assert one(
            door,
            "SELECT CAST(min(a) AS BIGINT) AS lo, CAST(max(a) AS BIGINT) AS hi FROM (SELECT "
            "sum(amount) AS a FROM opportunity JOIN rep ON rep_id = owner_id GROUP BY rep_id)",
        ) == (2_196_609, 2_980_413)
        assert door.snapshot.currency == "USD"


class TestSalesforceDeveloperOrg:
    def test_deals_survive_without_owners(self, loaded):
        report, door = loaded(*ALL["salesforce"])
        assert totals(report, "Opportunity.csv") == (36, 36, 0, 0)
        assert (report.tables["account"], report.tables["stage_change"]) == (18, 48)
        assert finding(report, "deals_unowned").rows == 36
        assert one(door, "SELECT count(*) FILTER (owner_id IS NOT NULL) AS n FROM opportunity") == (
            0,
        )

    def test_two_digit_years_are_this_century(self, loaded):
        _, door = loaded(*ALL["salesforce"])
        assert one(
            door,
            "SELECT min(year(created_date)) AS lo, max(year(created_date)) AS hi FROM opportunity",
        ) == (2026, 2026)


class TestHuebnerBesideMaven:
    def test_everybody_is_there_and_nobody_matches(self, loaded):
        report, _ = loaded(*ALL["huebner"])
        assert totals(report, "HRDataset_v14.csv") == (311, 311, 0, 0)
        assert report.tables["rep"] == 311 + 35
        assert finding(report, "nobody_matches").rows == 311

    def test_personal_columns_are_dropped_and_named(self, loaded):
        report, _ = loaded(*ALL["huebner"])
        dropped = set(file(report, "HRDataset_v14.csv").mapping.personal)
        assert dropped >= {
            "DOB", "Sex", "MaritalDesc", "MaritalStatusID", "RaceDesc", "HispanicLatino",
            "CitizenDesc", "GenderID",
        }  # fmt: skip
        assert set(finding(report, "personal_dropped").examples) == dropped

    def test_two_digit_years_of_hire_lie_in_the_past(self, loaded):
        _, door = loaded(*ALL["huebner"])
        assert one(
            door,
            "SELECT year(min(hire_date)) AS lo, year(max(hire_date)) AS hi, "
            "count(leave_date) AS gone FROM rep WHERE base_pay IS NOT NULL",
        ) == (2006, 2018, 104)
