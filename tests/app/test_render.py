"""Answers as text for a terminal."""

from dataclasses import replace

from test_turn import QUESTION

from app.render import answer_text
from retrieval.answer import to_json
from retrieval.assistant import Assistant
from retrieval.suggestion import suggest


def test_what_could_be_asked_next_stands_at_the_end_and_in_the_json(assistant: Assistant) -> None:
    answer = assistant.reply(QUESTION)
    suggested = replace(answer, suggestions=suggest(assistant, answer))
    assert suggested.suggestions
    told = "\n".join(["You could also ask:", *(f"  - {question}" for question in suggested.suggestions)])
    assert answer_text(suggested) == f"{answer_text(answer)}\n\n{told}"
    assert to_json(suggested)["suggestions"] == list(suggested.suggestions)
