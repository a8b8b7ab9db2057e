from dataclasses import replace

import pytest

from retrieval.answering.ambiguity import find_ambiguity
from retrieval.question.understanding import Understanding

SHORT = Understanding(text="What was the rating?", answer_kind="fact", stems=("rate",))


@pytest.fixture
def evidence(evidence_of):
    def make(*areas):
        return [replace(evidence_of("It was rated so.", area=(area,)), score=9.0, covered=1.0) for area in areas]

    return make


def test_three_areas_that_answer_equally_well_are_offered(evidence):
    assert find_ambiguity(SHORT, evidence("Northmoor", "Southvale", "Westhay", "Northmoor")) == ("Northmoor", "Southvale", "Westhay")


@pytest.mark.parametrize(
    "question",
    [
        replace(SHORT, areas=("Northmoor",)),
        replace(SHORT, years=(2018,)),
        replace(SHORT, answer_kind="list"),
        replace(SHORT, stems=("a", "b", "c", "d")),
    ],
    ids=["area named", "year named", "list", "long"],
)
def test_a_question_that_says_what_it_means_is_not_sent_back(question, evidence):
    assert find_ambiguity(question, evidence("Northmoor", "Southvale", "Westhay")) == ()


def test_one_area_ahead_of_the_others_is_meant(evidence):
    first, *others = evidence("Northmoor", "Southvale", "Westhay")
    assert find_ambiguity(SHORT, [first, *(replace(e, score=5.0) for e in others)]) == ()


def test_the_whole_country_is_no_area_to_choose(evidence):
    assert find_ambiguity(SHORT, evidence("England and Wales", "Northmoor", "Southvale")) == ()


def test_no_evidence_is_not_ambiguous():
    assert find_ambiguity(SHORT, []) == ()
