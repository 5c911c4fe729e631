"""A past period on screen: figures as cards, people by group, activities, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import streamlit as st

from engine.model.band import Band
from pages._shared import exports, figures, markup, runs, sentences, tables
from pages._shared.charts import attainment_by_group, standing
from pages._shared.widgets import figure_card, words
from pages._shared.widgets.place import as_table, palette, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.results import AsIs

GROUPS = {"segment": "Segment", "role": "Role", "region": "Region", "manager_id": "Manager"}
_MONEY = (("bookings", "Booked"), ("target", "Plan"), ("quota_total", "Quota handed out"))
_CAVEAT = (
    "This is association, not cause: hot deals attract activity, and people log differently. "
    "Only a pilot tells."
)


def money(year: AsIs, currency: str) -> None:
    """Booked, plan and quota handed out, on one scale."""
    there = [(words, year.metrics[key]) for key, words in _MONEY if key in year.metrics]
    amounts = [(words, float(value)) for words, value in there if isinstance(value, int | float)]
    place(
        "baseline.money",
        "Booked against what was planned and handed out",
        standing.spec(palette(), len(amounts)),
        standing.rows(amounts, currency),
        lambda: [{"": words, "Amount": figures.money(value, currency)} for words, value in amounts],
        sentences.fair(year),
    )


def cards(year: AsIs, keys: Sequence[str], currency: str) -> None:
    """Figures as cards; what cannot be computed says what would bring it."""
    found = []
    for key in keys:
        value = year.metrics.get(key)
        number = value if isinstance(value, int | float | Band) else None
        missing = year.unavailable.get(key, "")
        found.append(figure_card.as_it_is(runs.metric(key), number, currency, missing))
    words.draw(markup.cards(found))


def people_by_group(year: AsIs, *, names_shown: bool) -> None:
    """Every rep as a dot, in rows by segment, role, region or manager."""
    column = st.segmented_control(
        "Group by",
        list(GROUPS),
        default="segment",
        format_func=GROUPS.__getitem__,
        required=True,
        key="baseline.group",
        persist_state="session",
    )
    shown = year if names_shown or column != "manager_id" else _managers_masked(year)
    parts = attainment_by_group.groups(shown, column)
    place(
        "baseline.groups",
        sentences.groups(parts) if column != "manager_id" else "Attainment by manager's team",
        attainment_by_group.spec(palette(), max(len(parts), 1)),
        attainment_by_group.rows(shown, column),
        lambda: tables.groups(parts),
    )


def activities(year: AsIs) -> None:
    """Which kinds of activity go with results, with how many people that rests on."""
    if runs.team_only():
        return
    st.subheader("Which activity goes with results?", anchor=False)
    if not year.activities:
        st.caption(figures.escape(year.unavailable.get("activities", "No activities are loaded.")))
        return
    as_table(
        [
            {
                "Activity": link.kind,
                "What shows": link.verdict,
                "Rank correlation": figures.with_sign(link.correlation, 2),
                "Likely between": " and ".join(
                    figures.with_sign(end, 2) for end in (link.lo, link.hi)
                ),
                "Reps": figures.count(link.n),
            }
            for link in year.activities
        ]
    )
    st.caption(_CAVEAT)


def missing(year: AsIs) -> None:
    """What cannot be computed, and the column that would bring it."""
    if not year.unavailable:
        return
    names = runs.metric_names(year.unavailable)
    rows = [
        {"What would bring it": cause, "Figures": "; ".join(names[key] for key in keys)}
        for cause, keys in year.missing().items()
    ]
    with st.expander(f"Not available: {figures.counted(len(names), 'figure')}"):
        as_table(rows)


def notes(year: AsIs) -> None:
    """Proxies in force and people left aside."""
    if year.notes:
        st.caption(figures.escape(" ".join(year.notes)))


def _managers_masked(year: AsIs) -> AsIs:
    table = year.reps_table
    if "manager_id" not in table.column_names:
        return year
    masked = pa.array(exports.aliases(table["manager_id"].to_pylist(), "Manager"), pa.string())
    at = table.column_names.index("manager_id")
    return replace(year, reps_table=table.set_column(at, "manager_id", masked))
