"""The least that a slider can do: one metric. What the What-if slider is measured against."""

from __future__ import annotations

import streamlit as st

value = st.slider("Plain", 0, 100, 0, key="plain")
st.metric("Value", value)
