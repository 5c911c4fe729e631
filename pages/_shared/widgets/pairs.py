"""Baseline and scenarios on one scale: the target line, three pairs, cards, who gains and loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared import changes, figures, runs, tables, who
from pages._shared.charts import attainment_spread, payout_curve, quota_fit, target_line
from pages._shared.widgets import figure_card, rows
from pages._shared.widgets.place import as_table, palette, place, place_beside, written_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.model.results import Comparison
    from pages._shared.changes import Said
    from pages._shared.charts.side import Side
    from pages._shared.session import Session

CARDS = ("participation", "bookings", "payout", "quota_total")
SMALLEST_GROUP = 3
"""Below this many people a group's pay would be a person's."""


def target(page: str, sides: Sequence[Side], currency: str) -> None:
    """Expected bookings of the sides against the target; nothing without a target."""
    said = changes.target_lines(sides, currency)
    if said:
        place_beside(
            f"{page}.target",
            said,
            target_line.spec(palette(), len(sides), currency),
            target_line.rows(sides),
            "Bar: four times in five. Dot: quota handed out.",
        )


def three(
    page: str, sides: Sequence[Side], said: Mapping[str, Said], last_year: float | None
) -> None:
    """Median attainment, quota-to-territory fit and payout curve, each pair one chart."""
    colours, panels = palette(), len(sides)
    charts = {
        "median_attainment": lambda: (
            attainment_spread.spec(colours, panels),
            attainment_spread.rows(sides, last_year),
        ),
        "fit_in_band": lambda: (quota_fit.spec(colours, panels), quota_fit.rows(sides)),
        "payout": lambda: (payout_curve.spec(colours), payout_curve.rows(sides)),
    }
    for column, (key, drawn) in zip(st.columns(3), charts.items(), strict=True):
        with column:
            missing = sides[0].result.unavailable.get(key) if key != "payout" else None
            if missing:
                _absent(page, key, missing)
            else:
                sentence, detail = said[key]
                place(f"{page}.{key}", sentence, *drawn(), detail=detail)


def as_tables(page: str, sides: Sequence[Side], currency: str) -> None:
    """All charts of the page as tables, behind one click."""
    shown = st.expander("These charts as tables", on_change="rerun", key=f"{page}.tables")
    if shown.open:
        with shown:
            for make in (tables.attainment, tables.fit, tables.curves):
                as_table(make(sides))
            as_table(tables.money_line(sides, currency))


def cards(page: str, compared: Comparison, currency: str) -> None:
    """Further figures of the last scenario with their paired changes, in one row."""
    result, change = compared.others[-1], compared.differences[-1]
    with st.container(horizontal=True, key=f"{page}.cards"):
        for key in CARDS:
            if key in result.metrics:
                metric, value = runs.metric(key), result.metrics[key]
                figure_card.changed(metric, value, change.get(key), currency)


def gains_and_losses(page: str, compared: Comparison, state: Session, currency: str) -> None:
    """Expected incentive pay by segment, and person by person behind one click."""
    baseline, draft = compared.baseline, compared.others[-1]
    groups = who.by_group(baseline, draft)
    if not groups:
        missing = draft.unavailable.get("payout", "No pay is known.")
        st.markdown(f"### Who gains, who loses\n\n{figures.escape(missing)}")
        return
    table = written_table(
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
    said = figures.escape(who.sentence(groups))
    st.markdown(f"### Who gains, who loses\n\n{said}\n\n{table}")
    rows.show(
        lambda: who.person_by_person(baseline, draft),
        state,
        f"{page}.people",
        "who-gains-who-loses.csv",
    )


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
