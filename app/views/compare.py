"""Compare: one question asked of several bodies, areas, years or reports, each searched by itself, side by side."""

import streamlit as st

from app.export.layout import NOT_FOUND, SIDES
from app.markup.cited import show_claims, show_sources
from app.markup.markup import NOTHING_SHOWN, Markup, tag
from app.phrases import limits_words, writer_words
from app.service.journal import request
from app.service.quota import clean_question
from app.visit.bar import show_bar
from app.visit.downloads import offer_downloads
from app.visit.limits import show_limits
from app.visit.script import announce
from app.visit.signin import admit_question
from corpus.errors import AssistantError
from retrieval.assistant import Assistant
from retrieval.comparison import Cell, Comparison, compare
from retrieval.evidence import Filters
from retrieval.search.shelf import Shelf

PROMISE = (
    "Ask one question of several bodies, areas, dates or reports. Each is searched by itself, so that none is measured by the words of "
    "another, and a side whose reports do not say stays empty."
)
NAME = "compare"
LONGEST_QUESTION = 500
FILES = (".docx", ".md", ".json")
ACROSS = {label: across for across, label in SIDES.items()}


def show(assistant: Assistant, limits: Filters) -> None:
    """The box for a question, and below it the comparison that was made last."""
    shelf = assistant.searcher.shelf
    st.html(tag("h1", "Compare"))
    if assistant.writer.leaves:
        st.html(tag("p", assistant.writer.leaves, class_="quiet"))
    promise = st.empty()
    question, across = _read_question(shelf, limits)
    if question:
        _compare(assistant, question, across, limits)
    made: Comparison | None = st.session_state.get("comparison")
    if made is None:
        if not question:
            promise.html(tag("p", PROMISE, class_="quiet"))
    elif made.citations:
        _show_comparison(made, shelf)
    else:
        _show_nothing(made)


def _read_question(shelf: Shelf, limits: Filters) -> tuple[str, str]:
    """What was just asked (empty when nothing was), and across what."""
    within = sum(limits.admit(report) for report in shelf.reports.values())
    with st.form("compare_form", border=False):
        typed = st.text_input("Question", key="compared", max_chars=LONGEST_QUESTION, placeholder="For example: How were staff trained?")
        across = st.segmented_control("Across", list(ACROSS), default="Body", required=True, key="across") or "Body"
        given = st.form_submit_button("Compare", type="primary", disabled=not within)
    show_limits(limits, within, len(shelf.reports))
    question = typed.strip() if given and within else ""
    if given and not question:
        st.html(tag("p", "Give a question first, in a few words.", class_="notice", role="alert"))
    return question, ACROSS[across]


def _compare(assistant: Assistant, question: str, across: str, limits: Filters) -> None:
    """Make and keep a comparison; a press of Stop ends the work at its next step and keeps what was there before."""
    place = st.empty()
    try:
        question = clean_question(question)
        if not any(c.isalpha() for c in question):
            raise AssistantError("The question holds no words. Ask it in a few words, for example “How were staff trained?”.")
        admit_question()
        with place.container(), request(NAME, question):
            progress = show_bar("Looking for the sides")
            st.button("Stop", key="stop_comparison")
            made = compare(assistant, question, across, limits, progress, lambda: "stop_comparison_at" in st.session_state)
    except AssistantError as error:
        place.html(tag("div", tag("p", str(error)), class_="calm", role="alert"))
        return
    place.empty()
    st.session_state["comparison"] = made
    sides = len(made.cells)
    announce(f"Compared. {sides} side{'s' if sides != 1 else ''}." if made.citations else "No answer was found.")


def _show_nothing(made: Comparison) -> None:
    """That no side says anything, how far the search looked, and what to try."""
    head = tag("h2", "No answer was found to “", made.question, "”")
    reach = tag("p", _reach(made), class_="quiet")
    hint = tag("p", "Try other words, a comparison across something else, or fewer limits.")
    st.html(tag("div", head, reach, hint, class_="calm"))


def _show_comparison(made: Comparison, shelf: Shelf) -> None:
    st.html(
        tag(
            "div",
            tag("h2", made.question, class_="asked"),
            *([tag("p", made.notice, class_="notice")] if made.notice else []),
            tag("p", f"{_reach(made)} {writer_words(made)}", class_="quiet"),
            class_="about",
        )
    )
    offer_downloads(made, made.question, shelf, FILES)
    head = tag("thead", tag("tr", *(tag("th", words, scope="col") for words in (SIDES[made.across], "What the reports say"))))
    rows = (_row(cell) for cell in made.cells)
    st.html(tag("table", tag("caption", f"By {made.across}"), head, tag("tbody", *rows), class_="sides"))
    if made.left_out:
        st.html(tag("p", f"More was found than is shown, for: {'; '.join(made.left_out)}. Limit the search to see them.", class_="quiet"))
    st.html(show_sources(made.citations, NAME))


def _reach(made: Comparison) -> str:
    limits = limits_words(made.coverage.filters) if made.coverage else ""
    looked = f"Searched {made.coverage.reports_searched} of {made.coverage.reports_total} reports." if made.coverage else ""
    return " ".join([looked, *([f"Limited to {limits}."] if limits else [])])


def _row(cell: Cell) -> Markup:
    """A side, how many reports it has, and what they say; an empty cell says so in words."""
    count = cell.coverage.reports_searched
    side = tag("th", cell.side, tag("span", f"{count} report{'s' if count != 1 else ''} searched", class_="facts"), scope="row")
    said = show_claims(cell.claims, NAME) if cell.claims else NOTHING_SHOWN
    return tag("tr", side, tag("td", said or tag("p", NOT_FOUND, class_="missing")))
