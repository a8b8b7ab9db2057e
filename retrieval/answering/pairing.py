"""Pairing: what is said of each of several sides, chosen beside each other so that all speak of the same thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.words import stems
from retrieval.answering.disagreement import find_values
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.question.sides import COMPARING
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.words.choice import Choice
from retrieval.words.need import FIGURE, GRADE
from retrieval.words.polarity import held_share

ANCHORS, PAIRED = 2, 12  # units of a side, and of each other, that are tried together
# Of unit score more: the words of both sides count the same thing; the same where a count is asked for at two dates (of two bodies
# many things are counted alike); both reports are on one area; and for how near the words come to each other.
SAME_UNIT, SAME_COUNT, SAME_PLACE, ALIKE = 0.2, 0.5, 0.2, 0.5
BEHIND = 0.5  # of unit score: what is said of one side this far behind what is said of another is about something else
HOLDS_MUCH = 0.5  # of what is asked: where one side's words hold that, those of another hold something of it
COUNTED = re.compile(
    r"\b(?:numbers?|caseloads?|shares?|proportion|percentage|per cent|rates?|figures?|totals?|average|size|more or fewer|fewer or more|"
    r"how (?:many|much))\b",
    re.I,
)
COUNTS_PEOPLE = re.compile(
    r"(?<!average )\bcaseloads?\b|"
    r"\b(?:number of|how many|more or fewer|fewer or more) (?:\w+ )?(?:people|offenders|individuals|service users)\b",
    re.I,
)
GRADED = re.compile(r"\b(?:ratings?|rated|grades?|graded|scores?|scored)\b", re.I)
GRADES = re.compile(
    rf"{GRADE.pattern}|\bbottom\b|\bpoints?\b|\bgrade (?:did|stay|rose|fell)|(?-i:\b(?:Good|Outstanding|Inadequate)\b)", re.I
)
SPAN = re.compile(r"\ban? (year|month|week|day)\b")
PEOPLE = {s: "people" for s in stems("people person offender offenders individuals users")}


@dataclass(frozen=True, slots=True)
class FoundSide:
    """One side of what is set side by side: how it is asked for, the words on it and where else to look; none where no report says."""

    asked: Understanding
    choice: Choice | None
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> str:
        return self.asked.side


def pair(
    searcher: Searcher, understood: Understanding, sides: Sequence[Understanding], found: Sequence[Sequence[Choice]]
) -> list[FoundSide]:
    """The sides with one choice each, from the choices found on each, best first; none on a side of which nothing comes near."""
    apt = [_aptest(choices, understood) for choices in found]
    picked = _pick(searcher, understood, apt) if all(apt) else [choices[0] if choices else None for choices in apt]
    return [
        FoundSide(side, choice, tuple(dict.fromkeys(c.evidence for c in choices)) if choice else ())
        for side, choice, choices in zip(sides, picked, apt, strict=True)
    ]


def _aptest(choices: Sequence[Choice], understood: Understanding) -> list[Choice]:
    """The choices that hold what is asked for; where people are counted those that count people, if any do; else all."""
    apt = [c for c in choices if is_apt(c, understood)] or list(choices)
    asks_people = understood.answer_kind != "comparison" and COUNTS_PEOPLE.search(understood.asked)
    people = [c for c in apt if "people" in _counted(c)] if asks_people else []
    return people or apt


def is_apt(choice: Choice, understood: Understanding) -> bool:
    """Whether words hold a figure or a grade where the question asks about one."""
    return all(held.search(choice.words) for asked, held in ((COUNTED, FIGURE), (GRADED, GRADES)) if asked.search(understood.asked))


def _pick(searcher: Searcher, understood: Understanding, found: Sequence[Sequence[Choice]]) -> list[Choice | None]:
    tried = [_beside(searcher, understood, anchor, found, n) for n in range(len(found)) for anchor in found[n][:ANCHORS]]
    picked = max(tried, key=lambda pair: pair[0])[1]
    best = max(picked, key=lambda c: c.score)
    much = max(_share(searcher, understood, c) for c in picked) >= HOLDS_MUCH
    near = [c.score >= best.score - BEHIND and not (much and _share(searcher, understood, c) == 0.0) for c in picked]
    return [c if ok or _counts_same(c, best) else None for c, ok in zip(picked, near, strict=True)]


def _share(searcher: Searcher, understood: Understanding, choice: Choice) -> float:
    """The share of what is asked beside names that words hold, in themselves, in other words or in the headings over them."""
    words = f"{choice.words} {' '.join(choice.evidence.passage.headings)}"
    asked = tuple(s for s in stems(COMPARING.sub(" ", understood.asked)) if s not in understood.names)
    return held_share(searcher, replace(understood, stems=asked, names=()), words) if asked else 1.0


def _beside(
    searcher: Searcher, understood: Understanding, anchor: Choice, found: Sequence[Sequence[Choice]], place: int
) -> tuple[float, list[Choice]]:
    """The choices of the other sides that suit one of this side best, and how well all answer together."""
    suits = partial(_suits, searcher, understood, anchor)
    picked = [anchor if n == place else max(choices[:PAIRED], key=suits) for n, choices in enumerate(found)]
    return anchor.score + sum(suits(c) for c in picked if c is not anchor), picked


def _suits(searcher: Searcher, understood: Understanding, anchor: Choice, other: Choice) -> float:
    """How well words answer beside others: how well at all, how near they come to these, what they count and where."""
    near = searcher.compare_units(replace(understood, text=plain_words(anchor.words)), other.evidence, [other.unit])[0]
    counted = SAME_COUNT if understood.answer_kind != "comparison" and COUNTED.search(understood.asked) else SAME_UNIT
    place = bool(set(anchor.evidence.report.facts.area) & set(other.evidence.report.facts.area))
    same = counted * _counts_same(anchor, other) + SAME_PLACE * place - (anchor.words == other.words)
    return other.score + ALIKE * near + same


def _counts_same(one: Choice, other: Choice) -> bool:
    return bool(_counted(one) & _counted(other))


def _counted(choice: Choice) -> set[str]:
    """What the figures of words count; a table row names people beside its figure, not after it."""
    units = {PEOPLE.get(unit, unit) for unit in find_values(choice.words)}
    beside = {"people"} if choice.unit.kind == "row" and units - {"%"} and set(stems(choice.words)) & PEOPLE.keys() else set()
    spans = set(SPAN.findall(choice.words.lower()))
    return (units | beside | spans) - {""}
