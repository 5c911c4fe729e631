"""Findings of a load, by severity, each with the rows that it was noticed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, reports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model.finding import Finding

_SHOWN_AT_ONCE = 6


def draw(findings: Iterable[Finding], *, names_shown: bool) -> None:
    """Draw every finding, the gravest first, or say that nothing was noticed."""
    if not names_shown:
        findings = [reports.without_names(finding) for finding in findings]
    groups = reports.by_severity(findings)
    if not groups:
        st.caption("Nothing was noticed.")
    elif not names_shown:
        st.caption("Names are masked. “View” above the page shows them.")
    for severity, group in groups.items():
        st.subheader(f"{reports.SEVERITIES[severity]} ({len(group)})", anchor=False)
        for finding in group[:_SHOWN_AT_ONCE]:
            _one(finding)
        if rest := group[_SHOWN_AT_ONCE:]:
            with st.expander(f"Show {figures.count(len(rest))} more"):
                for finding in rest:
                    _one(finding)


def _one(finding: Finding) -> None:
    with st.container(border=True, gap="xsmall"):
        st.text(finding.message)
        if finding.hint:
            st.caption(figures.escape(finding.hint))
        if finding.examples:
            with st.popover("Show the rows", type="tertiary"):
                st.text("\n".join(finding.examples))
                if finding.rows > len(finding.examples):
                    shown = figures.count(len(finding.examples))
                    st.caption(f"The first {shown} of {figures.count(finding.rows)}.")
