"""The files themselves: same seed same bytes, nothing of the truth, and 41 unreadable rows."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine import sample
from tests.support.tessaly import day, is_won, money

if TYPE_CHECKING:
    from tests.support.tessaly import Extracts

SHIPPED = Path(__file__).parents[3] / "data" / "sample" / "tessaly.zip"
AS_OF = date(2025, 12, 31)


def test_another_seed_gives_other_bytes(extracts: Extracts, tmp_path: Path) -> None:
    other = sample.write(tmp_path / "made" / "on the way", seed=1)

    same = {
        p.name
        for p, q in zip(extracts.paths, other, strict=True)
        if p.read_bytes() == q.read_bytes()
    }
    # What the board asked for, what is sold and where the patches lie is no matter of chance.
    assert same == {"Board_Targets_FY24-FY26.csv", "Product_Catalogue.csv", "Territories.csv"}


def test_files_lie_flat_and_nothing_else_does(extracts: Extracts) -> None:
    assert sorted(extracts.folder.iterdir()) == sorted(extracts.paths)
    assert {p.suffix for p in extracts.paths} == {".csv", ".xlsx"}


def test_the_same_seed_gives_the_same_bytes_and_the_shipped_archive(
    extracts: Extracts, tmp_path: Path
) -> None:
    """Three tellings of seed 0: into a folder, packed now, and packed when it was shipped."""
    written = {path.name: digest(path.read_bytes()) for path in extracts.paths}

    with zipfile.ZipFile(sample.archive(tmp_path / "again.zip")) as pack:
        assert {name: digest(pack.read(name)) for name in pack.namelist()} == written
        assert {member.date_time for member in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with zipfile.ZipFile(SHIPPED) as pack:
        shipped = {name: digest(pack.read(name)) for name in pack.namelist()}
    assert shipped == written, "run engine.sample.archive(Path('data/sample/tessaly.zip'))"
    assert SHIPPED.stat().st_size < 6e6


def test_no_column_tells_the_truth(extracts: Extracts) -> None:
    words = {"skill", "effect", "truth", "stretch", "elasticity", "stale", "pushed", "moved"}

    for path in extracts.paths:
        if path.suffix == ".csv":
            header = path.read_bytes().split(b"\n", 1)[0].decode("utf-8-sig").lower()
            assert not [word for word in words if word in header], path.name


def test_41_rows_cannot_be_read(extracts: Extracts) -> None:
    deals = extracts.salesforce_deals + extracts.hubspot_deals
    won = [row for row in deals if is_won(row)]
    no_amount = [row for row in won if money(row["Amount"]) is None]
    no_close = [row for row in won if day(row["Close Date"]) is None]
    rejected = {
        "amount": len(no_amount),
        "close": len(no_close),
        "Salesforce stage": unreadable(extracts, "OpportunityHistory.csv", "CreatedDate"),
        "HubSpot stage": unreadable(
            extracts, "hubspot-deal-stage-history.csv", "Date Entered Stage"
        ),
        "activity": unreadable(extracts, "Activities_with_Accounts.csv", "Date"),
        "lead": unreadable(extracts, "Leads_by_Routing.csv", "Created Date"),
    }

    # 10 + 4 amounts "tbc", 6 + 3 impossible close dates, 5 + 3 + 6 + 4 impossible days.
    assert rejected == {
        "amount": 14, "close": 9, "Salesforce stage": 5, "HubSpot stage": 3, "activity": 6,
        "lead": 4,
    }  # fmt: skip
    assert sum(rejected.values()) == 41


def test_rows_that_can_be_read_have_every_required_day(extracts: Extracts) -> None:
    for name, column in (
        ("hubspot-activities.csv", "Activity date"),
        ("Workday_Leave_of_Absence.csv", "First Day of Leave"),
        ("Workday_Sales_Workers.csv", "Hire Date"),
        ("Territory_Assignments.csv", "Start Date"),
        ("Requisitions.csv", "Opened Date"),
        ("Seller_Pulse_Survey.csv", "Response Date"),
    ):
        assert unreadable(extracts, name, column) == 0, name


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("Activities_with_Accounts.csv", ["Date"]),
        ("hubspot-activities.csv", ["Activity date"]),
        ("OpportunityHistory.csv", ["CreatedDate"]),
        ("hubspot-deal-stage-history.csv", ["Date Entered Stage"]),
        ("Leads_by_Routing.csv", ["Created Date", "Accepted Date", "Converted Date"]),
        ("Workday_Sales_Workers.csv", ["Hire Date", "Termination Date"]),
        ("Workday_Leave_of_Absence.csv", ["First Day of Leave", "Last Day of Leave"]),
        ("Territory_Assignments.csv", ["Start Date", "End Date"]),
        ("Commission_Payout_Register.csv", ["Paid Date"]),
        ("Requisitions.csv", ["Opened Date", "Offer Date", "Offer Accepted Date", "Start Date"]),
        ("Seller_Pulse_Survey.csv", ["Response Date"]),
        ("Opportunities_FY24-FY25.csv", ["Created Date", "Last Activity"]),
        ("hubspot-crm-exports-all-deals.csv", ["Create Date", "Last Activity Date"]),
    ],
)
def test_nothing_happens_after_the_last_day(
    extracts: Extracts, name: str, columns: list[str]
) -> None:
    encoding = "cp1252" if "Register" in name else "utf-8-sig"
    for row in extracts.rows(name, encoding):
        for column in columns:
            assert (day(row[column]) or AS_OF) <= AS_OF, (row, column)


def test_something_happens_on_the_last_day(extracts: Extracts) -> None:
    assert AS_OF in extracts.closed.values()


def test_the_report_ends_as_salesforce_reports_end(extracts: Extracts) -> None:
    with (extracts.folder / "Opportunities_FY24-FY25.csv").open(encoding="utf-8") as file:
        *_, last_row, total, blank, title, right, secret, by, company = csv.reader(file)

    n_rows = len(extracts.salesforce_deals)
    assert last_row[0].startswith("006")
    assert total[0] == f"Grand Totals ({n_rows:,} records)"
    assert blank == []
    assert right[0].startswith("Copyright")
    assert secret[0].startswith("Confidential Information")
    assert [len(title), len(by), len(company)] == [1, 1, 1]


def unreadable(extracts: Extracts, name: str, column: str) -> int:
    """Rows whose day no calendar has."""
    return sum(day(row[column]) is None for row in extracts.rows(name))


def digest(content: bytes) -> str:
    """What a file holds, in short."""
    return hashlib.sha256(content).hexdigest()
