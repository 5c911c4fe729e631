"""Columns that are no canonical field themselves but that one is made from.

A source column may be matched to one of these beside the canonical fields. Reports name the
canonical field that is made, so that a reader never meets a name of ours that is not in the
data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceField:
    """A column that is read on the way to a canonical field."""

    table: str
    name: str
    makes: str
    """Canonical field of the table that it helps to make."""
    description: str


SOURCE_FIELDS: tuple[SourceField, ...] = (
    SourceField("opportunity", "expected_amount", "amount", "Amount expected while open."),
    SourceField("opportunity", "actual_amount", "amount", "Amount that came in once closed."),
    SourceField("opportunity", "expected_close_date", "close_date", "Close expected while open."),
    SourceField("opportunity", "actual_close_date", "close_date", "Day it closed."),
    SourceField("opportunity", "won_date", "close_date", "Day it was won."),
    SourceField("opportunity", "lost_date", "close_date", "Day it was lost."),
    SourceField("opportunity", "quantity", "amount", "Units on the line."),
    SourceField("opportunity", "unit_price", "amount", "Price of one unit."),
    SourceField("opportunity", "line_id", "amount", "Number of the line within the order."),
    SourceField("opportunity", "line_amount", "amount", "Amount of the line."),
    SourceField("opportunity", "unit_cost", "margin", "Cost of one unit."),
    SourceField("opportunity", "cost", "margin", "Cost of the line or deal."),
    SourceField("opportunity", "order_date", "close_date", "Day of the order or invoice."),
    SourceField("opportunity", "order_status", "stage", "State of an order, such as cancelled."),
    SourceField("opportunity", "modified_date", "stage", "When the record was last changed."),
    SourceField("opportunity", "is_deleted", "stage", "The record was deleted in its system."),
    SourceField("opportunity", "owner_name", "owner_id", "Owner by name."),
    SourceField("opportunity", "owner_email", "owner_id", "Owner by e-mail."),
    SourceField("opportunity", "account_name", "account_id", "Account by name."),
    SourceField("account", "owner_name", "owner_id", "Owner by name."),
    SourceField("account", "owner_email", "owner_id", "Owner by e-mail."),
    SourceField("account", "parent_name", "parent_id", "Parent account by name."),
    SourceField("account", "territory_name", "territory_id", "Patch by name."),
    SourceField("account", "is_deleted", "account_id", "The record was deleted in its system."),
    SourceField("account", "modified_date", "account_id", "When the record was last changed."),
    SourceField("rep", "first_name", "name", "First name."),
    SourceField("rep", "last_name", "name", "Last name."),
    SourceField("rep", "alternative_id", "rep_id", "A second number for the same person."),
    SourceField("rep", "manager_name", "manager_id", "Manager by name."),
    SourceField("rep", "manager_email", "manager_id", "Manager by e-mail."),
    SourceField("rep", "department", "role", "Department."),
    SourceField("rep", "pay_frequency", "base_pay", "What one unit of pay stands for."),
    SourceField("rep", "monthly_pay", "base_pay", "Pay a month."),
    SourceField("rep", "hourly_pay", "base_pay", "Pay an hour."),
    SourceField("rep", "weekly_hours", "fte", "Contract hours a week."),
    SourceField("rep", "on_target_earnings", "target_incentive", "Base and incentive together."),
    SourceField("rep", "is_active", "leave_date", "Whether the person is still there."),
    SourceField("credit", "rep_name", "rep_id", "Person by name."),
    SourceField("credit", "rep_email", "rep_id", "Person by e-mail."),
    SourceField("activity", "rep_name", "rep_id", "Person by name."),
    SourceField("activity", "rep_email", "rep_id", "Person by e-mail."),
    SourceField("activity", "related_id", "opportunity_id", "Deal or account concerned."),
    SourceField("activity", "subject", "kind", "Subject line."),
    SourceField("activity", "seconds", "minutes", "How long it took, seconds."),
    SourceField("assignment", "rep_name", "rep_id", "Person by name."),
    SourceField("assignment", "rep_email", "rep_id", "Person by e-mail."),
    SourceField("assignment", "territory_name", "territory_id", "Patch by name."),
    SourceField("quota", "rep_name", "rep_id", "Person by name."),
    SourceField("quota", "rep_email", "rep_id", "Person by e-mail."),
    SourceField("quota", "territory_name", "territory_id", "Patch by name."),
    SourceField(
        "quota", "period", "period_start", "Period in words: FY2025-Q1, 2025-01, May 2025."
    ),
    SourceField("payout", "rep_name", "rep_id", "Person by name."),
    SourceField("payout", "rep_email", "rep_id", "Person by e-mail."),
    SourceField("absence", "rep_name", "rep_id", "Person by name."),
    SourceField("target", "period", "period_start", "Period in words."),
    SourceField("lead", "routed_to_name", "routed_to", "Person by name."),
)
"""Every such column, by table."""

SOURCE_FIELD = {(field.table, field.name): field for field in SOURCE_FIELDS}
"""The same by table and name."""
