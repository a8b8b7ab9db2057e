"""Announced: the points that a sentence announces ("three wider issues. First, ...") and that later passages go on to tell."""

import re

from ingest.passages import Passage
from ingest.units import split_units
from ingest.words import NUMBER_WORDS
from retrieval.checks.citations import Draft, Quote
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.search.shelf import Shelf
from retrieval.words.drafting import COUNTS_FROM, COUNTS_ON

ANNOUNCES = re.compile(r"\b(two|three|four|five|six)\b(?: [\w’'-]+){0,3} [\w’'-]+s\b", re.I)
READ_ON = 5  # passages


def tell_announced(shelf: Shelf, first: Draft) -> list[Draft]:
    """A draft for each announced point that stands in the passages after that of the first, under the same headings."""
    quote = first.quotes[0]
    announced = ANNOUNCES.search(quote.words)
    told = [s for s in re.split(r"(?<=[.:]) ", first.text) if COUNTS_FROM.match(s) or COUNTS_ON.match(s)]
    if not announced or not told:
        return []
    missing = int(NUMBER_WORDS[announced[1].lower()]) - len(told)
    at = shelf.row_by_id[quote.evidence.passage.passage_id]
    after = [p for p in shelf.passages[at + 1 : at + 1 + READ_ON] if _goes_on(p, quote.evidence.passage)]
    return [draft for p in after for draft in _points(Evidence(p, quote.evidence.report, 0.0))][: max(0, missing)]


def _goes_on(passage: Passage, before: Passage) -> bool:
    return (passage.report_id, passage.headings) == (before.report_id, before.headings)


def _points(evidence: Evidence) -> list[Draft]:
    """The sentences of a passage that count on."""
    spans = [(u.start, u.end) for u in split_units(evidence.passage) if u.kind == "sentence"]
    words = [(plain_words(evidence.report.text[start:end]), start, end) for start, end in spans]
    return [Draft(text, (Quote(evidence, start, end),)) for text, start, end in words if COUNTS_ON.match(text)]
