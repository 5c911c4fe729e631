"""
What never changes while a server runs is worked out once.

Each run of a script begins with a message that names all colours and fonts again. Streamlit
reads them from several hundred options each time, which took 2 ms, a quarter of what sending the
answer to a lever's move costs.
"""

from __future__ import annotations

from functools import lru_cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_read = app_session._populate_theme_msg  # noqa: SLF001 - Streamlit offers no public way


def themes_are_read_once() -> None:
    """Keep what the settings say of each theme; once for a server."""
    app_session._populate_theme_msg = _fill  # noqa: SLF001


def _fill(message: CustomThemeConfig, section: str = "theme") -> None:
    if (kept := _theme(section)).ListFields():  # an empty theme is not the same as none
        message.MergeFrom(kept)


@lru_cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _read(message, section)
    return message
