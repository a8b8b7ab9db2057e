import pytest

from retrieval.evidence import Question
from retrieval.words.choice import _place_asked, choose


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


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What is the second enabler?", 2),
        ("Which enabler came second?", 2),
        ("What is the first hearing like?", 0),
        ("Which enabler is it?", 0),
        ("second", 0),
    ],
)
def test_a_row_is_asked_for_by_its_place_only_among_what_the_table_lists(evidence_of, question, place):
    table = evidence_of("Enablers\tBarriers\n1. Staff knew the area.\t1. Late.\n2. Visits.\t2. Few.", kind="table")
    assert _place_asked(question, table) == place


def test_the_choices_are_the_same_every_time(assistant):
    question = "Did the CRC train its new staff in child safeguarding?"
    assert best_words(assistant, question) == best_words(assistant, question)
