"""The page over a tiny library, behind the guard of the real one."""

from pathlib import Path

import streamlit as st

from app.guard import GUARD

app = st.App(Path(__file__).with_name("tiny_page.py"), middleware=GUARD)
