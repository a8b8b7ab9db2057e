"""Changing: every line of a briefing with what can be done to it."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate

import streamlit as st

from app.markup.cited import show_line
from app.markup.markup import tag
from app.visit.briefings import keep_change
from app.visit.keeping import Keeper
from app.visit.revision import LONGEST_LINE, edit, leave_out, leave_out_note, move
from corpus.errors import AssistantError
from retrieval.briefing.briefing import Briefing

EDITED = "edited_line"
Change = Callable[..., None]


def show_changing(made: Briefing, name: str, keeper: Keeper) -> None:
    """The chapters with buttons at each line and note; `name` keeps the anchors of the sources apart."""
    change = partial(_change, keeper)
    for c, chapter in enumerate(made.chapters):
        st.html(tag("h2", chapter.heading, class_="chapter"))
        for n, _ in enumerate(chapter.lines):
            if st.session_state.get(EDITED) == (c, n):
                _show_editing(made, c, n, change)
            else:
                _show_changeable(made, name, c, n, change)
        for n, note in enumerate(chapter.notes):
            st.html(tag("p", note))
            with st.container(horizontal=True, gap="small", key=f"do-note-{c}-{n}"):
                st.button("Leave out", key=f"outnote-{c}-{n}", on_click=change, args=(leave_out_note, c, n), type="tertiary")


def _show_changeable(made: Briefing, name: str, c: int, n: int, change: Change) -> None:
    line, last = made.chapters[c].lines[n], len(made.chapters[c].lines) - 1
    st.html(show_line(line, name, line.label))
    with st.container(horizontal=True, gap="small", key=f"do-{c}-{n}"):
        st.button("Edit", key=f"edit-{c}-{n}", on_click=_begin_edit, args=(c, n), type="tertiary")
        st.button("Up", key=f"up-{c}-{n}", on_click=change, args=(move, c, n, -1), type="tertiary", disabled=n == 0)
        st.button("Down", key=f"down-{c}-{n}", on_click=change, args=(move, c, n, 1), type="tertiary", disabled=n == last)
        st.button("Leave out", key=f"out-{c}-{n}", on_click=change, args=(leave_out, c, n), type="tertiary")


def _show_editing(made: Briefing, c: int, n: int, change: Change) -> None:
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
            change(partial(edit, text=text), c, n)
        except AssistantError as error:
            st.html(tag("p", str(error), class_="notice", role="alert"))
            return
    if saved or left:
        st.session_state.pop(EDITED, None)
        st.rerun()


def _begin_edit(c: int, n: int) -> None:
    st.session_state[EDITED] = (c, n)


def _change(keeper: Keeper, how: Callable[Concatenate[Briefing, int, int, ...], Briefing], c: int, n: int, *further: int) -> None:
    keep_change(keeper, lambda made: how(made, c, n, *further))
    st.session_state.pop(EDITED, None)
