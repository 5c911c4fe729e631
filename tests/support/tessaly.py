"""The sample company's files as plain text, read without any code of the engine."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]


@dataclass
class Extracts:
    """A folder of extracts and its tables, each read once."""

    folder: Path
    paths: tuple[Path, ...]
    _read: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, name: str, encoding: str = "utf-8-sig") -> list[Row]:
        """Rows of a CSV file without its footer."""
        if name not in self._read:
            with (self.folder / name).open(encoding=encoding, newline="") as file:
                rows = [row for row in csv.DictReader(file) if None not in row.values()]
            self._read[name] = rows
        return self._read[name]

    @cached_property
    def workers(self) -> list[Row]:
        return self.rows("Workday_Sales_Workers.csv")

    @cached_property
    def accounts(self) -> list[Row]:
        return self.rows("Accounts_Tessaly.csv") + self.rows(
            "hubspot-crm-exports-all-companies.csv"
        )

    @cached_property
    def salesforce_deals(self) -> list[Row]:
        rows = self.rows("Opportunities_FY24-FY25.csv")
        return [row for row in rows if row["Opportunity ID"].startswith("006")]

    @cached_property
    def hubspot_deals(self) -> list[Row]:
        return self.rows("hubspot-crm-exports-all-deals.csv")

    @cached_property
    def amounts(self) -> dict[str, float]:
        """Amount of each won deal by id; lines of one deal summed, unreadable rows aside."""
        won: dict[str, float] = {}
        for row in self.won_lines:
            key = row.get("Opportunity ID") or row["Record ID"]
            won[key] = won.get(key, 0.0) + money(row["Amount"])
        return won

    @cached_property
    def won_lines(self) -> list[Row]:
        """Readable rows of won deals in both systems."""
        return [
            row
            for row in self.salesforce_deals + self.hubspot_deals
            if is_won(row) and money(row["Amount"]) is not None and day(row["Close Date"])
        ]

    @cached_property
    def closed(self) -> dict[str, date]:
        """Day on which each won deal was closed, by id."""
        return {
            row.get("Opportunity ID") or row["Record ID"]: day(row["Close Date"])
            for row in self.won_lines
        }

    @cached_property
    def quotas(self) -> list[tuple[str, date, date, float]]:
        """Employee, first day, last day and amount of each seller's line."""
        sheet = CalamineWorkbook.from_path(str(self.quota_path)).get_sheet_by_index(0)
        table = sheet.to_python()
        header = next(n for n, row in enumerate(table) if row[0] == "Level")
        return [(r[1], r[4], r[5], r[6]) for r in table[header + 1 :] if r[0] == "Rep"]

    @property
    def quota_path(self) -> Path:
        return self.folder / "Quotas_FY24-FY25_final_v3.xlsx"

    def attainment(self, year: int) -> dict[str, float]:
        """Direct credit over quota of a year, by employee id."""
        credited: dict[str, float] = {}
        mailbox = {row["Work Email"]: row["Employee ID"] for row in self.workers}
        for row in self.rows("Opportunity_Splits.csv"):
            deal = row["Opportunity ID"]
            if row["Role"] == "Direct" and self.closed[deal].year == year:
                seller = mailbox[row["User"]]
                credited[seller] = credited.get(seller, 0.0) + self.amounts[deal]
        carried: dict[str, float] = {}
        for seller, first, _, amount in self.quotas:
            if first.year == year:
                carried[seller] = carried.get(seller, 0.0) + amount
        return {seller: credited.get(seller, 0.0) / quota for seller, quota in carried.items()}

    def counted(self, year: int) -> dict[str, float]:
        """Attainment of those who were there for half of a year or more."""
        days: dict[str, int] = {}
        for seller, first, last, _ in self.quotas:
            if first.year == year:
                days[seller] = days.get(seller, 0) + (last - first).days + 1
        return {s: a for s, a in self.attainment(year).items() if days[s] >= 365 / 2}


def is_won(row: Row) -> bool:
    """Whether a deal's row says won, in either system's word."""
    return (row.get("Stage") or row["Deal Stage"]).lower() == "closed won"


@cache
def money(text: str) -> float | None:
    """An amount, or nothing where the text is none."""
    try:
        return float(text.replace("$", "").replace(",", ""))
    except ValueError:
        return None


@cache
def day(text: str) -> date | None:
    """A day in any of the files' spellings, or nothing where no calendar has it."""
    text = text.split("T")[0].split(" ")[0]
    for spelling in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(text, spelling).date()
        except ValueError:
            continue
    return None
