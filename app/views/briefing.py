"""Briefing: a topic becomes a document of cited lines, which is read, changed and taken along."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Concatenate

import streamlit as st

from app.bar import show_bar
from app.cited import show_line, show_sources
from app.downloads import offer_downloads
from app.journal import request
from app.limits import show_limits
from app.markup import Markup, as_label, joined, tag
from app.phrases import limits_words, reach_words, writer_words
from app.quota import clean_question
from app.revision import LONGEST_LINE, edit, leave_out, leave_out_note, move
from app.signin import admit_question
from app.topics import find_topics
from corpus.errors import AssistantError
from retrieval.assistant import Assistant
from retrieval.brief import brief
from retrieval.briefing import Briefing, Chapter
from retrieval.evidence import Filters
from retrieval.shelf import Shelf

PROMISE = (
    "Give a topic in a few words. The briefing gathers findings, figures, practice, recommendations and questions for discussion, "
    "each line with the words it rests on. Change it as you like, then take it along."
)
NAME = "briefing"
LONGEST_TOPIC = 200
READ, CHANGE = "Read", "Change lines"


def show(assistant: Assistant, limits: Filters) -> None:
    """The box for a topic, and below it the briefing that was built last."""
    shelf = assistant.searcher.shelf
    st.html(tag("h1", "Build a briefing"))
    topic = _read_topic(shelf, limits)
    if topic:
        _build(assistant, topic, limits)
    made: Briefing | None = st.session_state.get("briefing")
    if made is None:
        return
    if not any(chapter.lines for chapter in made.chapters):
        _show_nothing(made)
    else:
        _show_briefing(made, shelf)


def _read_topic(shelf: Shelf, limits: Filters) -> str:
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
    if "briefing" not in st.session_state and not topic:
        _offer_topics(shelf)
    return topic if within else ""


def _offer_topics(shelf: Shelf) -> None:
    """What this is, and topics that the library's reports speak of."""
    st.html(tag("p", PROMISE, class_="quiet"))
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


def _build(assistant: Assistant, topic: str, limits: Filters) -> None:
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
            made = brief(assistant.searcher, topic, limits, progress)
    except AssistantError as error:
        place.html(tag("div", tag("p", str(error)), class_="calm", role="alert"))
        return
    place.empty()
    st.session_state["briefing"] = st.session_state["first_briefing"] = made
    st.session_state.pop("edited_line", None)


def _show_nothing(made: Briefing) -> None:
    """That the reports hold nothing on the topic, how far the search looked, and what to try."""
    told = joined(*(tag("p", note) for chapter in made.chapters for note in chapter.notes))
    hint = tag("p", "Try a wider topic, other words for it, or fewer limits.")
    head = tag("h2", "Nothing to put into a briefing on “", made.topic, "”")
    st.html(tag("div", head, told, tag("p", reach_words(made), class_="quiet"), hint, class_="calm", role="status"))
    st.button("Show topics", on_click=_forget, key="forget")


def _forget() -> None:
    for key in ("briefing", "first_briefing", "edited_line"):
        st.session_state.pop(key, None)
    st.session_state["topic"] = ""


def _show_briefing(made: Briefing, shelf: Shelf) -> None:
    st.html(tag("div", *_head(made), class_="about"))
    offer_downloads(made, made.topic, shelf)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="briefing_tools"):
        mode = st.segmented_control("How to show it", [READ, CHANGE], default=READ, required=True, key="mode", label_visibility="collapsed")
        if made != st.session_state["first_briefing"]:
            st.button("Undo all changes", on_click=_restore, type="tertiary", key="restore")
        st.button("Another topic", on_click=_forget, type="tertiary", key="forget")
    if mode == CHANGE:
        _show_changing(made)
    else:
        st.html(tag("article", *(_chapter(chapter) for chapter in made.chapters), class_="briefing"))
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
    yield tag("p", " ".join([reach_words(made), *([f"Limited to {limits}."] if limits else []), writer_words(made)]), class_="quiet")


def _chapter(chapter: Chapter) -> Markup:
    """A chapter to be read; a label that the line before bore too is not said again."""
    before = ["", *(line.label for line in chapter.lines)]
    lines = [tag("li", show_line(x, NAME, x.label if x.label != last else "")) for x, last in zip(chapter.lines, before, strict=False)]
    notes = [tag("li", note) for note in chapter.notes]
    listed = tag("ul", *lines, class_="lines") if lines else ""
    noted = tag("ol" if chapter.kind == "questions" else "ul", *notes, class_="notes") if notes else ""
    return tag("section", tag("h2", chapter.heading), listed, noted)


def _show_changing(made: Briefing) -> None:
    """Every line with what can be done to it."""
    for c, chapter in enumerate(made.chapters):
        st.html(tag("h2", chapter.heading, class_="chapter"))
        for n, _ in enumerate(chapter.lines):
            if st.session_state.get("edited_line") == (c, n):
                _show_editing(made, c, n)
            else:
                _show_changeable(made, c, n)
        for n, note in enumerate(chapter.notes):
            st.html(tag("p", note))
            with st.container(horizontal=True, gap="small", key=f"do-note-{c}-{n}"):
                st.button("Leave out", key=f"outnote-{c}-{n}", on_click=_change, args=(leave_out_note, c, n), type="tertiary")


def _show_changeable(made: Briefing, c: int, n: int) -> None:
    line, last = made.chapters[c].lines[n], len(made.chapters[c].lines) - 1
    st.html(show_line(line, NAME, line.label))
    with st.container(horizontal=True, gap="small", key=f"do-{c}-{n}"):
        st.button("Edit", key=f"edit-{c}-{n}", on_click=_begin_edit, args=(c, n), type="tertiary")
        st.button("Up", key=f"up-{c}-{n}", on_click=_change, args=(move, c, n, -1), type="tertiary", disabled=n == 0)
        st.button("Down", key=f"down-{c}-{n}", on_click=_change, args=(move, c, n, 1), type="tertiary", disabled=n == last)
        st.button("Leave out", key=f"out-{c}-{n}", on_click=_change, args=(leave_out, c, n), type="tertiary")


def _show_editing(made: Briefing, c: int, n: int) -> None:
    with st.form(f"line-{c}-{n}"):
        text = st.text_area(
            "This line in your words", made.chapters[c].lines[n].claim.text, max_chars=LONGEST_LINE, height=180, key=f"words-{c}-{n}"
        )
        st.html(tag("p", "A line that you change is marked as edited, not verified, here and in every file.", class_="quiet"))
        with st.container(horizontal=True, gap="small"):
            saved = st.form_submit_button("Save this line", type="primary")
            left = st.form_submit_button("Leave it as it was")
    if saved:
        try:
            _change(partial(edit, text=text), c, n)
        except AssistantError as error:
            st.html(tag("p", str(error), class_="notice", role="alert"))
            return
    if saved or left:
        st.session_state.pop("edited_line", None)
        st.rerun()


def _begin_edit(c: int, n: int) -> None:
    st.session_state["edited_line"] = (c, n)


def _change(how: Callable[Concatenate[Briefing, int, int, ...], Briefing], c: int, n: int, *further: int) -> None:
    st.session_state["briefing"] = how(st.session_state["briefing"], c, n, *further)
    st.session_state.pop("edited_line", None)


def _restore() -> None:
    st.session_state["briefing"] = st.session_state["first_briefing"]
    st.session_state.pop("edited_line", None)
