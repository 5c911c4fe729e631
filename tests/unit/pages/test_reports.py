"""A load's report as rows that add up."""

from __future__ import annotations

import json

import pytest
import yaml

from engine.model.finding import Finding
from pages._shared import reports
from tests.support.server import ROOT

DOCUMENT = {
    "snapshot": "0123456789abcdef",
    "files": [
        {
            "file": "deals.csv",
            "sheet": "",
            "kind": "opportunity",
            "profile": "salesforce report",
            "encoding": "utf-8",
            "rows_read": 1_010,
            "rows_accepted": 1_000,
            "rows_rejected": 7,
            "rows_left_out": 3,
            "columns": [
                {"source": "Amt", "table": "opportunity", "field": "amount", "confidence": 0.9}
            ],
            "dropped_personal": [],
        },
        {
            "file": "people.xlsx",
            "sheet": "2025",
            "kind": "other",
            "profile": "plain",
            "encoding": "xlsx",
            "rows_read": 5,
            "rows_accepted": 0,
            "rows_rejected": 0,
            "rows_left_out": 5,
            "columns": [],
            "dropped_personal": ["Birth date", "SSN"],
        },
    ],
    "tables": {"opportunity": 998, "rep": 0},
    "findings": [],
}


def test_the_sentence_adds_up_over_files():
    # 1,010 + 5 read = 1,000 accepted + 7 rejected + 8 left out
    assert reports.sentence(DOCUMENT).replace("\u00a0", " ") == (
        "1,015 rows read from 2 files: 1,000 accepted, 7 rejected, 8 left out."
    )


def test_each_file_says_what_it_is_and_who_wrote_it():
    first, second = reports.files(DOCUMENT)

    assert (first["Recognised as"], first["Written by"]) == ("Deal", "Salesforce (report)")
    assert (second["File"], second["Recognised as"]) == ("people.xlsx › 2025", "not recognised")


def test_every_product_that_is_known_has_a_name_as_its_maker_writes_it():
    known = yaml.safe_load((ROOT / "data" / "aliases" / "profiles.yaml").read_text("utf-8"))

    assert reports.profile("bamboohr") == "BambooHR"
    assert [name for name in known if reports.profile(name) == name] == []


def test_personal_columns_are_named_with_their_file():
    assert reports.personal(DOCUMENT) == [
        {"File": "people.xlsx › 2025", "Dropped": "Birth date, SSN"}
    ]


def test_empty_tables_are_not_listed():
    assert reports.tables(DOCUMENT["tables"]) == [{"Table": "Deal", "Records": "998"}]


def test_findings_come_by_severity_the_gravest_first():
    findings = [Finding("note", "a", "A."), Finding("error", "b", "B."), Finding("note", "c", "C.")]

    grouped = reports.by_severity(findings)

    assert list(grouped) == ["error", "note"]
    assert [finding.code for finding in grouped["note"]] == ["a", "c"]


def test_a_finding_about_people_can_be_read_without_their_names():
    finding = Finding(
        "warning",
        "people_without_deals",
        "2 people without a deal: Ana Alves, Ben Boyd.",
        table="rep",
        examples=("Ana Alves", "Ben Boyd"),
    )

    masked = reports.without_names(finding)

    assert masked.message == "2 people without a deal."
    assert masked.examples == ()


def test_a_finding_about_files_is_left_as_it_is():
    finding = Finding("note", "footer", "5 footer lines in a.csv.", examples=("a.csv",))

    assert reports.without_names(finding) == finding


def test_the_origin_names_the_first_file():
    assert reports.origin(DOCUMENT) == "from deals.csv and 1 more"
    assert reports.origin(None) == ""


COLUMN = {"source": "Id", "table": "rep", "field": "rep_id", "read_as": "rep_id", "confidence": 1.0}
WORDS = ("file", "sheet", "kind", "profile", "signature")
NUMBERS = ("rows_read", "rows_accepted", "rows_rejected", "rows_left_out")
LISTS = {"columns": [COLUMN], "ignored_columns": [], "dropped_personal": []}
FILE = dict.fromkeys(WORDS, "x") | dict.fromkeys(NUMBERS, 1) | LISTS
LESS = json.dumps({"files": [{**FILE, "columns": [{"source": "Id"}]}]})


@pytest.mark.parametrize("text", ["not JSON", "[1, 2]", "{}", '{"files": [{"file": "a"}]}', LESS])
def test_a_report_in_the_words_of_another_version_is_none(text):
    assert reports.read(text) is None


def test_a_report_of_this_version_is_read():
    assert reports.read(json.dumps({"files": [FILE]})) == {"files": [FILE]}
