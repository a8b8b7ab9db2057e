import pytest

from retrieval.answering.counting import count_list
from retrieval.evidence import Question


@pytest.fixture
def counted(assistant):
    def count(text):
        searcher = assistant.searcher
        understood = searcher.understand(Question(text))
        return count_list(searcher.shelf, understood, searcher.search(Question(text), 20, understood))

    return count


def test_the_recommendations_to_one_body_are_counted_and_told(counted):
    draft = counted("How many recommendations did the Northmoor report make to the NPS?")
    assert draft.counted == 2
    assert draft.text.splitlines()[:2] == ["Two recommendations.", "The National Probation Service should:"]
    assert len(draft.text.splitlines()) == 4


def test_all_recommendations_of_a_report_are_counted_under_those_they_are_for(counted):
    draft = counted("How many recommendations did the Northmoor report make?")
    assert (draft.counted, len(draft.quotes)) == (5, 2)
    assert draft.text.startswith("Five recommendations, made to:\n• The Community Rehabilitation Company\n")


@pytest.mark.parametrize("question", ["How many officers were ill in Northmoor?", "What did the Northmoor report recommend to the NPS?"])
def test_nothing_else_is_counted(counted, question):
    assert counted(question) is None


def test_the_number_of_recommendations_is_answered_wherever_their_list_is_found(assistant):
    answer = assistant.ask(Question("How many recommendations did the Northmoor report make to the NPS?"))
    assert (answer.status, answer.text.splitlines()[0]) == ("answered", "Two recommendations.")
