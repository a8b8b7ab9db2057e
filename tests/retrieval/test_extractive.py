import pytest

from ingest.units import split_units
from retrieval.choice import Choice, Signs
from retrieval.extractive import _close
from retrieval.understanding import Understanding

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
