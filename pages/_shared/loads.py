"""The bridge to reading and loading: uploads, the sample company, ties and readiness."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st


@st.cache_resource(
    max_entries=1,
    scope="session",
    show_spinner=False,
    on_release=TemporaryDirectory.cleanup,
)
def _spool() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="evenfield-")


def spool_folder() -> Path:
    """Folder of this visit's uploads; it goes when the visit ends."""
    return Path(_spool().name)
