"""What the expectation behind the baseline is, and what it is not."""

from __future__ import annotations

import streamlit as st

IS = """
**What it is**

- A patch is expected to book by its segment, by its potential to a power that is measured on
  your data, and by what it has of its own beyond that. At a power of 0.66, double the potential
  sells about 1.6 times as much.
- A coming year has today's people in today's patches, with the skill that their record shows as
  far as it can be told from luck; as many leave as left last year, their patches stand empty for
  as long as usual, and successors ramp. The market is last year's, give or take.
- What then closes is a number of deals by chance, as large as the segment's deals are. Baseline
  and scenario live through the same possible years, so what differs between them is the levers
  and not the dice.
- With fewer than twenty reps, or less than a year of deals, last year's deals are redrawn
  instead, and a patch is expected to book its potential to the power 0.66.
- Ranges are ends between which the figure lies four times in five.
"""
IS_NOT = """
**What it is not**

- Where nobody ever changed patch, a strong seller in a poor patch looks like a weak one in a
  rich patch; **Diagnose** says how far your data can tell them apart.
- It knows no pipeline and no price change, and growth of the market only as a lever.
- Activity is shown beside results as association within a segment, never as a cause.
- Levers on pay change who is paid, not what is sold.
- "Fits" means that the quota fits the patch. Personal traits are not known and not inferred.
"""


def draw() -> None:
    """Both columns, side by side where there is room."""
    left, right = st.columns(2)
    left.markdown(IS)
    right.markdown(IS_NOT)
