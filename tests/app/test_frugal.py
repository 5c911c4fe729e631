"""What is kept of the themes is what Streamlit would read itself."""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig

from pages._shared import frugal

PLACES = {
    "theme": lambda theme: theme,
    "theme.light": lambda theme: theme.light,
    "theme.dark": lambda theme: theme.dark,
    "theme.sidebar": lambda theme: theme.sidebar,
    "theme.light.sidebar": lambda theme: theme.light.sidebar,
    "theme.dark.sidebar": lambda theme: theme.dark.sidebar,
}


def test_themes_are_the_same_as_if_they_were_read_each_time():
    read, first, again = (CustomThemeConfig() for _ in range(3))
    for section, place in PLACES.items():
        frugal._read(place(read), section)
        frugal._fill(place(first), section)
        frugal._fill(place(again), section)
    assert read.light.primary_color  # the project's own settings were found
    assert first == again == read
    assert not first.HasField("sidebar")
