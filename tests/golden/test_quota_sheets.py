"""Quota sheets as planners write them: a column for each period, merged headings, sums beside."""

from __future__ import annotations

import json

import pytest
import xlsxwriter

from engine.cli.main import main
from engine.ingest.reading import files
from engine.store.workspace import Workspace

DEALS = """Opportunity ID,Owner,Amount,Stage,Close Date
D1,Ana Ruiz,90,Closed Won,2025-02-01
D2,Ben Boyd,80,Closed Won,2025-05-01
"""


@pytest.fixture
def load(tmp_path, capsys):
    """Load deals and a quota sheet; return exit status, the sheet's report and its findings."""

    def _load(name, content, *options):
        (tmp_path / "deals.csv").write_text(DEALS)
        if isinstance(content, str):
            (tmp_path / name).write_text(content)
        paths = [str(tmp_path / "w"), str(tmp_path / "deals.csv"), str(tmp_path / name)]
        status = main(["load", *paths, *options, "--json"])
        report = json.loads(capsys.readouterr().out)
        sheet = report["files"][-1]
        rows = ("rows_accepted", "rows_rejected", "rows_left_out")
        assert sheet["rows_read"] == sum(sheet[key] for key in rows)
        return status, sheet, {f["code"]: f for f in report["findings"]}

    return _load


@pytest.fixture
def quotas(tmp_path):
    """Quotas of the newest snapshot as (person, first day, last day, amount)."""

    def _quotas():
        door = Workspace(tmp_path / "w").open()
        rows = door.query(
            "SELECT rep_id, CAST(period_start AS VARCHAR) AS a, CAST(period_end AS VARCHAR) AS b, "
            "CAST(amount AS INTEGER) AS n FROM quota ORDER BY ALL"
        ).to_pylist()
        door.close()
        return [tuple(row.values()) for row in rows]

    return _quotas


def test_a_column_for_each_quarter_is_a_quota_for_each(load, quotas):
    sheet = "Rep,Region,Q1 2025,Q2 2025,FY 2025\nAna Ruiz,West,100,110,210\nBen Boyd,East,,70,70\n"
    status, file, found = load("Quotas.csv", sheet)
    assert (status, file["kind"], file["rows_accepted"]) == (0, "quota", 3)
    assert quotas() == [
        ("Ana Ruiz", "2025-01-01", "2025-03-31", 100),
        ("Ana Ruiz", "2025-04-01", "2025-06-30", 110),
        ("Ben Boyd", "2025-04-01", "2025-06-30", 70),
    ]
    assert found["periods_across"]["message"] == (
        "Quotas.csv has a column for each of 2 periods, Q1 2025 to Q2 2025; each number became a "
        "row of its own, 3 in all. Left aside, for it only sums up others: FY 2025."
    )


def test_months_take_the_fiscal_year_that_the_file_is_named_for(load, quotas):
    sheet = "Rep,Jun,Jul,Total\nAna Ruiz,5,6,11\nBen Boyd,7,8,15\n"
    load("Quota FY2026.csv", sheet, "--fiscal-start", "7")
    # the year from July 2025 to June 2026: its July comes first
    assert quotas() == [
        ("Ana Ruiz", "2025-07-01", "2025-07-31", 6),
        ("Ana Ruiz", "2026-06-01", "2026-06-30", 5),
        ("Ben Boyd", "2025-07-01", "2025-07-31", 8),
        ("Ben Boyd", "2026-06-01", "2026-06-30", 7),
    ]


def test_a_column_of_years_beside_months(load, quotas):
    load("quota.csv", "Rep,Year,Jan,Feb\nAna Ruiz,2024,1,2\nAna Ruiz,2025,3,-\nBen Boyd,2025,4,5\n")
    assert [row[1:] for row in quotas()] == [
        ("2024-01-01", "2024-01-31", 1),
        ("2024-02-01", "2024-02-29", 2),
        ("2025-01-01", "2025-01-31", 3),
        ("2025-01-01", "2025-01-31", 4),
        ("2025-02-01", "2025-02-28", 5),
    ]


def test_merged_quarters_over_quota_and_actual(load, quotas, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
        sheet = book.add_worksheet("2025")
        sheet.write(0, 0, "Sales plan")
        sheet.merge_range("C3:D3", "Q1")
        sheet.merge_range("E3:F3", "Q2")
        rows = [
            ("Rep", "Region", "Quota", "Actual", "Quota", "Actual"),
            ("Ana Ruiz", "West", 100, 90, 110, 0),
            ("Ben Boyd", "East", 60, 0, 70, 80),
            ("Total", "", 160, 90, 180, 80),
        ]
        for number, row in enumerate(rows, start=3):
            sheet.write_row(number, 0, row)
    status, file, _ = load("plan.xlsx", None)
    assert (status, file["kind"], file["rows_accepted"], file["rows_left_out"]) == (
        0,
        "quota",
        4,
        1,
    )
    assert file["ignored_columns"] == ["Actual"]
    assert [(row[0], row[1], row[3]) for row in quotas()] == [
        ("Ana Ruiz", "2025-01-01", 100),
        ("Ana Ruiz", "2025-04-01", 110),
        ("Ben Boyd", "2025-01-01", 60),
        ("Ben Boyd", "2025-04-01", 70),
    ]


def test_months_written_as_days_in_a_workbook(load, quotas, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "Quotas.xlsx") as book:
        month = book.add_format({"num_format": "mmm yy"})
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Rep")
        for column, serial in ((1, 45658), (2, 45689)):  # 1 January and 1 February 2025
            sheet.write(0, column, serial, month)
        sheet.write_row(1, 0, ("Ana Ruiz", 10, 11))
        sheet.write_row(2, 0, ("Ben Boyd", 12, 13))
    load("Quotas.xlsx", None)
    assert quotas() == [
        ("Ana Ruiz", "2025-01-01", "2025-01-31", 10),
        ("Ana Ruiz", "2025-02-01", "2025-02-28", 11),
        ("Ben Boyd", "2025-01-01", "2025-01-31", 12),
        ("Ben Boyd", "2025-02-01", "2025-02-28", 13),
    ]


def test_a_word_instead_of_a_number_is_rejected_alone_with_its_line(load, quotas):
    sheet = "Rep,Q1 2025,Q2 2025\nAna Ruiz,100,110\nBen Boyd,tbd,70\nCy Cole,5,6\nDi Dahl,5,6\n"
    sheet += "Ed Elm,1,2\nFi Fox,1,2\n"
    status, file, _ = load("Quotas.csv", sheet)
    assert (status, file["rows_accepted"], file["rows_rejected"]) == (1, 11, 1)
    (reject,) = file["rejects"]
    assert (reject["line"], reject["column"], reject["value"]) == (3, "Quota", "tbd")
    assert ("Ben Boyd", "2025-04-01", "2025-06-30", 70) in quotas()


def test_without_a_year_nothing_is_guessed(load, quotas):
    status, file, found = load("Quotas.csv", "Rep,Q1,Q2\nAna Ruiz,100,110\nBen Boyd,60,70\n")
    assert (status, file["kind"], quotas()) == (0, "other", [])
    assert "nothing says of which year" in found["period_without_year"]["message"]


def test_numbers_by_period_that_nothing_calls_quotas_are_not_taken_for_them(load, quotas):
    sheet = "Rep,Q1 2025,Q2 2025\nAna Ruiz,100,110\nBen Boyd,60,70\n"
    _, file, found = load("Numbers.csv", sheet)
    assert (file["kind"], quotas()) == ("other", [])
    assert "write the word" in found["periods_across_unsaid"]["hint"]


def test_accounts_with_revenue_by_year_stay_accounts(load):
    sheet = "Account Name,Industry,Revenue 2023,Revenue 2024\nAcme,Tech,1,2\nBolt,Food,3,4\n"
    _, file, found = load("accounts.csv", sheet)
    assert (file["kind"], file["rows_accepted"]) == ("account", 2)
    assert "periods_across" not in found


def test_a_large_sheet_of_periods_is_told_and_not_taken(load, quotas, monkeypatch):
    monkeypatch.setattr(files, "SMALL_BYTES", 0)
    _, _, found = load("Quotas.csv", "Rep,Q1 2025,Q2 2025\nAna Ruiz,100,110\nBen Boyd,60,70\n")
    assert "not read in files of this size" in found["periods_across_large"]["message"]
    assert quotas() == []
