import pytest

from ingest.units import split_units
from retrieval.answering.extractive import _close, _closest
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice, Signs

WORDS = "Plans were thin. Visits came late. Nobody trained managers. Officers felt tired. Morale sank everywhere."


def choices(evidence, *scores, shaped=0.0):
    signs = Signs(0, 0, 0, 0, shaped, 0)
    return [Choice(evidence, unit, score, signs) for unit, score in zip(split_units(evidence.passage), scores, strict=False)]


@pytest.mark.parametrize(
    ("asked", "shaped", "count"),
    [
        ("What was wrong?", 0.0, 4),
        ("How many were late?", 0.0, 1),
        ("Who felt tired?", 1.0, 1),
    ],
)
def test_more_is_said_where_nothing_shows_that_the_best_words_answer(evidence_of, asked, shaped, count):
    near = choices(evidence_of(WORDS), 2.0, 1.8, 1.8, 1.8, 1.8, shaped=shaped)
    assert len(_close(near, Understanding(text=asked))) == count


def test_words_under_another_body_must_come_closer(evidence_of):
    first = choices(evidence_of(WORDS, headings=("CRC effectiveness",)), 2.0)
    other = evidence_of("Courts waited for reports.", headings=("NPS effectiveness",))
    understood = Understanding(text="What was wrong?")
    assert len(_close([*first, *choices(other, 1.8)], understood)) == 1
    assert len(_close([*first, *choices(other, 1.9)], understood)) == 2


def test_beside_the_item_that_counts_what_is_asked_stands_no_other_of_its_list(evidence_of):
    near = choices(evidence_of("- 17 managers met us\n- 78 officers", kind="list"), 2.0, 1.9)
    assert len(_close(near, Understanding(text="How many managers met you?"))) == 1


def test_the_best_of_those_that_name_a_place_comes_first_where_one_is_asked_for(evidence_of):
    near = choices(evidence_of("Plans were thin. The work in Elmtown shone. Visits came late."), 2.0, 1.8, 1.7)
    assert [c.score for c in _closest(near, "Which office did best?")] == [1.8, 2.0, 1.7]
    assert [c.score for c in _closest(near, "What did best?")] == [2.0, 1.8, 1.7]
