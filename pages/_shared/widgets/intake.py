"""Where files come in: dropped on the page, or taken from the inbox folder."""

from __future__ import annotations

import streamlit as st

from engine.settings import settings
from pages._shared import loads, session, spool

TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "zip", "parquet"]
_ROUND = "data.upload.round"


def draw(state: session.Session) -> None:
    """
    Take files and put them to disk at once, and let a person take one out again.

    The uploader is renewed after each drop, so that the server does not hold the bytes.
    """
    turn = st.session_state.setdefault(_ROUND, 0)
    uploads = st.file_uploader(
        "Drop your extracts here: CSV, TXT, XLSX, XLS, ZIP or Parquet, any number",
        type=TYPES,
        accept_multiple_files=True,
        key=f"data.upload.{turn}",
    )
    if uploads:
        st.session_state[_ROUND] = turn + 1
        _add(state, spool.keep(uploads, loads.spool_folder()))
    _inbox(state)
    if state.batch:
        _chosen(state)


def _inbox(state: session.Session) -> None:
    inbox = settings().inbox
    here = {file.name: file for file in spool.waiting(inbox)}
    if inbox is None:
        return
    with st.expander("Take larger files from the inbox folder"):
        st.text(f"Folder: {inbox.resolve()}")
        if not here:
            st.caption("The folder is empty. Copy files there and reload the page.")
            return
        names = st.multiselect("Files in the folder", list(here), key="data.inbox")
        if st.button("Take these files", disabled=not names, key="data.inbox.take"):
            _add(state, tuple(here[name] for name in names))


def _chosen(state: session.Session) -> None:
    """Files of this upload, each to be taken out."""
    names = {file.path: file.name for file in state.batch}
    kept = st.multiselect(
        "Files of this upload",
        list(names),
        default=list(names),
        format_func=names.__getitem__,
        key=f"data.batch.{len(state.batch)}",
    )
    if len(kept) < len(names):
        session.change(batch=tuple(file for file in state.batch if file.path in kept))
        st.rerun()


def _add(state: session.Session, files: tuple[spool.Spooled, ...]) -> None:
    known = {file.path for file in state.batch}
    session.change(batch=(*state.batch, *(f for f in files if f.path not in known)))
    st.rerun()
