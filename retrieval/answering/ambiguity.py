"""Ambiguity: a short question that the reports of several areas answer equally well, each for itself."""

from collections.abc import Sequence

from retrieval.evidence import Evidence
from retrieval.lookup.dating import find_occasion
from retrieval.lookup.overview import asks_overview
from retrieval.lookup.subject import areas_in_question
from retrieval.question.understanding import Understanding

COVERED_ALIKE = 0.06  # of the question's weight
SCORED_ALIKE = 1.5  # of passage score
LEAST_AREAS, MOST_OFFERED = 3, 8
FEW_STEMS = 3  # a longer question says which passage it means
SINGLE_ANSWER = frozenset({"figure", "fact", "yes or no"})


def find_ambiguity(understood: Understanding, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The areas that could be meant, best first; empty where the question names one, or asks for something that no area has alone."""
    if find_occasion(understood) or asks_overview(understood):
        return areas_in_question(understood, evidence)[:MOST_OFFERED]
    named = understood.areas or understood.years or understood.answer_kind not in SINGLE_ANSWER
    if named or not evidence or len(understood.stems) > FEW_STEMS:
        return ()
    best = evidence[0]
    alike = [e for e in evidence if e.covered >= best.covered - COVERED_ALIKE and e.score >= best.score - SCORED_ALIKE]
    areas = tuple(dict.fromkeys(e.report.facts.local_areas[0] for e in alike if len(e.report.facts.local_areas) == 1))
    return areas[:MOST_OFFERED] if len(areas) >= LEAST_AREAS and best.covered > 1 - COVERED_ALIKE else ()
