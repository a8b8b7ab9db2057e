"""Fit: how well a passage's place suits what a question names; 1 suits neither better nor worse than any other."""

import re
from collections.abc import Sequence

from corpus.report import Facts
from ingest.passages import Passage
from ingest.vocabulary import term_of
from retrieval.question.understanding import Understanding, find_bodies

OTHER_BODY, OTHER_AREA, PART_OF_AREA, OTHER_YEAR = 0.45, 0.5, 0.9, 0.8
SOUGHT, ASIDE = 2.5, 0.6


def fit(passage: Passage, bodies: Sequence[str], facts: Facts, understood: Understanding) -> float:
    """The product of the signs for and against; `bodies` are those the passage speaks of."""
    return _names(bodies, facts, understood) * _kind(passage, understood)


def _names(bodies: Sequence[str], facts: Facts, understood: Understanding) -> float:
    suits = 1.0
    if understood.bodies and bodies and not set(understood.bodies) & set(bodies):
        suits *= OTHER_BODY
    if len(understood.bodies) == 1 and tuple(bodies) == understood.bodies:
        suits *= 1.15
    if understood.areas and not set(understood.areas) & set(facts.area):
        suits *= PART_OF_AREA if _overlap(understood.areas, facts.area) else OTHER_AREA
    if understood.years and facts.year and facts.year not in understood.years:
        suits *= OTHER_YEAR
    return suits


def _overlap(asked: Sequence[str], held: Sequence[str]) -> bool:
    """Whether one name holds the other: "West Mercia" and "Warwickshire and West Mercia"."""
    return any(a in b or b in a for a in asked for b in held)


def _kind(passage: Passage, understood: Understanding) -> float:
    """Glossary rows for definitions, recommendations by their addressee, tables and examples where they are asked for."""
    if passage.kind == "glossary":
        term = term_of(passage)
        if understood.answer_kind == "definition":
            return SOUGHT * 2 if term and term in understood.terms else 1.0
        return ASIDE
    if passage.kind == "recommendation":
        return _addressed(passage, understood) if "recommend" in (*understood.stems, *understood.added) else 1.0
    if passage.kind == "table":
        number = re.search(r"\bTable (\d+)", f"{passage.context} {passage.text[:40]}")
        if understood.table:
            return SOUGHT if number and number[1] == understood.table else 1.0
        return 1.1 if understood.answer_kind in ("list", "figure") else 1.0
    if passage.kind == "example":
        return SOUGHT if understood.answer_kind == "example" else 1.0
    if understood.answer_kind == "definition" and any(f"({short})" in passage.text for short in understood.abbreviations):
        return SOUGHT
    return ASIDE if passage.kind in ("footnote", "about") else 1.0


def _addressed(passage: Passage, understood: Understanding) -> float:
    """A recommendation suits best when it speaks to just those bodies that the question names."""
    to = find_bodies(passage.context or passage.text.split("\n", 1)[0])
    if not understood.bodies:
        return SOUGHT
    return SOUGHT * 2 if set(to) == set(understood.bodies) else SOUGHT if set(to) & set(understood.bodies) else 1.0
