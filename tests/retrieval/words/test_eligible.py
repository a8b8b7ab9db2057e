from types import SimpleNamespace

import pytest

from ingest.units import Unit
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice
from retrieval.words.eligible import keep_placed, keep_rating


@pytest.fixture
def choice_of(evidence_of):
    def make(words, score=1.0, **facts):
        evidence = evidence_of(words, **facts)
        start = evidence.passage.start
        return Choice(evidence, Unit("sentence", start, start + len(words), (0, 1)), score, SimpleNamespace())

    return make


def test_words_on_the_area_asked_about_come_before_those_that_the_check_would_drop(choice_of):
    other, own = choice_of("Plans were good.", 1.0, area=("Eastmere",)), choice_of("Plans were late.", 0.9, area=("Northmoor",))
    assert keep_placed([other, own], Understanding(areas=("Northmoor",))) == [own]


def test_words_on_the_area_asked_about_that_stand_far_behind_do_not(choice_of):
    other, own = choice_of("Plans were good.", 1.0, area=("Eastmere",)), choice_of("It rained.", 0.6, area=("Northmoor",))
    assert keep_placed([other, own], Understanding(areas=("Northmoor",))) == [other, own]


@pytest.mark.parametrize(
    ("question", "words", "kept"),
    [
        ("What rating did it get for leadership?", "Overall it was rated inadequate.", False),
        ("What rating did it get for leadership in 2019?", "Leadership was rated good.", True),
        ("What rating did it get for leadership?", "Its managers were rated good.", True),
        ("What rating did it get?", "Overall it was rated inadequate.", True),
    ],
)
def test_the_rating_of_one_thing_is_told_by_words_that_name_it(choice_of, question, words, kept):
    understood = Understanding(text=question, alternatives=(("leadership", (("manag",),)),))
    assert bool(keep_rating([choice_of(words)], understood)) is kept


def test_the_heading_over_words_may_name_what_was_rated(choice_of):
    choice = choice_of("It was rated good.", headings=("Leadership",))
    assert keep_rating([choice], Understanding(text="Which grade did it get for leadership?"))
