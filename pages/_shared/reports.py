"""A load's report as rows and sentences; the document is that of ``load --json``."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pages._shared import fields, figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.model.finding import Finding, Severity
    from engine.model.snapshot import Snapshot
    from pages._shared.reference import Row

Document = dict[str, Any]

SEVERITIES: dict[Severity, str] = {
    "error": "Must be mended",
    "warning": "Worth a look",
    "note": "For information",
}
"""Severities in words, the gravest first."""

_PRODUCTS = {
    "plain": "no product known",
    "salesforce api": "Salesforce (API)",
    "salesforce connector": "Salesforce (connector)",
    "salesforce report": "Salesforce (report)",
    "hubspot": "HubSpot",
    "pipedrive": "Pipedrive",
    "dynamics": "Dynamics 365",
    "zoho": "Zoho",
    "workday": "Workday",
    "bamboohr": "BambooHR",
    "adp": "ADP",
}
"""Profiles by the names their makers write."""


_FILE = {
    *("file", "sheet", "kind", "profile", "signature", "rows_read", "rows_accepted"),
    *("rows_rejected", "rows_left_out", "columns", "ignored_columns", "dropped_personal"),
}
_COLUMN = {"source", "table", "field", "read_as", "confidence"}


def read(text: str) -> Document | None:
    """Report from its text; ``None`` where another version wrote it in other words."""
    try:
        document = json.loads(text)
    except ValueError:
        return None
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, list) or not files or not all(_has(file, _FILE) for file in files):
        return None
    columns = [column for file in files for column in file["columns"]]
    return document if all(_has(column, _COLUMN) for column in columns) else None


def _has(part: Any, keys: set[str]) -> bool:
    return isinstance(part, dict) and keys <= part.keys()


def label(file: str, sheet: str) -> str:
    """File with its sheet or archive member."""
    return f"{file} › {sheet}" if sheet else file


def kind(name: str) -> str:
    """What a file was recognised as, in words."""
    return fields.TABLE_WORDS.get(name, "not recognised")


def files(document: Document) -> list[Row]:
    """One row a file: what it is, who wrote it, and what became of its rows."""
    return [
        {
            "File": label(file["file"], file["sheet"]),
            "Recognised as": kind(file["kind"]),
            "Written by": profile(file["profile"]),
            "Rows read": figures.count(file["rows_read"]),
            "Accepted": figures.count(file["rows_accepted"]),
            "Rejected": figures.count(file["rows_rejected"]),
            "Left out": figures.count(file["rows_left_out"]),
        }
        for file in document["files"]
    ]


def tables(counts: Mapping[str, int]) -> list[Row]:
    """Records of each canonical table that has any."""
    return [
        {"Table": fields.TABLE_WORDS[name], "Records": figures.count(rows)}
        for name, rows in counts.items()
        if rows and name in fields.TABLE_WORDS
    ]


def totals(document: Document) -> dict[str, int]:
    """Rows read, accepted, rejected and left out over all files."""
    keys = ("rows_read", "rows_accepted", "rows_rejected", "rows_left_out")
    return {key: sum(file[key] for file in document["files"]) for key in keys}


def sentence(document: Document) -> str:
    """What a load did, in one line that adds up."""
    rows = totals(document)
    return (
        f"{figures.counted(rows['rows_read'], 'row')} read from "
        f"{figures.counted(len(document['files']), 'file')}: "
        f"{figures.count(rows['rows_accepted'])} accepted, "
        f"{figures.count(rows['rows_rejected'])} rejected, "
        f"{figures.count(rows['rows_left_out'])} left out."
    )


def worth_a_look(findings: Iterable[Finding]) -> str:
    """How many findings should be read before these data are trusted; blank where none."""
    groups = by_severity(findings)
    told = [
        f"{figures.count(len(groups[name]))} {words}"
        for name, words in (("error", "must be mended"), ("warning", "worth a look"))
        if name in groups
    ]
    return f"“Findings” says what was noticed: {', '.join(told)}." if told else ""


def lacking(snapshot: Snapshot) -> str:
    """What data without deals cannot do, how they are dated, and what to bring; else blank."""
    if snapshot.tables.get("opportunity"):
        return ""
    found = [f for f in snapshot.findings if f.code in ("no_deals", "dated_by")]
    return " ".join(f"{f.message} {f.hint}" for f in found) or (
        "No deals are loaded, so there is nothing to diagnose yet."
    )


def personal(document: Document) -> list[Row]:
    """Personal columns that were dropped while reading, by file."""
    return [
        {"File": label(file["file"], file["sheet"]), "Dropped": ", ".join(file["dropped_personal"])}
        for file in document["files"]
        if file["dropped_personal"]
    ]


def columns(document: Document) -> list[Row]:
    """Where every column went."""
    return [
        {
            "File": label(file["file"], file["sheet"]),
            "Column": column["source"],
            "Went to": _went_to(column["table"], column["field"]),
        }
        for file in document["files"]
        for column in file["columns"]
    ]


def profile(name: str) -> str:
    """Product that wrote a file, in words."""
    return _PRODUCTS.get(name, name)


def without_names(finding: Finding) -> Finding:
    """Finding about people without their names: the sentence ends before the first of them."""
    if finding.table != "rep" and not finding.code.startswith("people"):
        return finding
    named = [at for name in finding.examples if (at := finding.message.find(name)) >= 0]
    message = finding.message
    if named:
        message = message[: min(named)].rstrip(" :,“") + "."
    return replace(finding, message=message, examples=())


def origin(document: Document | None) -> str:
    """Files that data came from, in a few words."""
    names = list(dict.fromkeys(file["file"] for file in document["files"])) if document else []
    if not names:
        return ""
    rest = f" and {figures.count(len(names) - 1)} more" if len(names) > 1 else ""
    return f"from {names[0]}{rest}"


def by_severity(findings: Iterable[Finding]) -> dict[Severity, list[Finding]]:
    """Findings in groups, the gravest first, groups without any left out."""
    every = list(findings)
    groups = {name: [f for f in every if f.severity == name] for name in SEVERITIES}
    return {name: group for name, group in groups.items() if group}


def _went_to(table: str, field: str) -> str:
    return fields.words(table, field) if table in fields.TABLE_WORDS else f"{table}.{field}"
