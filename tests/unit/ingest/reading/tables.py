"""Tables as plain Python values."""

from __future__ import annotations


def rows_of(table):
    """Rows of text that can be taken, without the columns that reading adds."""
    good = table.rows.filter(table.rows.column("_ragged").is_null())
    return [tuple(row[name] for name in table.columns) for row in good.to_pylist()]


def lines_of(table):
    """Line of every row, ragged ones too."""
    return table.rows.column("_line").to_pylist()


def ragged_of(table):
    """Line and reason of every row that cannot be taken."""
    return [(row["_line"], row["_ragged"]) for row in table.rows.to_pylist() if row["_ragged"]]


def codes_of(table):
    """Codes of what reading noticed."""
    return [finding.code for finding in table.findings]


def said(table, code):
    """The sentence of one finding."""
    (finding,) = [finding for finding in table.findings if finding.code == code]
    return finding.message
