"""Public extracts: what an analyst who knows them would call right."""

from __future__ import annotations

import pytest
import python_calamine

from engine.ingest.recognition import recognise
from tests.unit.ingest.recognition.raw import OPEN_DATA, raw_table, read_csv

pytestmark = [
    pytest.mark.open_data,
    pytest.mark.skipif(
        not OPEN_DATA.exists(), reason="the public extracts are not beside the project"
    ),
]

KINDS = {
    "maven_crm": {
        "accounts": "account", "sales_pipeline": "opportunity", "sales_teams": "rep",
        "products": "product", "data_dictionary": "other",
    },
    "adventureworks_pbi": {
        "Sales": "opportunity", "Reseller": "account", "Salesperson": "rep", "Product": "product",
        "SalespersonRegion": "assignment", "Region": "territory", "Targets": "quota",
    },
    "classicmodels": {
        "customers": "account", "employees": "rep", "orders": "opportunity", "offices": "other",
        "orderdetails": "opportunity", "payments": "other", "products": "product",
        "productlines": "other",
    },
    "salesforce_devorg": {
        "Account": "account", "Opportunity": "opportunity", "OpportunityHistory": "stage_change",
        "Lead": "lead", "Contact": "other", "OpportunityHistoryGroup": "other",
    },
    "hr_huebner_v14": {"HRDataset_v14": "rep"},
    "hr_ibm_attrition": {"WA_Fn-UseC_-HR-Employee-Attrition": "rep"},
    "dbt_salesforce_seeds": {
        "sf_account_data": "account", "sf_opportunity_data": "opportunity", "sf_user_data": "rep",
        "sf_task_data": "activity", "sf_event_data": "activity", "sf_lead_data": "lead",
        "sf_contact_data": "other", "sf_product_2_data": "product", "sf_user_role_data": "other",
    },
}  # fmt: skip
DELIMITERS = {"adventureworks_pbi": "|", "classicmodels": ";"}


def load(folder):
    """Mapping of every file of a set, by its name without ending."""
    paths = [OPEN_DATA / folder / f"{name}.csv" for name in KINDS[folder]]
    raw = [read_csv(path, DELIMITERS.get(folder, ",")) for path in paths]
    return dict(zip(KINDS[folder], recognise(raw), strict=True))


def taken(mapping):
    """Table and field of each column in force."""
    return {m.source: f"{m.table}.{m.field}" for m in mapping.matches if m.taken}


@pytest.mark.parametrize("folder", KINDS)
def test_every_file_is_what_it_is(folder):
    assert {name: mapping.kind for name, mapping in load(folder).items()} == KINDS[folder]


def test_the_pipeline_and_the_teams_of_maven():
    found = load("maven_crm")
    assert taken(found["sales_pipeline"]) == {
        "opportunity_id": "opportunity.opportunity_id",
        "sales_agent": "opportunity.owner_name",
        "product": "opportunity.product",
        "account": "opportunity.account_name",
        "deal_stage": "opportunity.stage",
        "engage_date": "opportunity.created_date",
        "close_date": "opportunity.close_date",
        "close_value": "opportunity.amount",
    }
    assert taken(found["sales_teams"]) == {
        "sales_agent": "rep.name",
        "manager": "rep.manager_name",
        "regional_office": "rep.region",
    }


def test_the_two_numbers_of_an_adventureworks_seller():
    found = load("adventureworks_pbi")
    assert taken(found["Salesperson"]) == {
        "EmployeeKey": "rep.rep_id",
        "EmployeeID": "rep.alternative_id",
        "Title": "rep.role",
        "UPN": "rep.email",
        "Salesperson": "rep.name",
    }
    assert taken(found["Targets"]) == {
        "EmployeeID": "quota.rep_id",
        "TargetAmount": "quota.amount",
        "TargetMonth": "quota.period",
    }


def test_orders_and_their_lines_meet_in_the_order_number():
    found = load("classicmodels")
    assert taken(found["orders"])["orderNumber"] == "opportunity.opportunity_id"
    assert taken(found["orders"])["status"] == "opportunity.order_status"
    assert taken(found["orderdetails"]) == {
        "orderNumber": "opportunity.opportunity_id",
        "productCode": "opportunity.product",
        "quantityOrdered": "opportunity.quantity",
        "priceEach": "opportunity.unit_price",
        "orderLineNumber": "opportunity.line_id",
    }
    assert taken(found["customers"])["salesRepEmployeeNumber"] == "account.owner_id"


def test_expected_revenue_of_the_developer_org_is_no_amount():
    found = taken(load("salesforce_devorg")["Opportunity"])
    assert found["Amount"] == "opportunity.amount"
    assert not {"ExpectedRevenue", "Opp Close Date_Simulated", "Description"} & set(found)


def test_personal_columns_of_the_employee_lists():
    huebner = load("hr_huebner_v14")["HRDataset_v14"]
    assert set(huebner.personal) == {
        "MarriedID", "MaritalStatusID", "GenderID", "FromDiversityJobFairID", "Zip", "DOB", "Sex",
        "MaritalDesc", "CitizenDesc", "HispanicLatino", "RaceDesc",
    }  # fmt: skip
    assert taken(huebner)["DateofHire"] == "rep.hire_date"
    attrition = load("hr_ibm_attrition")["WA_Fn-UseC_-HR-Employee-Attrition"]
    assert set(attrition.personal) >= {"Age", "Gender", "MaritalStatus"}
    assert taken(attrition)["MonthlyIncome"] == "rep.monthly_pay"


def _text(cell) -> str:
    whole = isinstance(cell, float) and cell == int(cell)
    return str(int(cell)) if whole else str(cell)


def test_the_six_sheets_of_the_regional_sales_workbook():
    path = OPEN_DATA / "us_regional_sales" / "US_Regional_Sales_Data.xlsx"
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    raw = []
    for sheet in book.sheet_names:
        rows = [
            [_text(c) for c in row] for row in book.get_sheet_by_name(sheet).to_python(nrows=300)
        ]
        raw.append(raw_table(rows[0], rows[1:], path.name, sheet))
    found = dict(zip(book.sheet_names, recognise(raw), strict=True))
    kinds = {name.removesuffix(" Sheet"): mapping.kind for name, mapping in found.items()}
    assert kinds == {
        "Sales Orders": "opportunity", "Customers": "other", "Store Locations": "account",
        "Products": "product", "Regions": "other", "Sales Team": "rep",
    }  # fmt: skip
    orders = taken(found["Sales Orders Sheet"])
    assert orders["_StoreID"] == "opportunity.account_id"
    assert orders["_SalesTeamID"] == "opportunity.owner_id"
    assert orders["Discount Applied"] == "opportunity.discount"
