"""Further: what can follow an answer: it is asked again with less read into it, or a question near it is asked."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.markup.markup import as_label, tag
from app.visit.desk import SharedAssistant
from app.visit.keeping import Turn
from retrieval.answer import OUT_OF_SCOPE, Answer
from retrieval.assistant import Assistant
from retrieval.evidence import Question
from retrieval.suggestion import suggest

LONGEST_WAIT = 3.0  # seconds until nobody waits for an answer; those who ask come before suggestions


def show_understood(answer: Answer, number: int, ask_again: Callable[[Question], None]) -> None:
    """What was read into the newest question, each part a button that asks again without it."""
    if answer.status == OUT_OF_SCOPE or not answer.understood:
        return
    with st.container(key=f"understood{number}", gap=None):
        st.html(tag("p", "What was understood. Remove a part, and it is asked again without it.", class_="quiet"))
        with st.container(horizontal=True, gap="small"):
            for n, chip in enumerate(answer.understood):
                less = replace(answer.question, without=answer.question.without | {chip})
                # The verb is for those who hear the button; others see the cross that the style sheet puts there.
                label = f"**Remove:** {as_label(chip.replace(': ', ' ', 1))}"
                st.button(label, key=f"chip{number}-{n}", on_click=ask_again, args=(less,))


def show_suggestions(place: DeltaGenerator, assistant: Assistant, turns: Sequence[Turn], pick: Callable[[str], None]) -> None:
    """Questions near the newest answer that this library answers; worked out once the answer is there to be read."""
    suggested = _suggestions(assistant, turns)
    if not suggested:
        return
    number = len(turns) - 1
    with place.container(key=f"further{number}", gap="small"):
        st.html(tag("h3", "You could also ask", class_="label"))
        for n, text in enumerate(suggested):
            st.button(as_label(text), key=f"suggestion{number}-{n}", on_click=pick, args=(text,), width="stretch")


def _suggestions(assistant: Assistant, turns: Sequence[Turn]) -> tuple[str, ...]:
    """Those of the newest turn, worked out once for each visitor."""
    worked_out: dict[tuple[Question, ...], tuple[str, ...]] = st.session_state.setdefault("suggested", {})
    questions = tuple(turn.answer.question for turn in turns)
    if questions not in worked_out:
        asked = [words for turn in turns for words in (turn.asked, turn.answer.question.text)]
        worked_out[questions] = suggest(assistant, turns[-1].answer, asked, _patience(assistant))
    return worked_out[questions]


def _patience(assistant: Assistant) -> Callable[[], bool]:
    """Waits while somebody else is being answered; true once that has taken too long."""
    until = time.monotonic() + LONGEST_WAIT

    def stopped() -> bool:
        while isinstance(assistant, SharedAssistant) and assistant.lock.locked():
            if time.monotonic() > until:
                return True
            time.sleep(0.05)
        return False

    return stopped
