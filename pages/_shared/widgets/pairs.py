"""Baseline and scenarios on one scale: the target line, three pairs, cards, who gains and loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import changes, figures, runs, tables, who
from pages._shared.charts import attainment_spread, payout_curve, quota_fit, target_line
from pages._shared.widgets import figure_card, rows
from pages._shared.widgets.place import as_table, palette, place, place_beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.model.results import Comparison
    from pages._shared.changes import Said
    from pages._shared.charts.side import Side
    from pages._shared.session import Session

CARDS = ("participation", "below_80", "bookings", "payout", "quota_total")
SMALLEST_GROUP = 3
"""Below this many people a group's pay would be a person's."""


def target(page: str, sides: Sequence[Side], currency: str) -> None:
    """Target, expected, gap, chance and what is handed out; nothing without a target."""
    if len(sides) > 2:
        said = changes.target_lines(sides, currency)
    else:
        said = changes.target_line(sides[-1].result, currency)
    if said:
        place_beside(
            f"{page}.target",
            said,
            target_line.spec(palette(), len(sides), currency),
            target_line.rows(sides),
            lambda: tables.money_line(sides, currency),
            "Bar: four times in five. Dot: quota handed out.",
        )


def three(
    page: str, sides: Sequence[Side], said: Mapping[str, Said], last_year: float | None
) -> None:
    """Median attainment, quota-to-territory fit and payout curve, each pair one chart."""
    colours, panels = palette(), len(sides)
    charts = {
        "median_attainment": (
            lambda: (
                attainment_spread.spec(colours, panels),
                attainment_spread.rows(sides, last_year),
            ),
            tables.attainment,
        ),
        "fit_in_band": (
            lambda: (quota_fit.spec(colours, panels), quota_fit.rows(sides)),
            tables.fit,
        ),
        "payout": (lambda: (payout_curve.spec(colours), payout_curve.rows(sides)), tables.curves),
    }
    for column, (key, (drawn, table)) in zip(st.columns(3), charts.items(), strict=True):
        with column:
            missing = sides[0].result.unavailable.get(key) if key != "payout" else None
            if missing:
                _absent(page, key, missing)
                continue
            spec, marks = drawn()
            sentence, detail = said[key]
            place(f"{page}.{key}", sentence, spec, marks, lambda t=table: t(sides), detail)


def cards(compared: Comparison, currency: str) -> None:
    """Further figures of the last scenario with their paired changes, in one row."""
    result, change = compared.others[-1], compared.differences[-1]
    there = [key for key in CARDS if key in result.metrics]
    if not there:
        return
    for column, key in zip(st.columns(len(there)), there, strict=True):
        with column:
            figure_card.changed(runs.metric(key), result.metrics[key], change.get(key), currency)


def gains_and_losses(page: str, compared: Comparison, state: Session, currency: str) -> None:
    """Expected incentive pay by segment, and person by person behind one click."""
    baseline, draft = compared.baseline, compared.others[-1]
    st.subheader("Who gains, who loses", anchor=False)
    groups = who.by_group(baseline, draft)
    if not groups:
        st.caption(figures.escape(draft.unavailable.get("payout", "No pay is known.")))
        return
    st.markdown(figures.escape(who.sentence(groups)))
    as_table(
        [
            {
                "Segment": group.group,
                "Reps": figures.count(group.people),
                "More pay": _if_many(group, figures.count(group.gain)),
                "Less pay": _if_many(group, figures.count(group.lose)),
                "Change of incentive pay": _if_many(group, _change(group, currency)),
            }
            for group in groups
        ]
    )
    people = who.person_by_person(baseline, draft)
    rows.show(people, state, f"{page}.people", "who-gains-who-loses.csv")


def _change(group: who.GroupChange, currency: str) -> str:
    sign = "+" if group.change > 0 else ""
    share = figures.percent(abs(group.share), 1)
    return f"{sign}{figures.money(group.change, currency)} ({share})"


def _if_many(group: who.GroupChange, text: str) -> str:
    return text if group.people >= SMALLEST_GROUP else "too few to show"


def _absent(page: str, key: str, missing: str) -> None:
    with st.container(border=True, height="stretch", key=f"{page}.{key}"):
        st.markdown(f"#### {figures.escape(runs.metric(key).label)}")
        st.caption(figures.escape(missing))
