"""Briefing: a topic becomes a document of cited lines, which is read, changed and taken along."""

from collections.abc import Iterator

import streamlit as st

from app.markup.cited import show_line, show_sources
from app.markup.markup import Markup, as_label, tag
from app.phrases import limits_words, reach_words, writer_words
from app.service.journal import request
from app.service.quota import clean_question
from app.visit.bar import show_bar
from app.visit.briefings import briefing_in_view, briefings, found_nothing, is_changed, keep_made, leave, manage, take_back
from app.visit.changing import EDITED, show_changing
from app.visit.collection import show_fault
from app.visit.downloads import offer_downloads
from app.visit.keeping import Keeper
from app.visit.limits import show_limits
from app.visit.script import announce
from app.visit.signin import admit_question
from corpus.errors import AssistantError
from retrieval.assistant import Assistant
from retrieval.briefing.brief import brief
from retrieval.briefing.briefing import Briefing, Chapter
from retrieval.briefing.topics import find_topics
from retrieval.evidence import Filters
from retrieval.search.shelf import Shelf

PROMISE = (
    "Give a topic in a few words. The briefing gathers findings, figures, practice, recommendations and questions for discussion, "
    "each line with the words it rests on. Change it as you like, then take it along."
)
NAME = "briefing"
LONGEST_TOPIC = 200
READ, CHANGE = "Read", "Change lines"


def show(assistant: Assistant, limits: Filters, keeper: Keeper) -> None:
    """The box for a topic, and below it the briefing that was built last or that the address names."""
    shelf = assistant.searcher.shelf
    made = briefing_in_view(keeper, shelf)
    st.html(tag("h1", "Build a briefing"))
    briefings(keeper).show_told()
    if assistant.writer.leaves:
        st.html(tag("p", assistant.writer.leaves, class_="quiet"))
    promise = st.empty()
    topic = _read_topic(shelf, limits, offer=made is None)
    if made is None and not topic:
        promise.html(tag("p", PROMISE, class_="quiet"))
    if topic and _build(assistant, topic, limits, keeper):
        made = briefing_in_view(keeper, shelf)
    show_fault(keeper)
    if made is None:
        return
    if found_nothing():
        _show_nothing(made, keeper)
    else:
        _show_briefing(made, shelf, keeper)


def _read_topic(shelf: Shelf, limits: Filters, offer: bool) -> str:
    """The topic that was just given or picked; empty when none was."""
    within = sum(limits.admit(report) for report in shelf.reports.values())
    with st.form("topic_form", border=False):
        typed = st.text_input("Topic", key="topic", max_chars=LONGEST_TOPIC, placeholder="For example: home visits")
        given = st.form_submit_button("Build the briefing", type="primary", disabled=not within)
    show_limits(limits, within, len(shelf.reports))
    picked = st.session_state.pop("picked_topic", "")
    topic = (picked or (typed if given else "")).strip()
    if given and not topic:
        st.html(tag("p", "Give a topic first, in a few words.", class_="notice", role="alert"))
    with st.empty():  # what stood in it is gone at once, not faded until the briefing is there
        if offer and not topic:
            with st.container():
                _offer_topics(shelf)
    return topic if within else ""


def _offer_topics(shelf: Shelf) -> None:
    """Topics that the library's reports speak of."""
    topics = _topics(str(shelf.folder), shelf)
    if not topics:
        return
    st.html(tag("h2", "Topics in this library", class_="label"))
    with st.container(horizontal=True, gap="small", key="topics"):
        for n, topic in enumerate(topics):
            st.button(as_label(topic[0].upper() + topic[1:]), key=f"topic{n}", on_click=_pick, args=(topic,))


@st.cache_data(show_spinner=False, max_entries=4)
def _topics(generation: str, _shelf: Shelf) -> list[str]:
    return find_topics(list(_shelf.reports.values()))


def _pick(topic: str) -> None:
    st.session_state["picked_topic"] = st.session_state["topic"] = topic


def _build(assistant: Assistant, topic: str, limits: Filters, keeper: Keeper) -> bool:
    """Build and keep a briefing; a press of Stop, or any other, ends the work at its next step and keeps what was there before."""
    place = st.empty()
    try:
        topic = clean_question(topic)
        if not any(c.isalpha() for c in topic):
            raise AssistantError("The topic holds no words. Give it in a few words, for example “home visits”.")
        admit_question()
        with place.container(), request(NAME, topic):
            progress = show_bar("Searching the reports")
            st.button("Stop", key="stop_briefing")
            # Reading the session state lets Streamlit end this run, also while a language model is waited for.
            made = brief(assistant.searcher, topic, limits, progress, assistant.writer, lambda: "stop_briefing_at" in st.session_state)
    except AssistantError as error:
        place.html(tag("div", tag("p", str(error)), class_="calm", role="alert"))
        return False
    place.empty()
    keep_made(keeper, made)
    announce("The briefing is built." if not found_nothing() else "Nothing was found for a briefing.")
    return True


def _show_nothing(made: Briefing, keeper: Keeper) -> None:
    """That the reports hold nothing on the topic, how far the search looked, and what to try."""
    told = tag("p", " ".join(note for chapter in made.chapters for note in chapter.notes))
    hint = tag("p", "Try a wider topic, other words for it, or fewer limits.")
    head = tag("h2", "Nothing to put into a briefing on “", made.topic, "”")
    st.html(tag("div", head, told, hint, class_="calm"))
    st.button("Show topics", on_click=_forget, args=(keeper,), key="forget")


def _forget(keeper: Keeper) -> None:
    leave(keeper)
    st.session_state["topic"] = ""


def _show_briefing(made: Briefing, shelf: Shelf, keeper: Keeper) -> None:
    st.html(tag("div", *_head(made), class_="about"))
    offer_downloads(made, made.topic, shelf)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="briefing_tools"):
        mode = st.segmented_control("How to show it", [READ, CHANGE], default=READ, required=True, key="mode", label_visibility="collapsed")
        manage(keeper)
        if is_changed():
            st.button("Undo all changes", on_click=_restore, args=(keeper,), type="tertiary", key="restore")
        st.button("Another topic", on_click=_forget, args=(keeper,), type="tertiary", key="forget")
    if mode == CHANGE:
        show_changing(made, NAME, keeper)
    else:
        st.html(tag("article", *(_chapter(chapter) for chapter in made.chapters), class_="briefing"))
    if made.citations:
        st.html(show_sources(made.citations, NAME))


def _head(made: Briefing) -> Iterator[Markup]:
    """The topic, how much of it is verified, how far the search looked."""
    lines = [line for chapter in made.chapters for line in chapter.lines]
    edited = sum(not line.verified for line in lines)
    count = f"{len(lines)} line{'s' if len(lines) != 1 else ''}, "
    told = f"{len(lines) - edited} verified word for word, {edited} edited and not verified." if edited else "each verified word for word."
    limits = limits_words(made.coverage.filters)
    yield tag("h2", made.topic[0].upper() + made.topic[1:], class_="asked")
    yield tag(
        "p",
        tag("span", "◐" if edited else "✓", class_="shape", aria_hidden="true"),
        tag("span", count + told),
        class_=f"status {'care' if edited else 'sure'}",
    )
    if made.notice:
        yield tag("p", made.notice, class_="notice")
    yield tag("p", " ".join([reach_words(made), *([f"Limited to {limits}."] if limits else []), writer_words(made)]), class_="quiet")


def _chapter(chapter: Chapter) -> Markup:
    """A chapter to be read; a label that the line before bore too is not said again."""
    before = ["", *(line.label for line in chapter.lines)]
    lines = [tag("li", show_line(x, NAME, x.label if x.label != last else "")) for x, last in zip(chapter.lines, before, strict=False)]
    notes = [tag("li", note) for note in chapter.notes]
    listed = tag("ul", *lines, class_="lines") if lines else ""
    noted = tag("ol" if chapter.kind == "questions" else "ul", *notes, class_="notes") if notes else ""
    return tag("section", tag("h2", chapter.heading), listed, noted)


def _restore(keeper: Keeper) -> None:
    take_back(keeper)
    st.session_state.pop(EDITED, None)
