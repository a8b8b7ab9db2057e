"""Ask: a conversation with the reports."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.markup.markup import as_label, tag
from app.markup.turn import show_question, show_turn
from app.phrases import date_words, ending_words
from app.plain.sheet import sheet_text
from app.service.journal import request
from app.service.quota import clean_question
from app.visit.collection import show_fault
from app.visit.conversations import begin_again, conversations, keep_turn, manage, turns_in_view
from app.visit.examples import find_examples
from app.visit.feedback import ask_opinion
from app.visit.further import show_suggestions, show_understood
from app.visit.keeping import Keeper, Turn
from app.visit.limits import clear_limits
from app.visit.script import announce, bring_up
from app.visit.signin import admit_question
from corpus.errors import AssistantError
from corpus.report import Report
from retrieval.answer import Answer
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question

PROMISE = (
    "Short answers about probation, each statement tied to the exact words it rests on. Where the reports do not say, the answer says so."
)
LONGEST_QUESTION = 500
SHOWN_TURNS = 12  # the whole page is drawn again at each turn


def show(assistant: Assistant, limits: Filters, keeper: Keeper) -> None:
    """The conversation so far, and room for the next question."""
    turns = turns_in_view(keeper, assistant.searcher.shelf)
    again: Question | None = st.session_state.pop("again", None)
    reports = list(assistant.searcher.shelf.reports.values())
    within = sum(limits.admit(r) for r in reports)
    asked = _read_question(limits, within, len(reports))
    beside_head = _show_head(keeper)
    if assistant.writer.leaves:
        _show_what_leaves(assistant.writer.leaves)
    with st.empty():  # what stood in it is gone at once, not faded until the answer is there
        if not turns and not asked:
            _show_opening(reports)
    beside_answer = _show_turns(turns, keeper, last_is_newest=not (asked or again))
    if asked:
        beside_answer = _answer(assistant, asked, turns, limits, keeper)
    elif again and turns:
        beside_answer = _answer(assistant, turns[-1].asked, turns, limits, keeper, replace(again, filters=limits))
    if turns or asked:
        with beside_head:  # drawn last: what was just asked may have begun a conversation
            manage(keeper, turns, assistant.searcher.shelf)
            st.button("New conversation", on_click=begin_again, args=(keeper,))
    if beside_answer:
        show_suggestions(beside_answer, assistant, turns, _pick)


def _read_question(limits: Filters, within: int, total: int) -> str:
    """What was just typed or picked; empty when nothing was, or when the limits leave no report to ask."""
    with st.bottom:
        if limits:
            _show_limits(within, total)
        # While an answer is looked for, the next question can be written but not sent: sending it would lose the first.
        typed = st.chat_input(
            "Ask what inspectors found", key="question", max_chars=LONGEST_QUESTION, disabled=not within, submit_mode="disable"
        )
    picked = st.session_state.pop("picked", "")
    return (typed or picked).strip() if within else ""


def _show_head(keeper: Keeper) -> DeltaGenerator:
    """The heading, and the place beside it for what can be done with the conversation."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="head"):
        st.html(tag("h1", "Ask the inspection reports"), width="content")
        beside = st.container(horizontal=True, width="content", key="conversing")
    conversations(keeper).show_told()
    return beside


def _show_opening(reports: Sequence[Report]) -> None:
    """What this is, how far it reaches, and questions to begin with."""
    with st.container():
        st.html(tag("div", *_introduction(reports), class_="opening"))
        st.html(tag("h2", "Questions to begin with", class_="label"))
        for n, question in enumerate(find_examples(reports)):
            st.button(as_label(question), key=f"example{n}", on_click=_pick, args=(question,), width="stretch")


def _introduction(reports: Sequence[Report]) -> list[str]:
    """Two paragraphs: what an answer is, and what the library holds."""
    count = f"{len(reports)} report{'s' if len(reports) != 1 else ''}"
    held = f"This library holds {count}{_reach(reports)}.{_digests(reports)}"
    return [tag("p", PROMISE, class_="promise"), tag("p", held, class_="quiet")]


def _reach(reports: Sequence[Report]) -> str:
    dates = sorted(r.facts.published_on for r in reports if r.facts.published_on)
    if not dates:
        return ""
    return f", published from {dates[0][:4]} to {date_words(dates[-1])}" if dates[0] != dates[-1] else f", published {date_words(dates[0])}"


def _digests(reports: Sequence[Report]) -> str:
    """That some of the texts are our own, where some are."""
    count = sum(r.facts.digest for r in reports)
    if not count:
        return ""
    if count == 1:
        return " One of them is a digest: our own summary of a published text, marked so wherever it is cited."
    many = "All" if count == len(reports) else str(count)
    return f" {many} of them are digests: our own summaries of published texts, marked so wherever they are cited."


def _pick(question: str) -> None:
    st.session_state["picked"] = question


def _ask_again(question: Question) -> None:
    st.session_state["again"] = question


def _show_turns(turns: list[Turn], keeper: Keeper, last_is_newest: bool) -> DeltaGenerator | None:
    """The conversation; gives the place for what can follow its newest answer."""
    first = max(0, len(turns) - SHOWN_TURNS)
    if first:
        st.html(tag("p", f"Earlier questions of this conversation that are not shown: {first}.", class_="quiet"))
    beside_answer = None
    for n, turn in enumerate(turns[first:], first):
        beside_answer = _show_turn(turn, n, keeper, newest=last_is_newest and n == len(turns) - 1)
    return beside_answer


def _show_turn(turn: Turn, number: int, keeper: Keeper, newest: bool) -> DeltaGenerator | None:
    """One turn; of the newest, what was understood can be taken away, and there is a place for what can follow."""
    st.html(show_turn(turn.asked, turn.answer, _name(number), turn.lost, chips=not newest))
    beside_answer = None
    if newest:
        show_understood(turn.answer, number, _ask_again)
        beside_answer = st.empty()
    with st.expander(f"Copy this answer{' with its sources' if turn.answer.citations else ''}", key=f"copy{number}"):
        sheet = sheet_text(turn.asked, turn.answer, turn.lost)
        st.code(sheet, language=None, wrap_lines=True)
        st.download_button("Download as text", sheet, f"answer-{number + 1}.txt", "text/plain", key=f"save{number}", on_click="ignore")
    if turn.id:
        ask_opinion(keeper, turn.id, has_sources=bool(turn.answer.citations or turn.lost))
    return beside_answer


def _answer(
    assistant: Assistant, asked: str, turns: list[Turn], limits: Filters, keeper: Keeper, again: Question | None = None
) -> DeltaGenerator | None:
    """Ask, with the turns before it, and put the answer where the question stood; `again` is the question before with less read into it."""
    place = st.empty()
    name = _name(len(turns))
    stopping = st.session_state.pop("stopped", False)
    try:
        asked = clean_question(asked)
        admit_question()
    except AssistantError as error:
        _show_fault(error)
        return None
    with place.container():
        growing = st.empty()
        growing.html(show_question(asked, name=name))
        bring_up(name)
        announce("Searching the reports.")
        if assistant.writer.leaves and not stopping:
            st.button("Stop, and answer without the language model", on_click=_stop, args=(asked,), key="stop")
        with st.spinner("Searching the reports"):
            try:
                earlier = [t.answer.question.text for t in turns]
                on_claim = partial(_grow, growing, asked, name) if st.session_state.get("piecemeal", True) else None
                with request("page", asked) as entry:
                    # Reading the session state lets Streamlit end this run when the visitor stopped it.
                    stopped = lambda: stopping or "stopped" in st.session_state  # noqa: E731
                    answer = (
                        assistant.ask(again, on_claim, stopped) if again else assistant.reply(asked, earlier, limits, on_claim, stopped)
                    )
                    entry.answered(answer)
            except AssistantError as error:
                _show_fault(error)
                return None
    turns.append(keep_turn(keeper, asked, answer, assistant.searcher.shelf))
    with place.container():
        beside_answer = _show_turn(turns[-1], len(turns) - 1, keeper, newest=True)
        show_fault(keeper)
        bring_up(name)
        announce(ending_words(answer))
    return beside_answer


def _grow(place: DeltaGenerator, asked: str, name: str, answer: Answer) -> None:
    """Show the answer as far as it is checked."""
    place.html(show_turn(asked, answer, name))


def _stop(asked: str) -> None:
    """Ask the same again, of the offline writer."""
    st.session_state["picked"], st.session_state["stopped"] = asked, True


def _show_what_leaves(leaves: str) -> None:
    """Which text goes to a language model and where, in sight before anything is asked; and how its answers are shown."""
    st.html(tag("p", leaves, class_="quiet"))
    with st.sidebar:
        st.toggle("Show each statement as soon as it is checked", value=True, key="piecemeal")


def _show_fault(error: AssistantError) -> None:
    st.html(tag("div", tag("p", str(error)), class_="calm", role="alert"))


def _name(number: int) -> str:
    return f"turn{number}"


def _show_limits(within: int, total: int) -> None:
    """That limits are set, beside the question box, for those whose sidebar is closed."""
    told = f"Limited to {within} of {total} reports." if within else "No report fits all of these limits together."
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="limits"):
        st.html(tag("p", told, class_="quiet"), width="content")
        st.button("Take limits away", on_click=clear_limits, type="tertiary", key="clear_here")
