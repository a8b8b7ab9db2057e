"""Dating: when a report was published or its inspection was made, where a question asks just that."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.report import Report
from ingest.facts import find_date
from ingest.passages import Passage
from retrieval.checks.citations import Draft
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.lookup.subject import OF_A_REPORT, areas_in_question, find_telling, reports_in_question
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
    told = find_telling(reports_in_question(understood, evidence), passages, _tells(occasion))
    best = max(told, key=lambda quote: len(find_date(plain_words(quote.words)) or ""), default=None)
    return Draft(plain_words(best.words), (best,)) if best else None


def _tells(occasion: Occasion) -> Callable[[str, Report], bool]:
    """Whether a sentence tells a date of its report as the report's facts have it."""

    def tells(words: str, report: Report) -> bool:
        fact = getattr(report.facts, occasion.fact)
        return bool(fact and re.search(occasion.told, words, re.I)) and (find_date(words) or "")[:7] == fact[:7]

    return tells
