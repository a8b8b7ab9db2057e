"""Dating: when a report was published or its inspection was made, where a question asks just that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.report import Facts, Report
from ingest.facts import find_date
from ingest.passages import Passage
from ingest.units import split_units
from ingest.words import stems
from retrieval.citations import Draft, Quote
from retrieval.evidence import Evidence
from retrieval.understanding import Understanding
from retrieval.units import plain_words

ASKS_WHEN = re.compile(r"^\W*(?:and |so |but )?(?:on |in )?(?:when|(?:what|which) (?:date|day|month|months|year))\b", re.I)
# What may be asked of a report beside its date; anything else makes it a question about what the report says.
OF_A_REPORT = frozenset(
    stems(
        """
        report inspection inspections inspected inspectors inspectorate inspect fieldwork visit visited visiting visits site team area
        published publish publication come came out released release issued issue made make available appear appeared
        carried carry out took take place happened done go went last long latest time date day month months year behind
        press release commentary blog post article write written probation service
        """
    )
)


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


def areas_in_question(understood: Understanding, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The areas whose reports could be meant by a question for a report's date that fits several; empty where it fits one."""
    reports = _reports(understood, evidence) if find_occasion(understood) else []
    areas = tuple(dict.fromkeys(area for report in reports for area in report.facts.local_areas))
    return areas if len({report.facts.area for report in reports}) > 1 else ()


def tell_date(understood: Understanding, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Draft | None:
    """The sentence that tells the date asked for, the most precise among the reports on the area in question; None where none does."""
    occasion = find_occasion(understood)
    if occasion is None or areas_in_question(understood, evidence):
        return None
    told = [quote for report in _reports(understood, evidence) for quote in _told(report, occasion, passages)]
    best = max(told, key=lambda quote: len(find_date(plain_words(quote.words)) or ""), default=None)
    return Draft(plain_words(best.words), (best,)) if best else None


def _reports(understood: Understanding, evidence: Sequence[Evidence]) -> list[Report]:
    """The reports that the evidence brings forward and that are of the area and year asked about."""
    reports = {e.report.report_id: e.report for e in evidence}.values()
    return [report for report in reports if _is_asked_about(report.facts, understood)]


def _is_asked_about(facts: Facts, understood: Understanding) -> bool:
    return set(understood.areas) <= set(facts.area) and (not understood.years or facts.year in understood.years)


def _told(report: Report, occasion: Occasion, passages: Sequence[Passage]) -> Iterator[Quote]:
    """The sentences of a report that tell a date of it as its facts have it."""
    fact = getattr(report.facts, occasion.fact)
    for passage in (p for p in passages if fact and p.report_id == report.report_id):
        for unit in split_units(passage):
            words = plain_words(report.text[unit.start : unit.end])
            if re.search(occasion.told, words, re.I) and (find_date(words) or "")[:7] == fact[:7]:
                yield Quote(Evidence(passage, report, 0.0), unit.start, unit.end)
