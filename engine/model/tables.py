"""The canonical tables: the contract between whoever brings data and all that computes.

Field order is column order. The data dictionary, the templates, the snapshot's schema and
the column recognition are all made from this registry.
"""

from __future__ import annotations

from engine.model.field import Field, Kind, Table

ID, TEXT, MONEY, SHARE = Kind.ID, Kind.TEXT, Kind.MONEY, Kind.SHARE
NUMBER, COUNT, DATE, MOMENT, FLAG = Kind.NUMBER, Kind.COUNT, Kind.DATE, Kind.MOMENT, Kind.FLAG

ACCOUNT = Table(
    "account",
    "A customer or prospect, who owns it and what it could give.",
    (
        Field("account_id", ID, "Identifier of the account.", required=True),
        Field("name", TEXT, "Name of the account."),
        Field("parent_id", ID, "Account that owns this one.", refers_to="account"),
        Field("owner_id", ID, "Person who owns the account.", refers_to="rep"),
        Field("territory_id", ID, "Patch that holds the account.", refers_to="territory"),
        Field("segment", TEXT, "Size class, such as enterprise."),
        Field("industry", TEXT, "Industry."),
        Field("tier", TEXT, "Priority tier."),
        Field("country", TEXT, "Country."),
        Field("region", TEXT, "State, province or sales region."),
        Field("city", TEXT, "City."),
        Field("postal_code", TEXT, "Postal code, kept as text."),
        Field("latitude", NUMBER, "Latitude, degrees."),
        Field("longitude", NUMBER, "Longitude, degrees."),
        Field("employees", COUNT, "Number of employees of the account."),
        Field("annual_revenue", MONEY, "The customer's own revenue a year."),
        Field("potential", MONEY, "Money a year that the account could give."),
        Field("current_revenue", MONEY, "Money a year that the account gives now."),
        Field("workload", NUMBER, "Hours a quarter that the account needs."),
        Field("is_named", FLAG, "Named account, kept with its owner."),
        Field("is_locked", FLAG, "May not move to another patch."),
        Field("family_id", ID, "Family of accounts that stay together."),
        Field("source_system", TEXT, "System that the record came from."),
        Field("created_date", DATE, "Day the record was made."),
    ),
)

OPPORTUNITY = Table(
    "opportunity",
    "A deal, open or closed; orders and invoices are won deals.",
    (
        Field("opportunity_id", ID, "Identifier of the deal.", required=True),
        Field("account_id", ID, "Account that buys.", refers_to="account"),
        Field("owner_id", ID, "Person who owns the deal.", refers_to="rep"),
        Field("name", TEXT, "Name of the deal."),
        Field("amount", MONEY, "Money that the deal is worth.", required=True),
        Field("currency", TEXT, "Currency of the amount."),
        Field("stage", TEXT, "Stage of the sales process."),
        Field("is_closed", FLAG, "Closed, won or lost."),
        Field("is_won", FLAG, "Closed and won."),
        Field("probability", SHARE, "Chance of winning as recorded."),
        Field("created_date", DATE, "Day the deal was opened."),
        Field("close_date", DATE, "Day closed, or expected to close while open."),
        Field("type", TEXT, "New, expansion or renewal.", words=("new", "expansion", "renewal")),
        Field("product", TEXT, "Product sold."),
        Field("lead_source", TEXT, "Where the deal came from."),
        Field("term_months", NUMBER, "Length of the contract, months."),
        Field("discount", SHARE, "Discount on list price."),
        Field("margin", SHARE, "Gross margin on the amount."),
        Field("last_activity_date", DATE, "Day of the last activity on the deal."),
        Field("next_step", TEXT, "Next step as recorded."),
        Field("forecast_category", TEXT, "Forecast category."),
        Field("loss_reason", TEXT, "Why the deal was lost."),
        Field("competitor", TEXT, "Main competitor."),
        Field("partner", TEXT, "Partner involved."),
        Field("renewal_due_date", DATE, "Day the running contract ends."),
    ),
)

STAGE_CHANGE = Table(
    "stage_change",
    "A deal entering a stage.",
    (
        Field("opportunity_id", ID, "The deal.", required=True, refers_to="opportunity"),
        Field("stage", TEXT, "Stage entered.", required=True),
        Field("entered_at", MOMENT, "When it was entered.", required=True),
        Field("amount", MONEY, "Amount at that moment."),
        Field("close_date", DATE, "Expected close at that moment."),
    ),
)

CREDIT = Table(
    "credit",
    "Who gets how much of a deal; direct shares of one deal sum to 1.",
    (
        Field("opportunity_id", ID, "The deal.", required=True, refers_to="opportunity"),
        Field("rep_id", ID, "Person credited.", required=True, refers_to="rep"),
        Field("role", TEXT, "Kind of credit.", words=("direct", "overlay", "transition")),
        Field("share", SHARE, "Part of the deal credited.", required=True),
    ),
)

ACTIVITY = Table(
    "activity",
    "A call, e-mail, meeting, proposal or demo.",
    (
        Field("activity_id", ID, "Identifier of the activity."),
        Field("rep_id", ID, "Person who did it.", required=True, refers_to="rep"),
        Field("account_id", ID, "Account concerned.", refers_to="account"),
        Field("opportunity_id", ID, "Deal concerned.", refers_to="opportunity"),
        Field(
            "kind",
            TEXT,
            "What was done.",
            required=True,
            words=("call", "email", "meeting", "proposal", "demo", "other"),
        ),
        Field("date", DATE, "Day it was done.", required=True),
        Field("minutes", NUMBER, "How long it took, minutes."),
        Field("two_way", FLAG, "The customer took part or replied."),
    ),
)

REP = Table(
    "rep",
    "A person: seller, manager or other employee; every row stays.",
    (
        Field("rep_id", ID, "Identifier of the person.", required=True),
        Field("name", TEXT, "Name."),
        Field("email", TEXT, "Work e-mail."),
        Field("role", TEXT, "Role or job title."),
        Field("segment", TEXT, "Segment that the person sells to."),
        Field("region", TEXT, "Region."),
        Field("manager_id", ID, "Person reported to.", refers_to="rep"),
        Field("hire_date", DATE, "First day."),
        Field("leave_date", DATE, "Last day, blank while employed."),
        Field("fte", SHARE, "Working time, 1 is full time."),
        Field("base_pay", MONEY, "Base pay a year."),
        Field("target_incentive", MONEY, "Incentive a year at 100 % of quota."),
        Field("pay_currency", TEXT, "Currency of pay."),
        Field("city", TEXT, "City that the person works from."),
        Field("latitude", NUMBER, "Latitude, degrees."),
        Field("longitude", NUMBER, "Longitude, degrees."),
        Field("capacity_hours", NUMBER, "Selling hours a quarter."),
        Field("plan", TEXT, "Incentive plan by name."),
    ),
)

TERRITORY = Table(
    "territory",
    "A patch: a set of accounts with one owning seat.",
    (
        Field("territory_id", ID, "Identifier of the patch.", required=True),
        Field("name", TEXT, "Name of the patch."),
        Field("parent_id", ID, "Patch or region above.", refers_to="territory"),
        Field("segment", TEXT, "Segment of its accounts."),
        Field("region", TEXT, "Region."),
        Field("potential", MONEY, "Money a year; blank means the sum of its accounts."),
        Field("workload", NUMBER, "Hours a quarter; blank means the sum of its accounts."),
    ),
)

ASSIGNMENT = Table(
    "assignment",
    "Who sat in which patch, from when to when.",
    (
        Field("rep_id", ID, "The person.", required=True, refers_to="rep"),
        Field("territory_id", ID, "The patch.", required=True, refers_to="territory"),
        Field("role", TEXT, "Role in the patch."),
        Field("start_date", DATE, "First day in the patch.", required=True),
        Field("end_date", DATE, "Last day in the patch, blank while it lasts."),
    ),
)

QUOTA = Table(
    "quota",
    "The number that a person or patch carried, ramp and relief already in it.",
    (
        Field("rep_id", ID, "The person.", refers_to="rep"),
        Field("territory_id", ID, "The patch, where patches carry quotas.", refers_to="territory"),
        Field("measure", TEXT, "What is counted; bookings where nothing is said."),
        Field("period_start", DATE, "First day of the period.", required=True),
        Field("period_end", DATE, "Last day of the period.", required=True),
        Field("amount", MONEY, "The quota.", required=True),
        Field("level", TEXT, "A person's own number or a roll-up.", words=("rep", "team")),
    ),
)

PAYOUT = Table(
    "payout",
    "What was actually paid.",
    (
        Field("rep_id", ID, "The person.", required=True, refers_to="rep"),
        Field("period", TEXT, "Period paid for.", required=True),
        Field("component", TEXT, "Part of the plan."),
        Field("amount", MONEY, "Money paid.", required=True),
        Field("paid_date", DATE, "Day of payment."),
    ),
)

ABSENCE = Table(
    "absence",
    "Days away; never a reason.",
    (
        Field("rep_id", ID, "The person.", required=True, refers_to="rep"),
        Field("start_date", DATE, "First day away.", required=True),
        Field("end_date", DATE, "Last day away.", required=True),
    ),
)

TARGET = Table(
    "target",
    "What the company, or a part of it, must book.",
    (
        Field("period_start", DATE, "First day of the period.", required=True),
        Field("period_end", DATE, "Last day of the period.", required=True),
        Field("scope", TEXT, "Company, or a region, segment or product."),
        Field("measure", TEXT, "What is counted; bookings where nothing is said."),
        Field("amount", MONEY, "The target.", required=True),
        Field("kind", TEXT, "What sort of number.", words=("plan", "forecast", "budget", "actual")),
    ),
)

PRODUCT = Table(
    "product",
    "Something that is sold.",
    (
        Field("product_id", ID, "Identifier of the product.", required=True),
        Field("name", TEXT, "Name."),
        Field("family", TEXT, "Family or series."),
        Field("list_price", MONEY, "List price."),
        Field("margin", SHARE, "Gross margin."),
        Field("launch_date", DATE, "Day it could first be sold."),
    ),
)

LEAD = Table(
    "lead",
    "A lead and where it went.",
    (
        Field("lead_id", ID, "Identifier of the lead.", required=True),
        Field("source", TEXT, "Where it came from."),
        Field("created_date", DATE, "Day it came in.", required=True),
        Field("routed_to", ID, "Person it was sent to.", refers_to="rep"),
        Field("accepted_date", DATE, "Day it was accepted."),
        Field("converted_date", DATE, "Day it became a deal."),
        Field("opportunity_id", ID, "The deal it became.", refers_to="opportunity"),
        Field("account_id", ID, "The account it belongs to.", refers_to="account"),
    ),
)

SURVEY = Table(
    "survey",
    "Answers of sellers to a short survey.",
    (
        Field("respondent_id", ID, "Person who answered.", refers_to="rep"),
        Field("segment", TEXT, "Group, where answers are not by person."),
        Field("question", TEXT, "The question.", required=True),
        Field("score", NUMBER, "The answer as a number.", required=True),
        Field("date", DATE, "Day of the answer."),
    ),
    used=False,
)

REQUISITION = Table(
    "requisition",
    "A position to fill.",
    (
        Field("role", TEXT, "Role sought.", required=True),
        Field("opened_date", DATE, "Day it was opened.", required=True),
        Field("offered_date", DATE, "Day of the offer."),
        Field("accepted_date", DATE, "Day the offer was accepted."),
        Field("start_date", DATE, "First working day."),
        Field("outcome", TEXT, "How it ended."),
    ),
)

TABLES: tuple[Table, ...] = (
    ACCOUNT,
    OPPORTUNITY,
    STAGE_CHANGE,
    CREDIT,
    ACTIVITY,
    REP,
    TERRITORY,
    ASSIGNMENT,
    QUOTA,
    PAYOUT,
    ABSENCE,
    TARGET,
    PRODUCT,
    LEAD,
    SURVEY,
    REQUISITION,
)
"""All sixteen, in the order of the data dictionary."""

TABLE = {table.name: table for table in TABLES}
"""The same by name."""
