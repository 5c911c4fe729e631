"""Finance's sheets: targets, the product catalogue and the payout register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.sample.days import FIRST
from engine.sample.layouts.sheet import iso, percent, write_csv
from engine.sample.products import PRODUCTS

if TYPE_CHECKING:
    from pathlib import Path

    from engine.sample.payouts import Payouts
    from engine.sample.staff import Staff
    from engine.sample.targets import Target

TARGETS_FILE = "Board_Targets_FY24-FY26.csv"
TARGETS_HEADER = ("Period Start", "Period End", "Scope", "Measure", "Target Amount", "Kind")
PRODUCTS_FILE = "Product_Catalogue.csv"
PRODUCTS_HEADER = (
    "Product Code", "Product Name", "Product Family", "List Price", "Gross Margin", "Launch Date",
)  # fmt: skip
PAYOUTS_FILE = "Commission_Payout_Register.csv"
PAYOUTS_HEADER = ("Employee ID", "Worker", "Period", "Component", "Amount Paid", "Paid Date")

_COMPONENT = "Commission"


def write_targets(directory: Path, targets: list[Target]) -> Path:
    """Write the plans of two years and the board's target for the next."""
    rows = [
        (t.first.isoformat(), t.last.isoformat(), t.scope, t.measure, str(t.amount), t.kind)
        for t in targets
    ]
    return write_csv(directory / TARGETS_FILE, TARGETS_HEADER, rows)


def write_products(directory: Path) -> Path:
    """Write the catalogue; Atlas carries the day on which it shipped."""
    rows = [
        (p.product_id, p.name, p.family, str(p.list_price), percent(p.margin), str(p.launched))
        for p in PRODUCTS
    ]
    return write_csv(directory / PRODUCTS_FILE, PRODUCTS_HEADER, rows)


def write_payouts(directory: Path, payouts: Payouts, staff: Staff) -> Path:
    """Write the register as payroll keeps it, in the code page of its spreadsheet."""
    rows = [
        (
            staff.people[rep].employee_id,
            staff.people[rep].name,
            f"FY{FIRST.year + quarter // 4}-Q{quarter % 4 + 1}",
            _COMPONENT,
            f"{amount:.2f}",
            iso(paid),
        )
        for rep, quarter, amount, paid in zip(*(c.tolist() for c in payouts), strict=True)
    ]
    return write_csv(directory / PAYOUTS_FILE, PAYOUTS_HEADER, rows, encoding="cp1252")
