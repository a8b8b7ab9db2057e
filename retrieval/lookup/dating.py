"""Dating: when a report was published or its inspection was made, where a question asks just that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.report import Report
from ingest.facts import find_date
from ingest.passages import Passage
from ingest.units import split_units
from retrieval.checks.citations import Draft, Quote
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.lookup.subject import OF_A_REPORT, areas_in_question, reports_in_question
from retrieval.question.understanding import Understanding

ASKS_WHEN = re.compile(r"^\W*(?:and |so |but )?(?:on |in )?(?:when|(?:what|which) (?:date|day|month|months|year))\b", re.I)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One of the two dates of a report: how it is asked for and how reports tell it."""

    asked: str
    told: str
    fact: str  # the name of the date among a report's facts


PUBLISHED = Occasion(
    asked=r"\b(?:publi|c[ao]me out|released?\b|issued?\b|available|appear)",
    told=r"\b(?:published|publication date|available|embargo\w*|issued|today|yesterday|an inspection by)\b|^By ",
    fact="published_on",
)
INSPECTED = Occasion(
    asked=r"\b(?:fieldwork|visit|on site|inspect)",
    told=r"\b(?:fieldwork|visited|on site|in the area|took place|carried out)\b",
    fact="inspected_on",
)


def find_occasion(understood: Understanding) -> Occasion | None:
    """Which date of a report is asked for; None where something else is."""
    if not ASKS_WHEN.search(understood.asked) or not set(understood.own) <= OF_A_REPORT:
        return None
    return next((o for o in (PUBLISHED, INSPECTED) if re.search(o.asked, understood.asked, re.I)), None)


def tell_date(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Draft | None:
    """The sentence that tells the date asked for, the most precise among the reports on the area in question; None where none does."""
    occasion = find_occasion(understood)
    if occasion is None or areas_in_question(understood, evidence):
        return None
    told = [quote for report in reports_in_question(understood, evidence) for quote in _told(report, occasion, passages)]
    best = max(told, key=lambda quote: len(find_date(plain_words(quote.words)) or ""), default=None)
    return Draft(plain_words(best.words), (best,)) if best else None


def _told(report: Report, occasion: Occasion, passages: Sequence[Passage]) -> Iterator[Quote]:
    """The sentences of a report that tell a date of it as its facts have it."""
    fact = getattr(report.facts, occasion.fact)
    for passage in (p for p in passages if fact and p.report_id == report.report_id):
        for unit in split_units(passage):
            words = plain_words(report.text[unit.start : unit.end])
            if re.search(occasion.told, words, re.I) and (find_date(words) or "")[:7] == fact[:7]:
                yield Quote(Evidence(passage, report, 0.0), unit.start, unit.end)
