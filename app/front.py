"""The front: the page behind its guard. `streamlit run` reads this file for the words `app = st.App(` and starts that."""

from pathlib import Path

import streamlit as st

from app.desk import bundled_embedder
from app.guard import GUARD
from app.journal import switch_on
from app.meters import serve_meters
from app.opening import choose_library
from app.readiness import ready_route
from app.serving import asked_folder
from app.telemetry import switch_off

switch_off()
switch_on()
serve_meters()
READY = ready_route(lambda: choose_library(asked_folder())[0], bundled_embedder)
app = st.App(Path(__file__).with_name("page.py"), routes=[READY], middleware=GUARD)
