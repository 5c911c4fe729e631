"""Columns of rows in plain words and units, as the screen shows them; files keep their names."""

from __future__ import annotations

MONEY, SHARE, NUMBER, TEXT = "money", "share", "number", "text"

WORDS = {
    "rep": ("Rep", TEXT),
    "rep_id": ("Id", TEXT),
    "name": ("Name", TEXT),
    "role": ("Role", TEXT),
    "segment": ("Segment", TEXT),
    "region": ("Region", TEXT),
    "manager": ("Manager", TEXT),
    "manager_id": ("Manager", TEXT),
    "territory_id": ("Patch", TEXT),
    "tenure_months": ("Months in the company", NUMBER),
    "hire_date": ("Hired", TEXT),
    "leave_date": ("Left", TEXT),
    "quota": ("Quota", MONEY),
    "team_quota": ("Quota of the team", MONEY),
    "previous_quota": ("Last year's quota", MONEY),
    "quota_if_we_carry_on": ("Quota if we carry on", MONEY),
    "booked": ("Booked", MONEY),
    "credited": ("Credited", MONEY),
    "deals": ("Deals won", NUMBER),
    "active_days": ("Days in the period", NUMBER),
    "base_pay": ("Base pay", MONEY),
    "target_incentive": ("Target incentive", MONEY),
    "plan": ("Plan", TEXT),
    "potential": ("Potential of the patch", MONEY),
    "expected": ("What the patch can be expected to book", MONEY),
    "attainment": ("Attainment of quota", SHARE),
    "attainment_p10": ("Attainment, one year in ten below", SHARE),
    "attainment_p90": ("Attainment, one year in ten above", SHARE),
    "attainment_if_we_carry_on": ("Attainment if we carry on", SHARE),
    "chance_at_quota": ("Chance of making quota", SHARE),
    "fit": ("Quota against what the patch can give, times", NUMBER),
    "pay": ("Incentive pay", MONEY),
    "previous_pay": ("Incentive pay if we carry on", MONEY),
    "pay_change": ("Change of incentive pay", MONEY),
    "today": ("Today's plan pays", MONEY),
    "draft": ("The draft pays", MONEY),
    "change": ("Change of pay", MONEY),
    "by_credit": ("Of it by credit", MONEY),
    "by_curve": ("Of it by the curve", MONEY),
    "paid": ("Paid", MONEY),
    "recomputed": ("Recomputed", MONEY),
    "difference": ("Difference", MONEY),
    "tenure_band": ("Time in the company", TEXT),
    "maturity_band": ("Age of the patch", TEXT),
    "cycle_band": ("Length of the sales cycle", TEXT),
    "is_counted": ("Counted in attainment", TEXT),
    "flags": ("What is special", TEXT),
}
"""Column → its words and its kind."""


def described(column: str, currency: str) -> tuple[str, str]:
    """Words of a column, with the currency where it holds money, and its kind."""
    words, kind = WORDS.get(column, (column.replace("_", " ").capitalize(), TEXT))
    return (f"{words}, {currency}" if kind == MONEY and currency else words), kind
