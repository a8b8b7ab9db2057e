"""Answers as text for a terminal."""

from dataclasses import replace

from tiny import QUESTION

from app.plain.render import answer_text, evidence_text
from retrieval.answer import to_json
from retrieval.assistant import Assistant
from retrieval.evidence import Question
from retrieval.suggestion import suggest


def test_what_could_be_asked_next_stands_at_the_end_and_in_the_json(assistant: Assistant) -> None:
    answer = assistant.reply(QUESTION)
    suggested = replace(answer, suggestions=suggest(assistant, answer))
    assert suggested.suggestions
    told = "\n".join(["You could also ask:", *(f"  - {question}" for question in suggested.suggestions)])
    assert answer_text(suggested) == f"{answer_text(answer)}\n\n{told}"
    assert to_json(suggested)["suggestions"] == list(suggested.suggestions)


def test_dates_of_a_declined_answer_are_in_words(assistant: Assistant) -> None:
    answer = assistant.reply("What colour are the buses of Zembla?")
    assert "the newest from 17 July 2019." in " ".join(answer_text(answer).split()) and "2019-07-17." not in answer_text(answer)


def test_why_a_passage_stands_where_it_does_is_told_in_words(assistant: Assistant) -> None:
    (found,) = assistant.searcher.search(Question("home visits"), 1)
    lexical_only = replace(found, lexical_rank=1, dense_rank=None, score=2.0, cosine=0.25, covered=1.0, matched=("home", "visit"))
    told = evidence_text([lexical_only], ["body: CRC"], explain=True).splitlines()
    assert told[0] == "Understood: body: CRC"
    assert told[3] == "   rank 1 by words, score 2.000, cosine 0.250, covered 1.000, matched: home visit"
    assert evidence_text([found], [], explain=True).startswith("1. ")
