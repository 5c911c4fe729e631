"""The three doors of Start, and what happens to data behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, held, loads, registry, reports, runs, session

if TYPE_CHECKING:
    from engine.model.snapshot import Snapshot

_LISTED = 6


def sample() -> None:
    """Open the sample company in one click and show its baseline."""
    st.header("Try the sample company", anchor=False)
    st.markdown(
        "Tessaly Systems: a software company whose acquisition was never merged into its "
        "patches, with two years of deals, people, quotas and pay. Invented, and complete."
    )
    if st.button("Open the sample company", type="primary", key="start.sample", width="stretch"):
        with st.spinner("Reading the extracts of the sample company ..."):
            fingerprint = loads.open_sample()
        _enter(fingerprint)


def upload() -> None:
    """Lead to the page that takes extracts."""
    st.header("Upload your extracts", anchor=False)
    st.markdown(
        "Deals, accounts, people, quotas: as your CRM and HR systems write them, in any "
        "number of files. You see what each was recognised as before anything is loaded."
    )
    if st.button("Upload extracts", key="start.upload", width="stretch"):
        st.switch_page(registry.ENTRY["data"].path)


def continue_with(current: str | None) -> None:
    """List what is in the workspace, newest first, each to be opened."""
    st.header("Continue", anchor=False)
    kept = held.snapshots(_LISTED)
    if not kept:
        st.markdown("Nothing is in this workspace yet. What you load stays here for next time.")
    for snapshot in kept:
        _row(snapshot, is_open=snapshot.fingerprint == current)
    for sentence in held.broken(_LISTED):
        st.caption(figures.escape(sentence))


def data_handling() -> None:
    """Say where data are kept, what is dropped, and that nothing leaves the machine."""
    st.header("What happens to your data", anchor=False)
    st.markdown("**Kept on this machine**, in the folder")
    st.code(str(runs.workspace().folder), language=None, wrap_lines=True)
    st.markdown(
        "**Nothing leaves it:** no cloud, no telemetry, no call to any other server.\n\n"
        "**Dropped while reading:** columns that a sales plan has no use for, such as birth "
        "date, gender, health, national ids and home address. The load names each.\n\n"
        "**On the screen:** names are masked and what each person is paid is hidden until you ask "
        "for them; what a team is paid in all is shown."
    )


def _row(snapshot: Snapshot, *, is_open: bool) -> None:
    with st.container(border=True):
        st.markdown(f"**Data as of {figures.day(snapshot.as_of)}**")
        st.caption(figures.escape(reports.origin(loads.report(snapshot.fingerprint))))
        st.caption(contents(snapshot))
        label = "Go on with this one" if is_open else "Open"
        if st.button(label, key=f"start.open.{snapshot.fingerprint}"):
            _enter(snapshot.fingerprint)


def contents(snapshot: Snapshot) -> str:
    """What a snapshot holds, in one line: people, deals, quotas, rows in all."""
    rows = snapshot.tables
    deals = rows.get("opportunity", 0)
    parts = [
        figures.counted(rows.get("rep", 0), "person", "people"),
        figures.counted(deals, "deal") if deals else "no deals, so nothing to diagnose yet",
        figures.counted(rows.get("quota", 0), "quota"),
        f"{figures.counted(sum(rows.values()), 'row')} in all",
    ]
    return " · ".join(parts)


def _enter(fingerprint: str) -> None:
    """Make a snapshot the one that is looked at, and show where it stands."""
    session.change(
        snapshot=fingerprint,
        period="",
        slice=(),
        draft=None,
        applied=None,
        saved_id=None,
        compared=None,
    )
    st.switch_page(registry.ENTRY["baseline"].path)
