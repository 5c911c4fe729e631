"""A figure as a card: its value, its change with the band, and what it is one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, written
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from engine.metrics.metric import Metric
    from pages._shared.written import Value


def as_it_is(page: str, metric: Metric, value: Value, currency: str, missing: str = "") -> None:
    """
    Card of a figure of a past period.

    Parameters
    ----------
    page : str
        Key of the page.
    metric : Metric
        Which figure.
    value : float, Band or None
        ``None`` where it cannot be computed.
    currency : str
        Three letters.
    missing : str
        The column that would bring it, a sentence; shown where there is no value.
    """
    with st.container(border=True, height="stretch", key=f"{page}.card.{metric.key}"):
        st.markdown(metric.label)  # a metric's own label is cut where it does not fit
        text = written.value(metric.key, value, currency)
        st.metric(metric.label, text, label_visibility="collapsed")
        if value is None:
            st.caption(figures.escape(missing))
        elif likely := written.band(metric.key, value, currency):
            st.caption(f"four times in five {figures.escape(likely)}")
        explain(page, metric)


def changed(metric: Metric, value: Value, change: Value, currency: str) -> None:
    """Card of a figure of a scenario with its paired change; its meaning as help."""
    likely = written.change_band(metric.key, change, currency)
    nothing = written.is_nothing(change)
    st.metric(
        metric.label,
        written.value(metric.key, value, currency),
        delta="no change" if nothing else written.change(metric.key, change, currency),
        delta_color=_colour(metric, change),
        delta_arrow="off" if nothing else "auto",
        delta_description=None if nothing else likely or None,
        help=_help(metric),
        border=True,
        height="stretch",
    )


def explain(page: str, metric: Metric) -> None:
    """What a figure is, its formula and its source, behind one click."""
    shown = st.popover(
        "What is this?", type="tertiary", on_change="rerun", key=f"{page}.about.{metric.key}"
    )
    if shown.open:
        with shown:
            rows = [{"": name, metric.label: text} for name, text in written.about(metric).items()]
            as_table(rows)


def _help(metric: Metric) -> str:
    about = written.about(metric)
    return "  \n".join(f"{name}: {figures.escape(text)}" for name, text in about.items())


def _colour(metric: Metric, change: Value) -> str:
    if metric.better == 0 or written.is_nothing(change):
        return "off"
    return "normal" if metric.better > 0 else "inverse"
