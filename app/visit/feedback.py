"""Feedback: what a person says of an answer, asked below it and kept as soon as it is said."""

import streamlit as st

from app.markup.markup import tag
from app.storage.records import PARTLY, RIGHT, VERDICTS, WRONG, WRONG_SOURCE, Feedback
from app.visit.keeping import Keeper

LABELS = {RIGHT: "Right", PARTLY: "Partly right", WRONG: "Wrong", WRONG_SOURCE: "Wrong source"}
NO_SOURCE = (RIGHT, PARTLY, WRONG)
LONGEST_NOTE = 1000


def ask_opinion(keeper: Keeper, turn_id: str, has_sources: bool) -> None:
    """Four words to choose from, three where no source can be wrong; once one is chosen, room for a note."""
    said = keeper.opinion(turn_id)
    verdict, note = f"verdict-{turn_id}", f"note-{turn_id}"
    st.session_state.setdefault(verdict, said.verdict if said else None)
    st.session_state.setdefault(note, said.note if said else "")
    offered = [each for each in VERDICTS if has_sources or each in (st.session_state[verdict], *NO_SOURCE)]
    given = (keeper, turn_id)
    with st.container(key=f"feedback-{turn_id}", gap="small"):
        st.pills("Is this answer right?", offered, format_func=LABELS.__getitem__, key=verdict, on_change=_say, args=given)
        if st.session_state[verdict]:
            st.text_input("Note for the evaluators (optional)", key=note, max_chars=LONGEST_NOTE, on_change=_say, args=given)
            st.html(tag("p", _told(said), class_="quiet", role="status"))


def _told(said: Feedback | None) -> str:
    if said is None:
        return "This could not be kept."
    return "Kept with your note. Thank you." if said.note else "Kept. Thank you."


def _say(keeper: Keeper, turn_id: str) -> None:
    keeper.say(turn_id, st.session_state[f"verdict-{turn_id}"], st.session_state.get(f"note-{turn_id}", ""))
