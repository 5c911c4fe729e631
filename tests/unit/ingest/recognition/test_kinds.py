"""Which table a file feeds, and which product wrote it."""

from __future__ import annotations

import pytest

from engine.ingest.recognition import recognise
from tests.unit.ingest.recognition.raw import raw_table, recognised, taken


def test_a_quota_sheet_with_details_of_people_stays_a_quota_sheet():
    mapping = recognised(
        {
            "Mitarbeiter-Nr.": "number",
            "Name": "person",
            "Rolle": "word",
            "Region": "word",
            "Eintrittsdatum": "german date",
            "Vorgesetzter": "person",
            "Zeitraum von": "german date",
            "Zeitraum bis": "german date",
            "Quote (EUR)": "euro",
            "Zielerreichung": "percent",
        }
    )
    assert mapping.kind == "quota"
    assert taken(mapping) == {
        "Mitarbeiter-Nr.": "quota.rep_id",
        "Name": "rep.name",
        "Rolle": "rep.role",
        "Region": "rep.region",
        "Eintrittsdatum": "rep.hire_date",
        "Vorgesetzter": "rep.manager_name",
        "Zeitraum von": "quota.period_start",
        "Zeitraum bis": "quota.period_end",
        "Quote (EUR)": "quota.amount",
    }


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"Payee ID": "id", "Period": "quarter", "Commission": "money"}, "payout"),
        ({"Employee ID": "id", "Leave Start": "date", "Leave End": "date"}, "absence"),
        ({"Rep ID": "id", "Territory ID": "id", "Start Date": "date"}, "assignment"),
        ({"Territory ID": "id", "Territory Name": "word", "Region": "word"}, "territory"),
        ({"Fiscal Quarter": "quarter", "Region": "word", "Bookings Plan": "money"}, "target"),
        ({"Lead ID": "id", "Lead Source": "word", "Created Date": "date"}, "lead"),
        ({"Respondent ID": "id", "Question": "word", "Score": "percent"}, "survey"),
        ({"Job Title": "word", "Date Opened": "date", "Offer Date": "date"}, "requisition"),
        ({"Opportunity ID": "id", "Team Member": "person", "Split (%)": "percent"}, "credit"),
        ({"Subject": "word", "Assigned": "person", "Date": "date"}, "activity"),
        ({"Table": "word", "Field": "word", "Description": "word"}, "other"),
        ({"customerNumber": "number", "paymentDate": "date", "amount": "money"}, "other"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_kinds_of_files(columns, kind):
    assert recognised(columns, "upload.csv").kind == kind


def test_an_unknown_file_gives_no_match_and_loses_no_column():
    mapping = recognised({"Foo": "word", "Bar": "number"})
    assert (mapping.kind, mapping.matches, mapping.ignored) == ("other", (), ("Foo", "Bar"))


@pytest.mark.parametrize("rows", [[], [["", ""]]], ids=["no rows", "blank rows"])
def test_a_file_without_cells_is_recognised_by_its_headers(rows):
    mapping = recognise([raw_table(["Deal ID", "Stage"], rows)])[0]
    assert mapping.kind == "opportunity"


@pytest.mark.parametrize(
    ("headers", "profile"),
    [
        (["property_dealname", "property_amount"], "hubspot"),
        (["Id", "StageName", "Amount", "IsDeleted"], "salesforce api"),
        (["id", "stage_name", "_fivetran_synced"], "salesforce connector"),
        (["Deal - Title", "Deal - Value"], "pipedrive"),
        (["Potential Name", "Closing Date", "Stage"], "zoho"),
        (["Worker", "Supervisory Organization", "Job Profile"], "workday"),
        (["Employee #", "Reporting to", "Pay rate"], "bamboohr"),
        (["Associate ID", "Payroll Name", "Home Department Description"], "adp"),
        (["Opportunity ID", "Opportunity Owner", "Stage"], "salesforce report"),
        (["Deal", "Value", "Date"], "plain"),
        (["Account ID", "Name"], "plain"),
        (["Opportunity ID", "Account ID", "Account Name", "Stage", "Created Date"], "plain"),
        (["Employee ID", "Job Title", "Hire Date", "Annual Salary"], "plain"),
    ],
)
def test_who_wrote_it(headers, profile):
    assert recognise([raw_table(headers, [])])[0].profile == profile
