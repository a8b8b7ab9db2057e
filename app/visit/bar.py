"""Bar: how far long work has come, drawn on the page."""

import streamlit as st

from ingest.progress import Progress


def show_bar(first: str) -> Progress:
    """An empty bar that says `first`, and what moves it."""
    bar = st.progress(0.0, first)

    def progress(what: str, done: int, total: int) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, f"{what}: {done} of {total}" if total > 1 else what)

    return progress
