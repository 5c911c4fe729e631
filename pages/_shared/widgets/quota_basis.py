"""What quotas are made from: one basis, or two with the share of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages._shared.quota_draft import change
from pages._shared.quota_words import BASES
from pages._shared.widgets.showing import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.quota_levers import QuotaLevers

_HALF = 50.0


def draw(levers: QuotaLevers) -> None:
    """Choose a basis."""
    parts = _parts(levers)
    show("quotas.basis", None if len(parts) > 2 else parts[0][0])
    st.selectbox(
        "Quotas from",
        list(BASES),
        index=None if len(parts) > 2 else 0,  # one basis takes the place of another
        placeholder="a blend of several, from a scenario file",
        format_func=BASES.__getitem__,
        key="quotas.basis",
        on_change=_take_first,
        args=(parts,),
    )


def blend(levers: QuotaLevers) -> None:
    """The other basis, and how much of the quota comes from it; nothing for a blend of several."""
    parts = _parts(levers)
    if len(parts) > 2:
        return
    first, others = parts[0][0], [name for name in BASES if name != parts[0][0]]
    show("quotas.basis.second", parts[1][0] if len(parts) == 2 else None)
    st.selectbox(
        "And from",
        others,
        index=None,
        placeholder="nothing else",
        format_func=BASES.__getitem__,
        key="quotas.basis.second",
        on_change=_take_second,
        args=(first,),
    )
    if len(parts) < 2:
        return
    second, share = parts[1]
    show("quotas.basis.share", round(100 * share, 6))
    st.slider(
        "Share of that",
        0.0,
        _HALF,
        step=5.0,
        format="%g %%",
        key="quotas.basis.share",
        on_change=_take_share,
        args=(first, second),
    )


def _parts(levers: QuotaLevers) -> list[tuple[str, float]]:
    """Bases and their shares, the largest first."""
    return sorted(levers.shares.items(), key=lambda part: -part[1])


def _take_first(parts: Sequence[tuple[str, float]]) -> None:
    """The chosen basis takes the place of the first one of a blend."""
    chosen = st.session_state["quotas.basis"]
    if chosen is None:
        return
    if len(parts) != 2 or chosen == parts[1][0]:
        change(basis=chosen)
    else:
        change(basis=((chosen, parts[0][1]), parts[1]))


def _take_second(first: str) -> None:
    second = st.session_state["quotas.basis.second"]
    change(basis=first if second is None else ((first, 0.5), (second, 0.5)))


def _take_share(first: str, second: str) -> None:
    share = round(float(st.session_state["quotas.basis.share"]) / 100, 9)
    change(basis=((first, 1 - share), (second, share)))
