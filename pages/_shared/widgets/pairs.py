"""Baseline and scenarios on one scale: the target line, three pairs, cards, who gains and loses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages._shared import figures, markup, runs, side_by_side, tables, who
from pages._shared.charts import attainment_spread, payout_curve, quota_fit, target_line
from pages._shared.widgets import figure_card, rows, words
from pages._shared.widgets.place import as_table, draw, palette, place_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from engine.model.results import Comparison
    from pages._shared.changes import Said
    from pages._shared.charts.marks import Marks
    from pages._shared.charts.side import Side
    from pages._shared.session import Session
    from pages._shared.theme import Palette

    Chart = tuple[dict[str, Any], Marks]

PAIRS = ("median_attainment", "fit_in_band", "payout")
CARDS = ("participation", "bookings", "payout", "quota_total")
SMALLEST_GROUP = 3
"""Below this many people a group's pay would be a person's."""


def target(page: str, sides: Sequence[Side], currency: str) -> None:
    """Expected bookings of the sides against the target; nothing without a target."""
    said = side_by_side.target_lines(sides, currency)
    if said:
        place_beside(
            f"{page}.target",
            said,
            target_line.spec(palette(), len(sides), currency),
            target_line.rows(sides),
            "Bar: four times in five. Mark on or beside it: quota handed out.",
        )


def charts(
    sides: Sequence[Side], last_year: float | None, colours: Palette
) -> dict[str, Chart | str]:
    """Median attainment, quota-to-territory fit and payout curve; a sentence for what is not."""
    panels = len(sides)
    made: dict[str, Callable[[], Chart]] = {
        "median_attainment": lambda: (
            attainment_spread.spec(colours, panels),
            attainment_spread.rows(sides, last_year),
        ),
        "fit_in_band": lambda: (quota_fit.spec(colours, panels), quota_fit.rows(sides)),
        "payout": lambda: (payout_curve.spec(colours, panels), payout_curve.rows(sides)),
    }
    missing = {key: why for key, why in sides[0].result.unavailable.items() if key != "payout"}
    return {key: missing.get(key) or make() for key, make in made.items()}


def three(page: str, said: Mapping[str, Said], found: Mapping[str, Chart | str]) -> None:
    """Draw what :func:`charts` found beside each other, each pair one chart."""
    for column, (key, chart) in zip(st.columns(3, border=True), found.items(), strict=True):
        with column:
            if isinstance(chart, str):
                words.draw(markup.heading(runs.metric(key).label), markup.paragraph(chart))
            else:
                draw(f"{page}.{key}", *said[key], *chart)


def as_tables(page: str, sides: Sequence[Side], currency: str) -> None:
    """All charts of the page as tables, behind one click."""
    shown = st.expander("These charts as tables", on_change="rerun", key=f"{page}.tables")
    if shown.open:
        with shown:
            _tables(sides, currency)


def behind(
    page: str, sides: Sequence[Side], compared: Comparison, state: Session, currency: str
) -> None:
    """Charts as tables, people, or what the figures mean; nothing until asked."""
    people, meanings = "Person by person", "What the figures mean"
    asked = st.segmented_control(
        "Behind these figures", ["Charts as tables", people, meanings], key=f"{page}.behind"
    )
    if asked == people:
        rows.draw(
            lambda: who.person_by_person(compared.baseline, compared.others[-1]),
            state,
            f"{page}.people",
            "who-gains-who-loses.csv",
        )
    elif asked == meanings:
        as_table(figure_card.meanings(map(runs.metric, dict.fromkeys((*PAIRS, *CARDS)))))
    elif asked:
        _tables(sides, currency)


def cards(compared: Comparison, currency: str) -> Markup:
    """Further figures of the last scenario with their paired changes."""
    before, result = compared.baseline.metrics, compared.others[-1].metrics
    change = compared.differences[-1]
    return markup.cards(
        figure_card.changed(
            runs.metric(key), before.get(key), result[key], change.get(key), currency
        )
        for key in CARDS
        if key in result
    )


def gains_and_losses(compared: Comparison, currency: str) -> Markup:
    """Expected incentive pay by segment: who can expect more, who less."""
    baseline, draft = compared.baseline, compared.others[-1]
    groups = who.by_group(baseline, draft)
    title = markup.heading("Who gains, who loses", 3)
    if not groups:
        return title + markup.paragraph(draft.unavailable.get("payout", "No pay is known."))
    rows_of_groups = [
        {
            "Segment": group.group,
            "Reps": figures.count(group.people),
            "More pay": _if_many(group, figures.count(group.gain)),
            "Less pay": _if_many(group, figures.count(group.lose)),
            "Change of incentive pay": _if_many(group, _change(group, currency)),
        }
        for group in groups
    ]
    said = markup.paragraph(who.sentence(groups))
    return markup.joined((title, said, markup.table(rows_of_groups)))


def _tables(sides: Sequence[Side], currency: str) -> None:
    for make in (tables.attainment, tables.fit, tables.curves):
        as_table(make(sides))
    as_table(tables.money_line(sides, currency))


def _change(group: who.GroupChange, currency: str) -> str:
    sign = "+" if group.change > 0 else ""
    share = figures.percent(group.share, 1)
    return f"{sign}{figures.money(group.change, currency)} ({share})"


def _if_many(group: who.GroupChange, text: str) -> str:
    return text if group.people >= SMALLEST_GROUP else "too few to show"
