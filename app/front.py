"""The front: the page behind its guard. `streamlit run` reads this file for the words `app = st.App(` and starts that."""

from pathlib import Path

import streamlit as st

from app.guard import GUARD
from app.telemetry import switch_off

switch_off()
app = st.App(Path(__file__).with_name("page.py"), middleware=GUARD)
