"""A figure as a card: its value, its change with the band, and what it is one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import figures, written
from pages._shared.widgets.place import as_table

if TYPE_CHECKING:
    from engine.metrics.registry import Metric
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
        if value is None:
            st.metric(metric.label, figures.MISSING)
            st.caption(figures.escape(missing))
        else:
            likely = written.band(metric.key, value, currency)
            st.metric(metric.label, written.value(metric.key, value, currency))
            if likely:
                st.caption(f"four times in five {figures.escape(likely)}")
        explain(page, metric)


def changed(page: str, metric: Metric, value: Value, change: Value, currency: str) -> None:
    """Card of a figure of a scenario with its paired change; its meaning as help."""
    likely = written.change_band(metric.key, change, currency)
    st.metric(
        metric.label,
        written.value(metric.key, value, currency),
        delta=None if change is None else written.change(metric.key, change, currency),
        delta_color=_colour(metric, change),
        delta_arrow="off" if _is_nothing(change) else "auto",
        delta_description=likely or None,
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
            rows = [{"": name, " ": text} for name, text in written.about(metric).items()]
            as_table(rows)


def _help(metric: Metric) -> str:
    about = written.about(metric)
    return "  \n".join(f"{name}: {figures.escape(text)}" for name, text in about.items())


def _colour(metric: Metric, change: Value) -> str:
    if metric.better == 0 or _is_nothing(change):
        return "off"
    return "normal" if metric.better > 0 else "inverse"


def _is_nothing(change: Value) -> bool:
    middle = getattr(change, "p50", change)
    return middle is None or abs(middle) < 1e-9
