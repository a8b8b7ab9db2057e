"""Change: one measure at two dates, each looked for in the reports of its own time, or told by one sentence that holds both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.words import stems
from retrieval.answerable import carries
from retrieval.choice import Choice, choose
from retrieval.citations import Quote, is_misplaced
from retrieval.dates import find_dates, measure_of, moves, tells_move, years_in
from retrieval.disagreement import find_values
from retrieval.evidence import Evidence, Question
from retrieval.need import FIGURE, GRADE
from retrieval.search import Searcher
from retrieval.understanding import Understanding
from retrieval.units import plain_words

DEPTH = 20  # passages searched for each date
READ = 10  # passages of each date that are read
ANCHORS, PAIRED = 3, 12  # units of the surest date, and of each other, that are tried together
NAMED_AROUND = 0.1  # of unit score less: the year stands in the passage, not in the words
TOLD_BY_OTHER = 0.2  # the report is of another date asked about
YEAR_AFTER = 0.2  # and only the report is of the year after
SAME_UNIT, SAME_COUNT = 0.2, 0.5  # of unit score more: both dates' words count the same thing; the same where a count is asked for
SAME_PLACE = 0.2  # and come from reports on the same area
ALIKE = 0.5  # and how near they come to each other
BEHIND = 0.5  # of unit score: what is said of one date this far behind what is said of another is about something else
COUNTED = re.compile(
    r"\b(?:numbers?|caseloads?|shares?|proportion|percentage|per cent|rates?|figures?|totals?|average|size|more or fewer|fewer or more|how (?:many|much))\b", re.I
)
GRADED = re.compile(r"\b(?:ratings?|rated|grades?|graded|scores?|scored)\b", re.I)
GRADES = re.compile(rf"{GRADE.pattern}|\bgrade\b|\bpoints?\b|\b(?:good|outstanding|inadequate)\b", re.I)
PEOPLE = {s: "people" for s in stems("people person offender offenders individuals users cases service")}


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of a change: how it is asked for, and the words on it; none where no report of the time says."""

    side: Understanding
    choice: Choice | None


def find_change(searcher: Searcher, question: Question, understood: Understanding, evidence: Sequence[Evidence]) -> list[Dated]:
    """What is said of each date, the earliest first; empty where no change is asked about, or one sentence tells all of it."""
    if len(understood.areas) > 1 or len(understood.bodies) > 1 or not evidence:
        return []
    asked = find_dates(understood)
    dates = asked if len(asked) > 1 else _dates_held(understood, evidence, asked)
    if len(dates) < 2 or _is_told(searcher, understood, evidence, asked):
        return []
    sides = [_at(understood, date) for date in dates]
    found = [_choices_at(searcher, question, understood, side, evidence, dates) for side in sides]
    picked = _pick(searcher, found, understood)
    if len(asked) < 2 and None in picked or not any(picked):
        return []
    return [Dated(side, choice) for side, choice in zip(sides, picked, strict=True)]


def carries_dated(searcher: Searcher, question: Question, change: Sequence[Dated]) -> bool:
    """Whether what was found on each date carries an answer by itself."""
    return bool(change) and all(
        d.choice and carries(searcher, replace(question, text=d.side.text), d.side, [d.choice.evidence]) for d in change
    )


def _is_told(searcher: Searcher, understood: Understanding, evidence: Sequence[Evidence], dates: Sequence[int]) -> bool:
    """Whether the best sentence tells the whole change."""
    choices = choose(searcher, understood, evidence)
    return bool(choices) and tells_change(choices[0], dates)


def tells_change(choice: Choice, dates: Sequence[int]) -> bool:
    """Whether words say how something moved; of dates that are asked about, between these."""
    said, year = years_in(choice.words), choice.evidence.report.facts.year
    moved = tells_move(choice.words)
    return set(dates) <= said or (moved and set(dates) <= said | {year}) if len(dates) > 1 else moved


def _dates_held(understood: Understanding, evidence: Sequence[Evidence], named: Sequence[int]) -> tuple[int, ...]:
    """Of a question that asks how something moved: the date named, and those of the best evidence on the area named."""
    if not moves(understood) or not understood.areas:
        return ()
    held = [e.report.facts.year for e in evidence if e.covered > 0 and set(understood.areas) & set(e.report.facts.area)]
    return tuple(sorted(list(dict.fromkeys([*named, *(year for year in held if year)]))[:2]))


def _at(understood: Understanding, date: int) -> Understanding:
    """The question as it would be asked of one date, which its reports tell and its words need not."""
    text = measure_of(understood.text)
    gone = set(understood.stems) - set(stems(text))
    return replace(
        understood, text=text, stems=tuple(s for s in understood.stems if s not in gone) or understood.stems, years=(date,), side=str(date)
    )


def _choices_at(
    searcher: Searcher, question: Question, understood: Understanding, side: Understanding, evidence: Sequence[Evidence], dates: Sequence[int]
) -> list[Choice]:
    """What speaks of one date, best first."""
    year = side.years[0]
    near = frozenset({year, year + 1} - (set(dates) - {year}))
    limits = question.filters if question.filters.years else replace(question.filters, years=near)
    of_time = searcher.search(replace(question, filters=limits), DEPTH, side)
    known = {e.passage.passage_id for e in of_time}
    naming = [e for e in evidence if year in years_in(e.passage.text) and e.passage.passage_id not in known]
    choices = [c for found in (of_time, naming) for c in choose(searcher, side, _placed(found, side), READ) if _is_apt(c, understood)]
    weighed = [(c, _lag(c, year, set(dates) - {year})) for c in choices]
    return sorted((replace(c, score=c.score - lag) for c, lag in weighed if lag is not None), key=lambda c: -c.score)


def _placed(evidence: Sequence[Evidence], side: Understanding) -> list[Evidence]:
    return [e for e in evidence if not is_misplaced(Quote(e, e.passage.start, e.passage.end), side.areas)]


def _is_apt(choice: Choice, understood: Understanding) -> bool:
    """Whether words hold a figure or a grade where the question asks about one."""
    return all(held.search(choice.words) for asked, held in ((COUNTED, FIGURE), (GRADED, GRADES)) if asked.search(understood.asked))


def _lag(choice: Choice, year: int, others: set[int]) -> float | None:
    """How much less surely words speak of a year; None where they speak of another."""
    facts, said = choice.evidence.report.facts, years_in(choice.words)
    if year not in said and said & others:
        return None
    if year in (facts.year, _year(facts.inspected_on)):
        return 0.0
    if facts.year in others:
        return TOLD_BY_OTHER if year in said else None
    if year in said:
        return 0.0
    return NAMED_AROUND if year in years_in(choice.evidence.passage.text) else YEAR_AFTER if facts.year == year + 1 else None


def _pick(searcher: Searcher, found: Sequence[Sequence[Choice]], understood: Understanding) -> list[Choice | None]:
    """One choice a date, those that speak of the same thing; None for a date of which nothing comes near."""
    if not all(found):
        return [choices[0] if choices else None for choices in found]
    surest = max(range(len(found)), key=lambda n: found[n][0].score)
    picked = max((_beside(searcher, understood, anchor, found, surest) for anchor in found[surest][:ANCHORS]), key=lambda pair: pair[0])[1]
    best = max(c.score for c in picked)
    return [c if c.score >= best - BEHIND or _counts_same(c, picked[surest]) else None for c in picked]


def _beside(
    searcher: Searcher, understood: Understanding, anchor: Choice, found: Sequence[Sequence[Choice]], surest: int
) -> tuple[float, list[Choice]]:
    """The choices of the other dates that suit one of the surest date best, and how well all answer together."""
    suits = partial(_suits, searcher, understood, anchor)
    picked = [anchor if n == surest else max(choices[:PAIRED], key=suits) for n, choices in enumerate(found)]
    return anchor.score + sum(suits(c) for c in picked if c is not anchor), picked


def _suits(searcher: Searcher, understood: Understanding, anchor: Choice, other: Choice) -> float:
    """How well words answer beside others: how well at all, how near they come to these, what they count and where."""
    near = searcher.compare_units(replace(understood, text=plain_words(anchor.words)), other.evidence, [other.unit])[0]
    counted = SAME_COUNT if COUNTED.search(understood.asked) else SAME_UNIT
    place = bool(set(anchor.evidence.report.facts.area) & set(other.evidence.report.facts.area))
    same = counted * _counts_same(anchor, other) + SAME_PLACE * place - (anchor.words == other.words)
    return other.score + ALIKE * near + same


def _counts_same(one: Choice, other: Choice) -> bool:
    return bool(_counted(one) & _counted(other))


def _counted(choice: Choice) -> set[str]:
    """What the figures of words count; a table row names people beside its figure, not after it."""
    units = {PEOPLE.get(unit, unit) for unit in find_values(choice.words)}
    beside = {"people"} if choice.unit.kind == "row" and units - {"%"} and set(stems(choice.words)) & PEOPLE.keys() else set()
    return (units | beside) - {""}


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None
