"""Levers of the Quotas page; a move goes into the draft that What-if shows as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.model.levers import LEVER
from engine.model.quota_levers import USUAL_CHANGE
from pages._shared import lever_words, quota_plans, quota_words, session
from pages._shared.quota_draft import change, choose_way, set_total
from pages._shared.widgets import quota_basis, quota_total, quota_weights
from pages._shared.widgets.showing import if_chosen, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.model.scenario import Scenario
    from engine.scenarios.quota_plan import QuotaPlan

_ENDS = {"growth": (-0.2, 0.5), "handed_out": (0.5, 2.0), "max_change": (0.0, 1.0)}
"""Ends of sliders where the lever's own range is too wide for a hand."""
_LIMITS = {"max_change": USUAL_CHANGE, "fairness_band": 0.15}
"""Limits that may be switched on, with the value that they begin at."""


def draw(shown: Scenario, plan: Callable[[], QuotaPlan]) -> None:
    """Basis, total and limits of a scenario; all others, which need its plan, under More."""
    if quota_plans.is_proposal(session.load()):
        st.caption("These levers stand at a proposal; moving one takes it into your scenario.")
    quota_basis.draw(shown.quota)
    way = quota_total.draw(shown.quota, "quotas.way", choose_way)
    _slider(way, shown)
    of_a_basis = () if shown.quota.keeps else ("own_history", "blend")  # else they do nothing
    for name in (*of_a_basis, "over_assignment"):
        _slider(name, shown)
    _limit("max_change", shown, shown.quota.largest_change)
    _limit("fairness_band", shown, shown.quota.fairness_band)
    more = st.expander("More levers", on_change="rerun", key="quotas.more")
    if more.open:
        with more:
            _more(shown, plan())
    if shown.quota.commitments:
        _slider("top_down", shown)
    if shown.territory.design != "keep":
        _moved(shown)


def _more(shown: Scenario, plan: QuotaPlan) -> None:
    st.markdown("**Quotas from two at once**")
    quota_basis.blend(shown.quota)
    st.markdown("**Smallest and largest quota**")
    largest = 2 * float(max(plan.quotas.money.max(), plan.seats.previous.max()))
    _bound("floor", shown, largest, at_rest=0.0)
    _bound("ceiling", shown, largest, at_rest=largest)
    _by_level(shown, quota_words.n_levels(plan))
    if not shown.quota.keeps:
        st.markdown("**Stated weights**")
        quota_weights.draw(plan.seats, shown.quota.weights)


def _moved(shown: Scenario) -> None:
    show("quotas.moved", shown.quota.moved)
    st.segmented_control(
        "Quota of an account that moves",
        ["stays", "follows"],
        key="quotas.moved",
        required=True,
        width="stretch",
        on_change=lambda: if_chosen("quotas.moved", lambda moved: change(moved=moved)),
    )


def _limit(name: str, shown: Scenario, value: float | None) -> None:
    """A limit that is on or off, and its slider while it is on."""
    key = f"quotas.on.{name}"
    show(key, value is not None)
    st.toggle(
        LEVER[f"quota.{name}"].label,
        key=key,
        help=LEVER[f"quota.{name}"].sentence,
        on_change=lambda: change(**{name: _LIMITS[name] if st.session_state[key] else None}),
    )
    if value is not None:
        _slider(name, shown, value, hidden=True)


def _slider(
    name: str, shown: Scenario, value: float | None = None, *, hidden: bool = False
) -> None:
    lever, key = LEVER[f"quota.{name}"], f"quotas.lever.{name}"
    scale = 100 if lever.unit == "share" else 1
    number = float(shown.value(lever.key) if value is None else value)
    low, high = _ENDS.get(name, (lever.min, lever.max))
    show(key, round(number * scale, 6))
    st.slider(
        lever_words.follow(shown.quota.basis) if name == "blend" else lever.label,
        min_value=round(min(low, number) * scale, 6),
        max_value=round(max(high, number) * scale, 6),
        step=round(lever.step * scale, 6),
        format="%g %%" if scale == 100 else "%g x",
        key=key,
        help=None if hidden else lever.sentence,
        label_visibility="collapsed" if hidden else "visible",
        on_change=_take,
        args=(name, key, scale),
    )


def _by_level(shown: Scenario, n_levels: int) -> None:
    """What each level hands out above what it carries, from the top."""
    if not n_levels:
        return
    st.markdown("**Over-assignment by level**")
    known = (*shown.quota.over_assignment_by_level, *[0.0] * n_levels)[:n_levels]
    for n, share in enumerate(known):
        is_last = n == n_levels - 1
        key = f"quotas.level.{n}"
        show(key, round(100 * share, 6))
        st.slider(
            "Reps over their managers" if is_last else f"Level {n + 1} below the top",
            0.0,
            50.0,
            step=1.0,
            format="%g %%",
            key=key,
            on_change=_take_level,
            args=(n, known),
        )


def _take_level(n: int, known: tuple[float, ...]) -> None:
    share = round(float(st.session_state[f"quotas.level.{n}"]) / 100, 9)
    change(over_assignment_by_level=(*known[:n], share, *known[n + 1 :]))


def _bound(name: str, shown: Scenario, largest: float, *, at_rest: float) -> None:
    """A floor or ceiling in money; at its end it is off."""
    lever, key = LEVER[f"quota.{name}"], f"quotas.lever.{name}"
    top = max(lever.step, lever.step * -(-largest // lever.step))
    value = getattr(shown.quota, name)
    number = (0.0 if at_rest == 0.0 else top) if value is None else float(value)
    top = max(top, number)
    show(key, number)
    st.slider(
        lever.label,
        min_value=0.0,
        max_value=top,
        step=lever.step,
        format="compact",
        key=key,
        help=f"{lever.sentence} At the end of the slider there is none.",
        on_change=_take_bound,
        args=(name, key, 0.0 if at_rest == 0.0 else top),
    )


def _take(name: str, key: str, scale: int) -> None:
    value = round(float(st.session_state[key]) / scale, 9)
    if name in quota_total.WAYS:
        set_total(name, value)
    else:
        change(**{name: value})


def _take_bound(name: str, key: str, none: float) -> None:
    value = float(st.session_state[key])
    change(**{name: None if value == none else value})
