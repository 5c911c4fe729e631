"""What is kept of themes and charts is what Streamlit would work out itself."""

from __future__ import annotations

import pytest
from streamlit.elements import vega_charts
from streamlit.proto.NewSession_pb2 import CustomThemeConfig

from pages._shared import frugal

_NAMED = "_stabilize_vega_json_spec"
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


@pytest.mark.parametrize("name", ["view_7", "view_1"])
def test_the_spec_of_a_chart_is_sent_as_if_it_were_read_each_time(monkeypatch, name):
    monkeypatch.setattr(vega_charts, _NAMED, vega_charts._stabilize_vega_json_spec)
    frugal.specs_are_read_once()
    made = '{"layer": [{"name": "NAME", "mark": "bar"}, {"name": "view_9", "mark": "point"}]}'
    spec = made.replace("NAME", name)
    kept = '{"layer": [{"name": "view_1", "mark": "bar"}, {"name": "view_2", "mark": "point"}]}'
    for _ in range(2):
        assert vega_charts._stabilize_vega_json_spec(spec) == kept
    other = spec.replace("bar", "tick")
    assert vega_charts._stabilize_vega_json_spec(other) == kept.replace("bar", "tick")
