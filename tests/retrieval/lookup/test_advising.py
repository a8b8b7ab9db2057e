import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.evidence import Evidence
from retrieval.lookup.advising import tell_advice

TO_CRC = "The CRC should:\n- train its tutors\n- mend the vans."
TO_NPS = "The NPS should:\n- print its letters\n- open on Mondays."
TEXT = f"{TO_CRC}\n\n{TO_NPS}"
REPORT = Report("r", "r.txt", "", Facts("Northmoor", area=("Northmoor",)), TEXT)
LISTS = [Passage("r", (), "recommendation", TEXT.index(part), TEXT.index(part) + len(part), part) for part in (TO_CRC, TO_NPS)]


@pytest.fixture
def told(lexicon):
    def tell(question, lists=LISTS):
        draft = tell_advice(lexicon.understand(question), [Evidence(LISTS[0], REPORT, 1.0)], lists)
        return draft.text if draft else None

    return tell


@pytest.mark.parametrize(
    "question", ["Which two recommendations were for the NPS alone?", "What should the NPS do?", "recommendations, NPS only"]
)
def test_the_recommendations_to_one_body_are_listed_from_the_report_that_makes_them(told, question):
    assert told(question) == "The NPS should:\n• print its letters\n• open on Mondays."


@pytest.mark.parametrize(
    "question",
    [
        "What did they recommend to the NPS on letters?",
        "How many of the recommendations were for the NPS alone?",
        "What should the CRC and the NPS do?",
        "What did the NPS do?",
    ],
)
def test_recommendations_are_not_listed_where_anything_else_is_asked(told, question):
    assert told(question) is None


def test_two_lists_to_the_same_body_are_left_to_the_search(told):
    assert told("What should the NPS do?", [*LISTS, LISTS[1]]) is None
