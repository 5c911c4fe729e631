"""The app, with a search for territory designs in its server that comes to no end."""

import streamlit as st

import app as evenfield
from engine.territories import frontier_job
from engine.territories.wishes import Wishes
from pages._shared import designs, runs, server

house = runs.workspace()
asked = frontier_job.arguments(
    str(house.folder), "", house.newest() or "", Wishes(), rounds=1_000_000
)
designs.submit("engine.territories.frontier_job.run", asked)
app = st.App(evenfield.__file__, routes=server.ROUTES, on_script_error=server.told)
