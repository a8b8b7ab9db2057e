"""Downloads: buttons that hand a briefing, a comparison or a conversation over as a file, which is written when its button is pressed."""

from functools import partial
from typing import Literal

import streamlit as st

from app.export.file import Work, to_bytes
from app.export.imprint import imprint_of
from app.markup.markup import tag
from ingest.intake import slug
from retrieval.briefing.briefing import Briefing
from retrieval.comparison import Comparison
from retrieval.search.shelf import Shelf

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
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="downloads"):
        st.html(tag("p", "Download as", class_="quiet"), width="content")
        for ending in endings:
            offer_download(NAMES[ending], work, title, shelf, ending, width="content")


def offer_download(words: str, work: Work, title: str, shelf: Shelf, ending: str, width: Literal["content", "stretch"]) -> None:
    """One button; the file bears the title's name."""
    name = slug(title)[:LONGEST_NAME].strip("-")
    data = partial(to_bytes, work, ending, imprint_of(shelf))
    st.download_button(words, data, f"{name}{ending}", KINDS[ending], key=f"save{ending}", on_click="ignore", width=width)
