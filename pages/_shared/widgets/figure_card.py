"""A figure as a card: its value, its change with the band, and what it is one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages._shared import figures, markup, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from engine.metrics.metric import Metric
    from pages._shared.written import Value


def as_it_is(metric: Metric, value: Value, currency: str, missing: str = "") -> Markup:
    """
    Card of a figure of a past period.

    Parameters
    ----------
    metric : Metric
        Which figure.
    value : float, Band or None
        ``None`` where it cannot be computed.
    currency : str
        Three letters.
    missing : str
        The column that would bring it, a sentence; shown where there is no value.
    """
    likely = written.band(metric.key, value, currency)
    note = missing if value is None else f"four times in five {likely}" if likely else ""
    text = written.value(metric.key, value, currency)
    return markup.card(metric.label, text, note=note, about=written.about(metric))


def changed(metric: Metric, before: object, value: Value, change: Value, currency: str) -> Markup:
    """
    Card of a figure of a scenario with its paired change, beside what it is if we carry on.

    What the figure is stands elsewhere: the browser reads a card anew at each move of a lever.
    """
    text = written.value(metric.key, value, currency)
    own = written.is_its_own(metric.key, before, value, change, currency)
    return markup.card(metric.label, text, change=_change(metric, change, currency, own=own))


def meanings(metrics: Iterable[Metric]) -> list[dict[str, str]]:
    """What figures are, a row each."""
    return [{"Figure": metric.label, **written.about(metric)} for metric in metrics]


def _change(metric: Metric, change: Value, currency: str, *, own: bool) -> Markup:
    if written.is_nothing(change):
        return markup.change("no change")
    parts = ["year by year"] if own else []
    if likely := written.change_band(metric.key, change, currency):
        parts.append(likely)
    return markup.change(
        f"{'↑' if _middle(change) > 0 else '↓'} {written.change(metric.key, change, currency)}",
        tone={0: "", 1: "better", -1: "worse"}[figures.sign(metric.better * _middle(change))],
        note=", ".join(parts),
    )


def _middle(change: Value) -> float:
    return 0.0 if change is None else float(getattr(change, "p50", change))
