"""Start: open the sample company, upload extracts, or continue."""

import streamlit as st

from pages._shared import shell
from pages._shared.widgets import doors

state = shell.begin_page("start", needs_data=False)

if state.snapshot is None:
    st.caption("No data are open yet. Choose how to begin.")

sample, upload, resume, handling = st.columns(4, gap="medium")
with sample, st.container(border=True, height="stretch"):
    doors.sample()
with upload, st.container(border=True, height="stretch"):
    doors.upload()
with resume, st.container(border=True, height="stretch"):
    doors.continue_with(state.snapshot)
with handling:
    doors.data_handling()
