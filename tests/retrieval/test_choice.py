import pytest

from retrieval.choice import choose
from retrieval.evidence import Question


def best_words(assistant, text):
    searcher = assistant.searcher
    question = Question(text)
    understood = searcher.understand(question)
    return [choice.words for choice in choose(searcher, understood, searcher.search(question, 20, understood))]


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("How many people did the NPS refer to the thinking skills programme in Northmoor?", "112"),
        ("When did the inspection team visit Northmoor?", "February 2018"),
        ("Who did the NPS meet every fortnight in Northmoor?", "police"),
        ("What were the barriers to finding work in Northmoor?", "barriers"),
    ],
)
def test_the_unit_that_answers_comes_first(assistant, question, held):
    assert held in best_words(assistant, question)[0]


def test_the_choices_are_the_same_every_time(assistant):
    question = "Did the CRC train its new staff in child safeguarding?"
    assert best_words(assistant, question) == best_words(assistant, question)
