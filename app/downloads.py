"""Downloads: buttons that hand a briefing or a comparison over as a file; the file is written when its button is pressed."""

from functools import partial

import streamlit as st

from app.export.file import to_bytes
from app.export.imprint import imprint_of
from app.markup import tag
from ingest.intake import slug
from retrieval.briefing import Briefing
from retrieval.comparison import Comparison
from retrieval.shelf import Shelf

NAMES = {".docx": "Word", ".pptx": "PowerPoint", ".md": "Markdown", ".json": "JSON"}
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".md": "text/markdown",
    ".json": "application/json",
}
LONGEST_NAME = 60


def offer_downloads(work: Briefing | Comparison, title: str, shelf: Shelf, endings: tuple[str, ...] = tuple(NAMES)) -> None:
    """One button for each ending, side by side where there is room."""
    name = slug(title)[:LONGEST_NAME].strip("-")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="downloads"):
        st.html(tag("p", "Download as", class_="quiet"), width="content")
        for ending in endings:
            data = partial(to_bytes, work, ending, imprint_of(shelf))
            st.download_button(NAMES[ending], data, f"{name}{ending}", KINDS[ending], key=f"save{ending}", on_click="ignore")
