"""The front: the page behind its guard. `streamlit run` reads this file for the words `app = st.App(` and starts that."""

from pathlib import Path

import streamlit as st

from app.guard import GUARD
from app.opening import choose_library
from app.service.journal import switch_on
from app.service.meters import serve_meters
from app.service.readiness import ready_route
from app.service.serving import asked_folder
from app.telemetry import switch_off
from app.visit.desk import bundled_embedder

switch_off()
switch_on()
serve_meters()
READY = ready_route(lambda: choose_library(asked_folder())[0], bundled_embedder)
app = st.App(Path(__file__).with_name("page.py"), routes=[READY], middleware=GUARD)
