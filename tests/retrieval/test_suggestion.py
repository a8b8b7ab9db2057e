"""What is suggested next: answered by the library, never asked before, and of more than one kind."""

from dataclasses import replace

import pytest

from retrieval import answer as endings
from retrieval.assistant import Assistant
from retrieval.evidence import Filters
from retrieval.suggestion import OFFERED, find_suggestions, suggest

VISITS = "In what share of cases did the CRC visit homes in Northmoor?"
QUESTIONS = (
    VISITS,
    "How many people did the NPS refer to the thinking skills programme?",
    "What was recommended to the CRC in Northmoor?",
    "How many vacancies did the CRC in Southvale have?",
    "How many home visits were made in Zembla?",
)


def texts(assistant: Assistant, question: str, *earlier: str) -> list[str]:
    answer = assistant.reply(question, earlier)
    return [s.text for s in find_suggestions(assistant.searcher, answer, [*earlier, answer.question.text])]


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_is_suggested_is_answered(assistant, question):
    answer = assistant.reply(question)
    offered = suggest(assistant, answer)
    assert len(offered) <= OFFERED and len(set(offered)) == len(offered)
    for text in offered:
        assert assistant.converse([question, text])[-1].status == endings.ANSWERED
        assert text[0].isupper() and text.endswith("?")


def test_the_same_is_suggested_each_time(assistant):
    answer = assistant.reply(VISITS)
    assert suggest(assistant, answer) == suggest(assistant, answer) != ()


def test_the_other_body_the_two_side_by_side_and_what_was_recommended_are_thought_of(assistant):
    found = texts(assistant, VISITS)
    assert "In what share of cases did the NPS visit homes in Northmoor?" in found
    assert "What was recommended to the CRC in Northmoor?" in found


def test_an_abbreviation_that_the_answer_leaves_unexplained_may_be_asked_about(assistant):
    answer = assistant.reply("What is a RAR?")
    claims = tuple(replace(claim, text="A RAR is ordered by a court.") for claim in answer.claims[:1])
    unexplained = replace(answer, claims=claims, question=replace(answer.question, text="What does a court order in Northmoor?"))
    found = [s.text for s in find_suggestions(assistant.searcher, unexplained, [])]
    assert "What does the abbreviation RAR stand for?" in found
    assert "What does the abbreviation RAR stand for?" not in texts(assistant, "What is a RAR?")


def test_what_was_asked_already_is_not_suggested_however_it_is_written(assistant):
    before = "what was RECOMMENDED to the crc in Northmoor"
    assert "What was recommended to the CRC in Northmoor?" not in texts(assistant, VISITS, before)


def test_the_areas_that_could_be_meant_are_each_suggested(assistant):
    answer = replace(assistant.reply("How many home visits?"), status=endings.NEEDS_CLARIFICATION)
    found = [s.text for s in find_suggestions(assistant.searcher, answer, ["How many home visits?"])]
    assert set(found) <= {"How many home visits in Northmoor?", "How many home visits in Southvale?"} and found


@pytest.mark.parametrize("question", ["Who won the football cup?", "Thanks!"])
def test_nothing_is_suggested_where_nothing_comes_near(assistant, question):
    assert suggest(assistant, assistant.reply(question)) == ()


def test_limits_hold_for_what_is_suggested(assistant):
    limits = Filters(areas=frozenset({"Southvale"}))
    answer = assistant.reply("How many vacancies did the CRC in Southvale have?", filters=limits)
    for text in suggest(assistant, answer):
        reply = assistant.reply(text, [answer.question.text], limits)
        assert {c.report.report_id for c in reply.citations} == {"southvale-2019"}


def test_it_ends_where_it_is_stopped(assistant):
    assert suggest(assistant, assistant.reply(VISITS), stopped=lambda: True) == ()


def test_nothing_is_thought_of_while_others_wait(assistant, monkeypatch):
    answer = assistant.reply(VISITS)
    monkeypatch.setattr("retrieval.suggestion.find_suggestions", None)  # calling it would fail
    assert suggest(assistant, answer, stopped=lambda: True) == ()
