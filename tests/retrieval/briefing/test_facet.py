import pytest

from ingest.words import stems
from retrieval.briefing.facet import contrasts, figure, helps, hinders


@pytest.mark.parametrize(
    ("words", "topic", "told"),
    [
        ("In 55% of cases progress was slow; where a visit was called for, only 19% had been made.", "visits", "19%"),
        ("A third of the cases involved abuse and a quarter safeguarding.", "abuse", "A third"),
        ("Abuse is a concern in over four cases in ten.", "abuse", "over four cases in ten"),
        ("The trust values the work at £2.5 million.", "work", "£2.5 million"),
        ("Together they hold 38,590 people on orders.", "orders", "38,590"),
        ("Seventeen of 60 cases had a clear plan, and oversight worked in 51 of 223 cases.", "oversight", "51 of 223"),
        ("Home visits were not made in May 2018.", "visits", ""),
        ("Police joined all Level 2 cases.", "police", ""),
        ("Visits were rare there, and it was said by everyone we met on that day that staff came in no more than two days.", "visits", ""),
    ],
)
def test_the_figure_told_is_the_one_on_the_topic(words, topic, told):
    assert figure(words, frozenset(stems(topic))) == told


def test_what_hinders_what_helps_and_what_compares_is_known_by_its_words():
    assert hinders("Limited public transport hindered some.") and not hinders("The CRC ran a workshop.")
    assert helps("A worker based in the office helped to check cases.") and not helps("The office was closed.")
    assert contrasts("Caseloads were higher than in other areas.") and not contrasts("Caseloads were high.")
