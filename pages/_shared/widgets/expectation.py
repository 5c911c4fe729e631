"""What the expectation behind the baseline is, and what it is not."""

from __future__ import annotations

import streamlit as st

IS = """
**What it is**

- A patch is expected to book in proportion to its potential to the power 0.66, scaled so that
  each segment's patches together are expected to book what the segment booked. Double the
  potential, and about 1.6 times as much gets sold.
- A rep's coming bookings are last year's deals redrawn: a Poisson number of deals of the sizes
  that the rep closed. Baseline and scenario live through the same possible years, so what
  differs between them is the levers and not the dice.
- Ranges are ends between which the figure lies four times in five.
"""
IS_NOT = """
**What it is not**

- It does not tell a strong seller in a poor patch from a weak one in a rich patch: it says
  nothing about people.
- It knows no season, no pipeline and no price change. It carries last year forward.
- The power 0.66 is a usual value, not one measured on your data.
- Activity is shown beside results as association within a segment, never as a cause.
- Levers on pay change who is paid, not what is sold.
- "Fits" means that the quota fits the patch. Personal traits are not known and not inferred.
"""


def draw() -> None:
    """Both columns, side by side where there is room."""
    left, right = st.columns(2)
    left.markdown(IS)
    right.markdown(IS_NOT)
