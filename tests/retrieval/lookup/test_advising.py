import pytest

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.evidence import Evidence
from retrieval.lookup.advising import tell_advice

TEXT = """The CRC should:
- train its tutors
- mend the vans.

The NPS should:
- print its letters
- open on Mondays.

The CRC and the NPS should:
- share their vans.

The Ministry of Justice should:
- pay for vans."""
REPORT = Report("r", "r.txt", "", Facts("Northmoor", area=("Northmoor",)), TEXT)


def passage(words):
    return Passage("r", (), "recommendation", TEXT.index(words), TEXT.index(words) + len(words), words)


LISTS = [passage(words) for words in TEXT.split("\n\n")[:2]]


@pytest.fixture
def told(lexicon):
    def tell(question, lists=LISTS):
        return [draft.text for draft in tell_advice(lexicon.understand(question), [Evidence(LISTS[0], REPORT, 1.0)], lists)]

    return tell


NPS_LIST = "The NPS should:\n• print its letters\n• open on Mondays."
CRC_LIST = "The CRC should:\n• train its tutors\n• mend the vans."


@pytest.mark.parametrize(
    "question", ["Which two recommendations were for the NPS alone?", "What should the NPS do?", "recommendations, NPS only"]
)
def test_the_recommendations_to_one_body_are_listed_from_the_report_that_makes_them(told, question):
    assert told(question) == [NPS_LIST]


@pytest.mark.parametrize("question", ["What was recommended in Northmoor?", "List all the recommendations", "recommendations"])
def test_all_lists_are_told_where_nobody_is_named(told, question):
    assert told(question) == [CRC_LIST, NPS_LIST]


def test_what_is_asked_of_both_is_asked_of_each_unless_each_alone_is_meant(told):
    both = passage("The CRC and the NPS should:\n- share their vans.")
    assert told("What should the NPS do?", [both, *LISTS]) == ["The CRC and the NPS should:\n• share their vans.", NPS_LIST]
    assert told("What should the NPS alone do?", [both, *LISTS]) == [NPS_LIST]
    assert told("What should the CRC and the NPS do?", [both, *LISTS]) == ["The CRC and the NPS should:\n• share their vans."]


def test_an_addressee_who_is_no_body_is_known_by_their_name(told):
    ministry = passage("The Ministry of Justice should:\n- pay for vans.")
    assert told("What was recommended to the Ministry of Justice?", [*LISTS, ministry]) == [
        "The Ministry of Justice should:\n• pay for vans."
    ]


@pytest.mark.parametrize("question", ["What did they recommend to the NPS on letters?", "What was recommended about letters?"])
def test_of_recommendations_on_something_only_the_items_that_name_it_are_told(told, question):
    assert told(question) == ["The NPS should:\n• print its letters"]


@pytest.mark.parametrize(
    "question",
    [
        "How many of the recommendations were for the NPS alone?",
        "What was recommended about tagging?",
        "What did they recommend to the CRC on letters?",
        "What did the NPS do?",
    ],
)
def test_recommendations_are_not_listed_where_anything_else_is_asked(told, question):
    assert told(question) == []
