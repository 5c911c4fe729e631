"""What the sum of quotas starts from: last year's, or what the patches are expected to book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared.widgets.showing import if_chosen, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.model.quota_levers import QuotaLevers

WAYS = {"growth": "Last year's", "handed_out": "Expected"}
"""Lever of the quotas that moves their sum → what the sum starts from."""


def draw(levers: QuotaLevers, key: str, take: Callable[[str], None]) -> str:
    """
    Let a person choose, and return the lever that moves the sum from there.

    Parameters
    ----------
    levers : QuotaLevers
        As they stand.
    key : str
        Key of the widget.
    take : callable
        What becomes of a choice, a key of :data:`WAYS`.
    """
    way = "growth" if levers.handed_out is None else "handed_out"
    show(key, way)
    st.segmented_control(
        "The sum of quotas starts from",
        list(WAYS),
        key=key,
        format_func=WAYS.__getitem__,
        required=True,
        width="stretch",
        on_change=if_chosen,
        args=(key, take),
    )
    return way
