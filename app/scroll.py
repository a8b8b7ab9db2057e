"""Scroll: to an anchor of the page. The only script of the page, and no text of others is in it."""

import re

import streamlit as st


def bring_up(anchor: str) -> None:
    """Scroll to where an anchor stands, as soon as this is drawn."""
    if not re.fullmatch(r"[a-z0-9-]+", anchor):
        raise ValueError(f"{anchor!r} is not an anchor of this page.")
    st.html(f"<script>document.getElementById('{anchor}')?.scrollIntoView()</script>", unsafe_allow_javascript=True)
