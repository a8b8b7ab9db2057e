"""The page over a tiny library, behind the guard of the real one."""

from pathlib import Path

import streamlit as st
from tiny import BagOfWords

from app.guard import GUARD
from app.opening import choose_library
from app.service.journal import switch_on
from app.service.meters import serve_meters
from app.service.readiness import ready_route
from app.service.serving import asked_folder

switch_on()
serve_meters()
READY = ready_route(lambda: choose_library(asked_folder())[0], BagOfWords)
app = st.App(Path(__file__).with_name("tiny_served.py"), routes=[READY], middleware=GUARD)
