from types import SimpleNamespace

import pytest

from ingest.units import split_units
from retrieval.answering.pairing import is_apt, pair
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice, Signs


class Alike:
    """Words come near to each other where both hold "seen"; every word weighs the same and has no other."""

    shelf = SimpleNamespace(lexical=SimpleNamespace(weight=lambda stem: 1.0))

    def weigh_meant(self, understood, held):
        return 0.0

    def compare_units(self, understood, evidence, units):
        return [float("seen" in understood.text and "seen" in evidence.report.text[unit.start : unit.end]) for unit in units]


def choices(evidence_of, words, *scores, area="Eastbeck"):
    evidence = evidence_of(words, area=(area,))
    return [
        Choice(evidence, unit, score, Signs(0, 0, 0, 0, 0, 0)) for unit, score in zip(split_units(evidence.passage), scores, strict=True)
    ]


def said(evidence_of, asked, *found):
    sides = [Understanding(side=name) for name in ("CRC", "NPS")]
    picked = pair(Alike(), Understanding(text=asked), sides, [choices(evidence_of, words, *scores) for words, scores in found])
    return [side.choice.words if side.choice else None for side in picked]


def test_words_are_chosen_beside_those_of_the_other_side(evidence_of):
    crc = ("Vans were old. Half of the men were seen weekly.", (1.0, 0.9))
    nps = ("Most of the men were seen monthly. Boats were new.", (1.2, 0.8))
    assert said(evidence_of, "How often were men seen?", crc, nps) == [
        "Half of the men were seen weekly.",
        "Most of the men were seen monthly.",
    ]


def test_of_two_dates_the_same_count_comes_first(evidence_of):
    earlier = ("Five rooms were closed. The company had 3,100 people.", (1.1, 0.8))
    later = ("Nobody liked the van. It supervised 2,900 offenders.", (0.9, 0.7))
    assert said(evidence_of, "How did the caseload change?", earlier, later) == [
        "The company had 3,100 people.",
        "It supervised 2,900 offenders.",
    ]


def test_a_side_of_which_nothing_comes_near_stays_empty(evidence_of):
    assert said(evidence_of, "What of vans?", ("Vans were old.", (1.5,)), ("Boats were new.", (0.4,))) == ["Vans were old.", None]
    assert said(evidence_of, "What of vans?", ("Vans were old.", (1.5,)), ("", ())) == ["Vans were old.", None]


def test_a_side_that_holds_nothing_of_what_the_other_tells_stays_empty(evidence_of):
    assert said(evidence_of, "What of vans?", ("Vans were old.", (1.5,)), ("Boats were new.", (1.4,))) == ["Vans were old.", None]
    both = said(evidence_of, "What of lorries?", ("Vans were old.", (1.5,)), ("Boats were new.", (1.4,)))
    assert both == ["Vans were old.", "Boats were new."]


@pytest.mark.parametrize(
    ("asked", "words", "so"),
    [
        ("How many people were seen?", "It saw 40 people.", True),
        ("How many people were seen?", "It saw nobody of note.", False),
        ("How did the grade move?", "It stayed at the bottom.", True),
        ("How did the grade move?", "The report explains how grades are given.", False),
        ("How did the grade move?", "Contact was not good enough.", False),
        ("What of vans?", "Vans were old.", True),
    ],
)
def test_words_hold_what_is_counted_or_graded(evidence_of, asked, words, so):
    assert is_apt(choices(evidence_of, words, 1.0)[0], Understanding(text=asked)) is so
