"""Change: one measure at two dates, each looked for in the reports of its own time, or told by one sentence that holds both."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.words import stems
from retrieval.answering.answerable import carries
from retrieval.answering.pairing import FoundSide, pair
from retrieval.checks.citations import Quote, is_misplaced
from retrieval.evidence import UNREAD, Evidence, Question
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.words.choice import Choice, choose
from retrieval.words.dates import find_dates, measure_of, moves, tells_move, years_in
from retrieval.words.need import FIGURE

DEPTH = 20  # passages searched for each date
READ = 10  # passages of each date that are read
NAMED_AROUND = 0.1  # of unit score less: the year stands in the passage, not in the words
TOLD_BY_OTHER = 0.35  # the report is of another date asked about
YEAR_AFTER = 0.2  # and only the report is of the year after


def find_change(searcher: Searcher, question: Question, understood: Understanding, evidence: Sequence[Evidence]) -> list[FoundSide]:
    """What is said of each date, the earliest first; empty where no change is asked about, or one sentence tells all of it."""
    if len(understood.areas) > 1 or len(understood.bodies) > 1 or not evidence:
        return []
    asked = find_dates(understood)
    dates = asked if len(asked) > 1 else _dates_held(understood, evidence, asked)
    if len(dates) < 2 or _is_told(searcher, understood, evidence, asked):
        return []
    sides = [_at(understood, date) for date in dates]
    found = [_choices_at(searcher, question, side, evidence, dates) for side in sides]
    change = pair(searcher, understood, sides, found)
    held = [side for side in change if side.choice]
    return change if len(held) == len(dates) or (held and len(asked) > 1) else []


def carries_sides(searcher: Searcher, question: Question, sides: Sequence[FoundSide]) -> bool:
    """Whether what was found on each side that says anything carries an answer by itself."""
    held = [(side.asked, side.choice) for side in sides if side.choice]
    return bool(held) and all(carries(searcher, replace(question, text=asked.text), asked, [choice.evidence]) for asked, choice in held)


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
    searcher: Searcher, question: Question, side: Understanding, evidence: Sequence[Evidence], dates: Sequence[int]
) -> list[Choice]:
    """What speaks of one date, best first."""
    year = side.years[0]
    near = frozenset({year, year + 1} - (set(dates) - {year}))
    limits = question.filters if question.filters.years else replace(question.filters, years=near)
    of_time = searcher.search(replace(question, filters=limits), DEPTH, side)
    known = {e.passage.passage_id for e in of_time}
    naming = [e for e in evidence if year in years_in(e.passage.text) and e.passage.passage_id not in known]
    choices = [c for found in (of_time, naming) for c in choose(searcher, side, _placed(found, side), READ) if _is_value(c)]
    weighed = [(c, _lag(c, year, set(dates) - {year})) for c in choices]
    return sorted((replace(c, score=c.score - lag) for c, lag in weighed if lag is not None), key=lambda c: -c.score)


def _placed(evidence: Sequence[Evidence], side: Understanding) -> list[Evidence]:
    return [e for e in evidence if e.passage.kind not in UNREAD and not is_misplaced(Quote(e, e.passage.start, e.passage.end), side.areas)]


def _is_value(choice: Choice) -> bool:
    """Whether a unit may give a value: of table rows only those with a figure; "1." before a cell is none."""
    return choice.unit.kind != "row" or bool(FIGURE.search(re.sub(r"\b\d{1,2}\.\s", " ", choice.words)))


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


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None
